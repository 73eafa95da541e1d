"""What a fact of the rule language is: a name, a type, a meaning, and how it is read from a case."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from domain.rulebook.case import Case

if TYPE_CHECKING:
    from domain.rulebook.book import ResolvedBook


class Kind(StrEnum):
    """The types that facts have in CEL."""

    BOOL = "bool"
    INT = "int"
    STRING = "string"
    STRINGS = "list(string)"


class ErasedFact(ValueError):
    """The fact rests on a value that has been erased: the rule cannot be computed any more."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One name of the rule language. Where a fact does not apply it has its neutral value: false, 0, '' or []."""

    name: str
    kind: Kind
    zh: str
    en: str
    value: "Callable[[Case, ResolvedBook], Any]"
