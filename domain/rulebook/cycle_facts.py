"""Facts about assessment cycles and what follows an assessment."""

from typing import Final

from domain.rulebook.facts import Fact

FACTS: Final[tuple[Fact, ...]] = ()
