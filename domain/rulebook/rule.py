"""The shape of one rule: what it judges, its predicate, its legal source, and its words in both languages."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.record import Shape
from domain.values import NO_CONTROL_BUT_LINES, Code, Day, Line


class Strength(StrEnum):
    """How a rule binds, from the wording of its source.

    must (要、应、不得): refuse. principle (原则上、一般应): refuse, unless reasoned by an authority. may (可): never
    alarm. encourage (鼓励): count and report.
    """

    MUST = "must"
    PRINCIPLE = "principle"
    MAY = "may"
    ENCOURAGE = "encourage"


Expression = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=NO_CONTROL_BUT_LINES)]


class Clause(Shape):
    """The legal source of a rule (R83)."""

    title: Line
    number: Line | None = None
    article: Line | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None

    @property
    def text(self) -> str:
        """The source as it is cited."""
        return " ".join(part for part in (self.title, self.number, self.article) if part)

    def valid_on(self, day: date) -> bool:
        """Whether the source is valid on that day; both its days are included."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class Words(Shape):
    """The same said in Chinese and in English."""

    zh: Line
    en: Line


class Rule(Shape):
    """A rule: where `when` holds, `require` must hold for each event of the types in `judges`.

    Both are CEL expressions over the vocabulary. A child book replaces a rule of the same id; `withdrawn` takes an
    inherited one out of force, which a parent must have allowed by `may_be_withdrawn`.
    """

    id: Code
    strength: Strength
    judges: Annotated[tuple[Code, ...], Field(min_length=1, max_length=40)]
    when: Expression = "true"
    require: Expression
    clause: Clause
    message: Words
    satisfied_by: Words
    withdrawn: bool = False
    may_be_withdrawn: bool = False
