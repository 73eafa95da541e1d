"""The lines of a hiring plan, and how a hiring cites one."""

from typing import Annotated

from pydantic import AfterValidator, Field

from domain.record import Shape
from domain.values import Code, Line, PlanId


class PlanLine(Shape):
    """`count` people to be taken on for `title`; `level` is the professional level asked for."""

    line: Code
    title: Line
    level: Code | None = None
    count: Annotated[int, Field(ge=1, le=10_000)]


def _each_once(lines: tuple[PlanLine, ...]) -> tuple[PlanLine, ...]:
    if len({one.line for one in lines}) < len(lines):
        raise ValueError("a line is named twice")
    return lines


Lines = Annotated[tuple[PlanLine, ...], Field(min_length=1, max_length=200), AfterValidator(_each_once)]


class PlanLineRef(Shape):
    """The line of a plan that a hiring fills."""

    plan: PlanId
    line: Code
