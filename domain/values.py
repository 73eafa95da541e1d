"""The small value types that event data is made of: texts, dates, instants, identifiers, money.

All are strict and bounded: no control character, no unbounded text, no floating-point number enters an event.
"""

from datetime import UTC, date, datetime
from typing import Annotated, Final

from pydantic import AfterValidator, Field, PlainSerializer, StringConstraints

from domain.codes import checked_division

NO_CONTROL: Final = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$"
NO_CONTROL_BUT_LINES: Final = r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*$"

Name = Annotated[
    str, StringConstraints(min_length=1, max_length=100, pattern=NO_CONTROL, strip_whitespace=True)
]
Line = Annotated[
    str, StringConstraints(min_length=1, max_length=300, pattern=NO_CONTROL, strip_whitespace=True)
]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000, pattern=NO_CONTROL_BUT_LINES)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.\-]{0,63}$")]
DivisionCode = Annotated[str, AfterValidator(checked_division)]
StreamId = Annotated[str, StringConstraints(pattern=r"^[a-z]+-[A-Za-z0-9\-]{1,60}$")]
WorkerId = Annotated[str, StringConstraints(pattern=r"^worker-[0-9a-f\-]{36}$")]
OrganisationId = Annotated[str, StringConstraints(pattern=r"^organisation-[0-9a-f\-]{36}$")]
PostId = Annotated[str, StringConstraints(pattern=r"^post-[0-9a-f\-]{36}$")]
PlanId = Annotated[str, StringConstraints(pattern=r"^plan-[0-9a-f\-]{36}$")]
CycleId = Annotated[str, StringConstraints(pattern=r"^cycle-[0-9a-f\-]{36}$")]
CourseId = Annotated[str, StringConstraints(pattern=r"^course-[0-9a-f\-]{36}$")]
VolunteerId = Annotated[str, StringConstraints(pattern=r"^volunteer-[0-9a-f\-]{36}$")]
PurchaseId = Annotated[str, StringConstraints(pattern=r"^purchase-[0-9a-f\-]{36}$")]
PrincipalId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_\-]{0,63}$")]
Money = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,11})(\.[0-9]{2})?$")]
Score = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,2})(\.[0-9]{1,2})?$")]
Sha256Hex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Months = Annotated[int, Field(ge=0, le=1200)]

EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2200, 12, 31)

Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]
"""A civil date in China (Asia/Shanghai), `YYYY-MM-DD`."""


def instant_text(instant: datetime) -> str:
    """The one text form of an instant in the record: UTC, six digits of a second, `Z`."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant needs its offset, for example Z")
    return instant.astimezone(UTC)


Instant = Annotated[
    datetime, AfterValidator(_aware), PlainSerializer(instant_text, return_type=str, when_used="json")
]
"""A point in time, kept in UTC."""
