"""The vocabulary of the rule language: every fact that a rule may name, in one table.

Adding a fact keeps the language's version; changing what one means is a new version, and old books keep theirs.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from domain.rulebook import (
    approval_facts,
    conduct_facts,
    cycle_facts,
    departure_facts,
    employment_facts,
    event_facts,
    evidence_facts,
    local_facts,
    purchase_facts,
    shortage_facts,
    talent_facts,
    training_facts,
    worker_facts,
)
from domain.rulebook.facts import ErasedFact, Fact, Kind

__all__ = ["LANGUAGE", "VOCABULARY", "ErasedFact", "Fact", "Kind"]

LANGUAGE: Final = 1

VOCABULARY: Final[Mapping[str, Fact]] = MappingProxyType(
    {
        fact.name: fact
        for fact in (
            *worker_facts.FACTS,
            *event_facts.FACTS,
            *evidence_facts.FACTS,
            *employment_facts.FACTS,
            *departure_facts.FACTS,
            *talent_facts.FACTS,
            *training_facts.FACTS,
            *conduct_facts.FACTS,
            *cycle_facts.FACTS,
            *purchase_facts.FACTS,
            *shortage_facts.FACTS,
            *approval_facts.FACTS,
            *local_facts.FACTS,
        )
    }
)
