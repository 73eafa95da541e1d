"""Posts and their seats: what can be recorded of them, what makes it impossible, and how it folds (R27 to R30, R75)."""

from collections.abc import Sequence
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from domain.codes import checked_duty, checked_professional_grade
from domain.record import EventData, EventType
from domain.values import Code, Line, Name, OrganisationId, Text

Seats = Annotated[int, Field(ge=1, le=10000)]
Grade = Annotated[str, AfterValidator(checked_professional_grade)]
"""A grade of professional posts, from 13 (the lowest) to 1."""

DesignationKind = Literal["professional", "main_professional"]


class PostCreated(EventData):
    """A post with its number of seats is set up in an organisation (R28)."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R28 四(一)"})

    organisation: OrganisationId
    title: Line
    category: Code
    seats: Seats
    duties: tuple[Code, ...] = ()
    approval_number: Name | None = None


class PostAdjusted(EventData):
    """From the effective date the post has these seats, this title, category and range of grades; what is left out stays.

    Seats are never fewer than those who hold one. `grade_low` is the lowest professional grade, `grade_high` the
    highest.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R28, R29 四(一)"})

    seats: Seats | None = None
    title: Line | None = None
    category: Code | None = None
    grade_low: Grade | None = None
    grade_high: Grade | None = None
    approval_number: Name

    @model_validator(mode="after")
    def _of_something(self) -> "PostAdjusted":
        if all(getattr(self, member) is None for member in ADJUSTABLE):
            raise ValueError("nothing is adjusted")
        return self


ADJUSTABLE: Final = ("seats", "title", "category", "grade_low", "grade_high")


class PostFrozen(EventData):
    """Nobody is hired, adopted or moved into the post from the effective date on. Whoever holds a seat keeps it."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R28 四(一)"})

    reason_code: Code
    approval_number: Name | None = None


class PostUnfrozen(EventData):
    """The post is open again: the effective date is the first day on which it is."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R28 四(一)"})

    approval_number: Name | None = None


class PostAbolished(EventData):
    """The post is no more from the effective date. Nobody holds a seat of it by then."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R28 四(一)"})

    approval_number: Name | None = None


class PostDesignated(EventData):
    """The post counts as a professional post of union social work, or as a main one of its agency."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R27 四(一), R37 四(二)3"})

    kind: DesignationKind
    document_number: Line


class PostDesignationWithdrawn(EventData):
    """The designation no longer holds from the effective date."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R27 四(一)"})

    designation: UUID
    reason_code: Code


class PostDescribed(EventData):
    """A version of the post's description: duties of the catalogue, standards of the work, conditions of access."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R24 三(二), R30 四(一)"})

    version: Line
    duties: Annotated[
        tuple[Annotated[str, AfterValidator(checked_duty)], ...], Field(min_length=1, max_length=40)
    ]
    standards: Text
    conditions: Text


class PostShortageSet(EventData):
    """The post is one of those that the catalogue of shortages names, from the effective date; without a code, no longer."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R11 二(二)"})

    shortage: Code | None = None


class PostFiled(EventData):
    """The post was put on file (备案) with an authority under a number, on the effective date."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R75 六(一)"})

    authority: Line
    number: Name


CREATED: Final = EventType("post.created", PostCreated, "post", "岗位设立", "post created", first=True)
ADJUSTED: Final = EventType(
    "post.adjusted", PostAdjusted, "post", "岗位调整", "post adjusted", command="adjustments"
)
FROZEN: Final = EventType("post.frozen", PostFrozen, "post", "岗位冻结", "post frozen", command="freezings")
UNFROZEN: Final = EventType(
    "post.unfrozen", PostUnfrozen, "post", "岗位解冻", "post unfrozen", ending=True, command="unfreezings"
)
ABOLISHED: Final = EventType(
    "post.abolished", PostAbolished, "post", "岗位撤销", "post abolished", ending=True, command="abolitions"
)
DESIGNATED: Final = EventType(
    "post.designated", PostDesignated, "post", "专业岗位明确", "post designated", command="designations"
)
WITHDRAWN: Final = EventType(
    "post.designation_withdrawn",
    PostDesignationWithdrawn,
    "post",
    "专业岗位取消",
    "designation of a post withdrawn",
    ending=True,
    command="designation-withdrawals",
)
DESCRIBED: Final = EventType(
    "post.described", PostDescribed, "post", "岗位说明", "post described", command="descriptions"
)
SHORTAGE: Final = EventType(
    "post.shortage_set",
    PostShortageSet,
    "post",
    "岗位急需紧缺标注",
    "post's shortage set",
    command="shortages",
)
FILED: Final = EventType("post.filed", PostFiled, "post", "岗位备案", "post put on file", command="filings")

EVENTS: Final[Sequence[EventType]] = (
    CREATED,
    ADJUSTED,
    FROZEN,
    UNFROZEN,
    ABOLISHED,
    DESIGNATED,
    WITHDRAWN,
    DESCRIBED,
    SHORTAGE,
    FILED,
)
