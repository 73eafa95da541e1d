"""The states that organisation and post streams fold to."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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


UNION_KINDS = frozenset(
    {OrganisationKind.UNION, OrganisationKind.JOINT_UNION, OrganisationKind.ENTERPRISE_UNION}
)


@dataclass(frozen=True, slots=True)
class OrganisationState:
    """An organisation on a day. `division` is its GB/T 2260 code (6, 9 or 12 digits), or CN for the whole country."""

    organisation_id: str
    name: str
    kind: OrganisationKind
    level: OrganisationLevel
    division: str
    parent: str | None = None
    credit_code: str | None = None
    dissolved_on: date | None = None
    satisfactions: tuple[Satisfaction, ...] = ()

    @property
    def active(self) -> bool:
        return self.dissolved_on is None


@dataclass(frozen=True, slots=True)
class PostState:
    """A post on a day: how many seats it has, and in which organisation."""

    post_id: str
    organisation: str
    title: str
    category: str
    seats: int
