"""The settings table of social insurance and housing fund: what is enrolled in, and within how many days (R47)."""

from typing import Annotated

from pydantic import Field

from domain.record import Shape
from domain.values import Code


class InsuranceTerms(Shape):
    """The `kinds` in which whoever has a labour contract is enrolled, within so many days of the first one at work."""

    within_days: Annotated[int, Field(ge=0, le=1200)] = 0
    kinds: Annotated[tuple[Code, ...], Field(max_length=20)] = ()
