"""The settings table of reminders: how long before it falls due each matter of the work list is shown (R95)."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from domain.record import Shape

Count = Annotated[int, Field(ge=0, le=1200)]


def _day_of_year(text: str) -> str:
    date.fromisoformat(f"2001-{text}")
    return text


DayOfYear = Annotated[str, Field(pattern=r"^[0-9]{2}-[0-9]{2}$"), AfterValidator(_day_of_year)]
"""A day that every year has, MM-DD."""
Days = Annotated[tuple[Annotated[int, Field(ge=0, le=1200)], ...], Field(max_length=10)]


class Reminders(Shape):
    """How many days before it falls due each stage of a reminder opens (R95), a member a kind of the work list.

    Without stages a matter is on the work list from the day on which it falls due. `assessment_by` is the day of the
    next year, MM-DD, by which a year's assessment is confirmed, and `assessment_years` how many full years back one is
    asked for.
    """

    contract_end: Days = ()
    probation_end: Days = ()
    registration_first: Days = ()
    registration_end: Days = ()
    training_gap: Days = ()
    assessment_due: Days = ()
    secondment_end: Days = ()
    concurrent_post_end: Days = ()
    public_role_end: Days = ()
    technical_post_end: Days = ()
    examination_validity: Days = ()
    credential_end: Days = ()
    retirement: Days = ()
    leave_end: Days = ()
    suspension_end: Days = ()
    sanction_end: Days = ()
    upgrade_plan_end: Days = ()
    purchase_end: Days = ()
    assessment_by: DayOfYear = "12-31"
    assessment_years: Count = 1
