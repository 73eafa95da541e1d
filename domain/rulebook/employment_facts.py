"""Facts about employment: contracts counted per employer, absence, protection, departure."""

from typing import Final

from domain.rulebook.facts import Fact

FACTS: Final[tuple[Fact, ...]] = ()
