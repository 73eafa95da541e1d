"""What a worker's timeline folds to: small frozen facets, each a union of its situations.

Hidden members stay sealed (`Sealed`) until a rule or a view opens them; an event that has just been decided still
carries them plain. Stated periods include both their days; nothing ends by time alone. Facets are named tuples: a fold
replaces a member of one in a quarter of the time that a frozen dataclass takes.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from domain.worker.facets import (
    Ability,
    Absence,
    Acknowledgement,
    Appointment,
    AssessmentReview,
    CostShares,
    Distinction,
    Enrolment,
    Examination,
    Nomination,
    Office,
    Pay,
    Practicum,
    PurchaseAssignment,
    Recognition,
    Registration,
    Review,
    Sanction,
    Satisfaction,
    Training,
    UpgradePlan,
)


class EngagementMode(StrEnum):
    """How the unions come to have this worker (R19; policy 三(一))."""

    UNION_ORGAN = "union_organ"
    UNION_INSTITUTION = "union_institution"
    DIRECT_HIRE = "direct_hire"
    PURCHASED_POST = "purchased_post"
    PURCHASED_SERVICE = "purchased_service"


class ContractKind(StrEnum):
    """The three terms of a labour contract (劳动合同法 art. 12)."""

    FIXED_TERM = "fixed_term"
    OPEN_ENDED = "open_ended"
    TASK = "task"


class Identity(NamedTuple):
    """Who this is. All members may be sealed; `person` holds birth date and sex, `document` kind and number."""

    name: Any
    document: Any
    person: Any
    contact: Any = None
    household: Any = None
    education: str | None = None
    degree: str | None = None


@dataclass(frozen=True, slots=True)
class NeverEngaged:
    """Known to the ledger, never hired."""


class Engaged(NamedTuple):
    """Works for `host`, employed by `employer` (the same, or a social organisation or an HR company)."""

    since: date
    mode: EngagementMode
    employer: str
    host: str
    post: str | None
    event_id: UUID


class Separated(NamedTuple):
    """Has left; `since` is the first day no longer engaged."""

    since: date
    reason_code: str
    last: Engaged


Engagement = NeverEngaged | Engaged | Separated


class Contract(NamedTuple):
    """A labour contract. `since` and `until` are both days of its term; `ended_on` the first day after a stated end.

    `renewals` counts the contracts that followed one another without a break with this employer before this one.
    `extensions` are the last days that it had before each extension, with the ground: `until` is the present one.
    `probation_ended_on` is the first day after the probation, once it is known how it ended.
    """

    event_id: UUID
    employer: str
    kind: ContractKind
    since: date
    until: date | None
    probation_until: date | None
    renewals: int = 0
    ended_on: date | None = None
    superseded: bool = False
    extensions: tuple[tuple[date, str], ...] = ()
    probation_passed: bool | None = None
    probation_ended_on: date | None = None

    @property
    def open(self) -> bool:
        """Neither ended nor followed by a renewal; it may be overdue."""
        return self.ended_on is None and not self.superseded


class Exchange(NamedTuple):
    """The other half of a pair of secondments: whose it is, and by which event it started."""

    exchange_id: UUID
    counterpart: str
    counterpart_secondment: UUID


class Secondment(NamedTuple):
    """Works at `host` for a stated period, still employed at home. `ended_on` is the first day back.

    `recalled` tells that home called the worker back before the last day; `exchange` names the other half of a pair.
    """

    event_id: UUID
    host: str
    kind: str
    direction: str
    since: date
    until: date
    full_time: bool
    ended_on: date | None = None
    recalled: bool = False
    exchange: Exchange | None = None

    @property
    def open(self) -> bool:
        return self.ended_on is None


class Assessment(NamedTuple):
    """One assessment; it counts once confirmed. `grade` is a code of its scheme, None under the minimum months.

    `cycle` is the stream of the assessment cycle it is a result of, `said_at` the position of its present content.
    """

    event_id: UUID
    kind: str
    scheme: str
    period_from: date
    period_to: date
    grade: str | None
    assessors: tuple[str, ...]
    effective_on: date
    scores: Any = None
    confirmed_on: date | None = None
    cycle: str | None = None
    said_at: int = 0

    @property
    def confirmed(self) -> bool:
        return self.confirmed_on is not None


@dataclass(frozen=True, slots=True)
class Ungraded:
    """Has no grade yet."""


class Graded(NamedTuple):
    """Holds `grade` of `ladder` since a day."""

    ladder: str
    grade: str
    since: date
    event_id: UUID


class Commendation(NamedTuple):
    """An honour; it no longer counts from `revoked_on`."""

    event_id: UUID
    level: str
    title: str
    issuer: str
    on: date
    revoked_on: date | None = None


class Qualification(NamedTuple):
    """A certificate; its number may be sealed. `until` is its last day where it runs out."""

    event_id: UUID
    kind: str
    level: str
    on: date
    number: Any = None
    until: date | None = None


class Particulars(NamedTuple):
    """What is known besides, kept apart so that a fold of what changes most stays cheap."""

    seniority_since: date | None = None
    """First day of work that counts with the present employer, where it is before the engagement (carried over)."""
    left_for_good: str | None = None
    """`retired`, `died` or `transferred_out`: how the last engagement ended for good, or that the person has died since."""
    absences: tuple[Absence, ...] = ()
    registrations: tuple[Registration, ...] = ()
    examinations: tuple[Examination, ...] = ()
    abilities: tuple[Ability, ...] = ()
    recognitions: tuple[Recognition, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    offices: tuple[Office, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    reviews: tuple[Review, ...] = ()
    satisfactions: tuple[Satisfaction, ...] = ()
    distinctions: tuple[Distinction, ...] = ()
    nominations: tuple[Nomination, ...] = ()
    pays: tuple[Pay, ...] = ()
    plans: tuple[UpgradePlan, ...] = ()
    purchase_assignments: tuple[PurchaseAssignment, ...] = ()
    enrolments: tuple[Enrolment, ...] = ()
    cost_shares: CostShares | None = None
    acknowledgements: tuple[Acknowledgement, ...] = ()
    assessment_reviews: tuple[AssessmentReview, ...] = ()
    trainings: tuple[Training, ...] = ()
    practica: tuple[Practicum, ...] = ()
    merged_into: str | None = None
    """The worker whose record goes on for the same person, when this one turned out to be a duplicate."""
    absorbed: tuple[str, ...] = ()
    """The duplicates whose person this is as well."""
    other_documents: tuple[Any, ...] = ()
    """Further identity documents of the same person, taken over from duplicates; may be sealed."""


class WorkerState(NamedTuple):
    """Everything known of a worker on one day, as known at one position."""

    identity: Identity | None = None
    engagement: Engagement = NeverEngaged()
    first_engaged_on: date | None = None
    contracts: tuple[Contract, ...] = ()
    secondments: tuple[Secondment, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    grade: Ungraded | Graded = Ungraded()
    commendations: tuple[Commendation, ...] = ()
    qualifications: tuple[Qualification, ...] = ()
    erased_on: date | None = None
    particulars: Particulars = Particulars()

    @property
    def contract(self) -> Contract | None:
        """The contract that is neither ended nor followed by another; it may be overdue."""
        return next((c for c in reversed(self.contracts) if c.open), None)

    @property
    def secondment(self) -> Secondment | None:
        """The full-time secondment that is running or overdue."""
        return next((s for s in reversed(self.secondments) if s.open and s.full_time), None)
