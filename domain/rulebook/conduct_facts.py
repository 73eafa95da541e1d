"""Facts about offices, conduct, pay, lowered grades and secondment recalls."""

from typing import Final

from domain.rulebook.facts import Fact

FACTS: Final[tuple[Fact, ...]] = ()
