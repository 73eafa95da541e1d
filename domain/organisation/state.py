"""The states that organisation and post streams fold to."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from domain.organisation.facets import Particulars
from domain.values import EARLIEST
from domain.worker.facets import Satisfaction


class OrganisationKind(StrEnum):
    """What an organisation is (R1, R15, R16; policy 四(二))."""

    UNION = "union"
    JOINT_UNION = "joint_union"
    ENTERPRISE_UNION = "enterprise_union"
    UNION_INSTITUTION = "union_institution"
    SERVICE_AGENCY = "service_agency"
    SOCIAL_ORGANISATION = "social_organisation"
    ENTERPRISE = "enterprise"
    AUTHORITY = "authority"


class OrganisationLevel(StrEnum):
    """Where in the tree of unions an organisation stands."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    STREET = "street"
    COMMUNITY = "community"
    ENTERPRISE = "enterprise"


NO_PARTICULARS: Final = Particulars()

UNION_KINDS = frozenset(
    {OrganisationKind.UNION, OrganisationKind.JOINT_UNION, OrganisationKind.ENTERPRISE_UNION}
)


@dataclass(frozen=True, slots=True)
class OrganisationState:
    """An organisation on a day. `division` is its GB/T 2260 code (6, 9 or 12 digits), or CN for the whole country.

    From `dissolved_on` on it is no more; `merged_into` is the one that it has become a part of, if any.
    """

    organisation_id: str
    name: str
    kind: OrganisationKind
    level: OrganisationLevel
    division: str
    parent: str | None = None
    credit_code: str | None = None
    dissolved_on: date | None = None
    satisfactions: tuple[Satisfaction, ...] = ()
    merged_into: str | None = None
    particulars: Particulars = NO_PARTICULARS

    @property
    def active(self) -> bool:
        return self.dissolved_on is None

    @property
    def above(self) -> str | None:
        """Under which organisation it stands in the tree: its parent, or the one that it has become a part of."""
        return self.merged_into or self.parent


class Freezing(NamedTuple):
    """Nobody is taken into the post since a day. `position` is when the ledger learnt of it: who was there before stays."""

    event_id: UUID
    since: date
    reason_code: str
    position: int


class Designation(NamedTuple):
    """The post counts as a `professional` post, or as a `main_professional` one of its agency (R27, R37)."""

    event_id: UUID
    kind: str
    document_number: str
    since: date


class Description(NamedTuple):
    """A version of what the post is there for: its duties (codes of the catalogue), standards and conditions (R30)."""

    event_id: UUID
    version: str
    duties: tuple[str, ...]
    standards: str
    conditions: str
    since: date


class Filing(NamedTuple):
    """The post was put on file (备案) with an authority (R75)."""

    event_id: UUID
    authority: str
    number: str
    on: date


@dataclass(frozen=True, slots=True)
class PostState:
    """A post on a day: its seats, in which organisation, and how it stands there.

    `grade_low` and `grade_high` bound the professional grades that it may be filled in: 13 is the lowest, 1 the
    highest. `descriptions` are in the order in which they came to hold, the last one in force. `shortage` is the entry of
    the catalogue of shortages that it counts under. From `abolished_on` on it is no more.
    """

    post_id: str
    organisation: str
    title: str
    category: str
    seats: int
    created_on: date = EARLIEST
    grade_low: str | None = None
    grade_high: str | None = None
    set_up_for: tuple[str, ...] = ()
    frozen: Freezing | None = None
    abolished_on: date | None = None
    designations: tuple[Designation, ...] = ()
    descriptions: tuple[Description, ...] = ()
    filings: tuple[Filing, ...] = ()
    shortage: str | None = None

    @property
    def active(self) -> bool:
        return self.abolished_on is None

    @property
    def places(self) -> int:
        """How many may hold it: none once it is abolished."""
        return self.seats if self.active else 0

    @property
    def duties(self) -> tuple[str, ...]:
        """The duties of the description in force; before there is one, those that it was set up for."""
        return self.descriptions[-1].duties if self.descriptions else self.set_up_for
