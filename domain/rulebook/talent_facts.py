"""Facts about qualification and talent: certificates in force, registration, examinations, appointments, distinctions."""

from typing import Final

from domain.rulebook.facts import Fact

FACTS: Final[tuple[Fact, ...]] = ()
