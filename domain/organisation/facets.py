"""Facets of an organisation: what stands beside its name, kind and place in the tree.

Each is one record that an event opened, named by that event's id; what ends it keeps the first day on which it no
longer holds. Nothing here is about a person, so nothing is sealed.
"""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.worker.facets import Nomination
from domain.worker.state import Commendation


class Incubation(NamedTuple):
    """A union brings up a social organisation (R16), until it graduates."""

    event_id: UUID
    union: str
    since: date
    graduated_on: date | None = None

    @property
    def open(self) -> bool:
        return self.graduated_on is None


class Supervision(NamedTuple):
    """The unit that supervises the organisation (业务主管单位); `organisation` names it where the ledger has it."""

    event_id: UUID
    unit: str
    organisation: str | None
    since: date


class Mark(NamedTuple):
    """A form, a rating or a tax status since a day; `until` is its last day where it has one."""

    event_id: UUID
    value: str
    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it has not run out by that day."""
        return self.until is None or day <= self.until


class Inspection(NamedTuple):
    """The result of an inspection by the authority that registered the organisation (R41)."""

    event_id: UUID
    result: str
    document_number: str
    on: date


class Listing(NamedTuple):
    """On the list of abnormal activity (活动异常名录) since a day, until cleared."""

    event_id: UUID
    reason_code: str
    since: date
    cleared_on: date | None = None

    @property
    def open(self) -> bool:
        return self.cleared_on is None


class Target(NamedTuple):
    """How many workers the organisation and all below it are to have by the end of a year (R18)."""

    event_id: UUID
    year: int
    number: int
    on: date


class CoManagement(NamedTuple):
    """The union is run together with another body (R73); `organisation` names it where the ledger has it."""

    event_id: UUID
    with_body: str
    organisation: str | None
    duties: tuple[str, ...]
    since: date
    ended_on: date | None = None

    @property
    def open(self) -> bool:
        return self.ended_on is None


class DepartmentRole(NamedTuple):
    """What a department does in an area of the work for this organisation (R69)."""

    event_id: UUID
    department: str
    area: str
    role: str
    since: date


class PracticeNote(NamedTuple):
    """An experience written down for others (R80)."""

    event_id: UUID
    title: str
    url: str | None
    text: str
    on: date


class Statistics(NamedTuple):
    """What was counted in the area on a day (R34); None is unknown. `said_at` is the position of the present content.

    `zone_inside` is the union whose own count includes this zone.
    """

    event_id: UUID
    organisation: str
    on: date
    enterprises: int | None
    workers: int | None
    members: int | None
    disputes: int | None
    zone_inside: str | None
    said_at: int


class StaffTotal(NamedTuple):
    """All staff on a day (R37). `said_at` is the position of the present content."""

    event_id: UUID
    staff: int
    on: date
    said_at: int


class TrainingPlan(NamedTuple):
    """How many workers are to be trained at a level in a year (R66)."""

    event_id: UUID
    year: int
    level: str
    places: int
    on: date


class Funding(NamedTuple):
    """An allocation of money for a year (R76); the amount is in yuan."""

    event_id: UUID
    on: date
    source: str
    year: int
    amount: str
    purpose: str
    level: str


class Particulars(NamedTuple):
    """All facets of an organisation, each in the order in which they came to hold."""

    incubations: tuple[Incubation, ...] = ()
    supervisions: tuple[Supervision, ...] = ()
    party_forms: tuple[Mark, ...] = ()
    union_forms: tuple[Mark, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    ratings: tuple[Mark, ...] = ()
    listings: tuple[Listing, ...] = ()
    tax_statuses: tuple[Mark, ...] = ()
    nominations: tuple[Nomination, ...] = ()
    commendations: tuple[Commendation, ...] = ()
    targets: tuple[Target, ...] = ()
    co_managements: tuple[CoManagement, ...] = ()
    department_roles: tuple[DepartmentRole, ...] = ()
    practice_notes: tuple[PracticeNote, ...] = ()
    statistics: tuple[Statistics, ...] = ()
    staff_totals: tuple[StaffTotal, ...] = ()
    accreditations: tuple[Mark, ...] = ()
    training_plans: tuple[TrainingPlan, ...] = ()
    fundings: tuple[Funding, ...] = ()
