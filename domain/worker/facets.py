"""Facets of a worker's later life: what stands beside engagement, contract, grade and assessment.

Each is one record that an event opened, named by that event's id; what ends it keeps the first day on which it no
longer holds. Members that may be hidden from some reader are sealed (`Any`), as in `state`.
"""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID


class Absence(NamedTuple):
    """Not at work though engaged: `suspended` by decision, else on leave. `grounds` of a leave may be sealed."""

    event_id: UUID
    suspended: bool
    since: date
    until: date | None
    grounds: Any = None
    ended_on: date | None = None

    @property
    def open(self) -> bool:
        return self.ended_on is None


class Registration(NamedTuple):
    """One term of a certificate's registration (登记); the certificate itself does not lapse. Both days included."""

    event_id: UUID
    certificate: UUID
    since: date
    until: date
    hours: int | None = None
    lapsed_on: date | None = None


class Examination(NamedTuple):
    """An examination entered; `passed` is None until the result, `valid_until` the last day on which a pass counts.

    Scores may be sealed.
    """

    event_id: UUID
    kind: str
    level: str
    session: str
    passed: bool | None = None
    valid_until: date | None = None
    entered_on: date | None = None
    result_on: date | None = None
    scores: Any = None


class Ability(NamedTuple):
    """A test of practical ability (实务能力考核); its score may be sealed."""

    event_id: UUID
    instrument: str
    on: date
    sufficient: bool
    score: Any = None


class Recognition(NamedTuple):
    """Competence recognised (R20), on stated grounds, or inclusion among technical staff (R51), until ended."""

    event_id: UUID
    kind: str
    on: date
    ended_on: date | None = None
    grounds: tuple[str, ...] = ()
    certificate: UUID | None = None

    @property
    def open(self) -> bool:
        return self.ended_on is None


class Appointment(NamedTuple):
    """A technical post of a level, held for a term on the strength of a certificate (R52)."""

    event_id: UUID
    certificate: UUID
    level: str
    since: date
    until: date | None
    ended_on: date | None = None

    @property
    def open(self) -> bool:
        return self.ended_on is None


class Office(NamedTuple):
    """A concurrent post in a union, or a public role (`union` None), held for a term (R57, R60).

    `level` is that of a public role; `base_union` tells a post in a base union (基层工会), which protects its contract.
    """

    event_id: UUID
    kind: str
    union: str | None
    full_time: bool
    since: date
    until: date | None
    ended_on: date | None = None
    level: str | None = None
    base_union: bool = False

    @property
    def open(self) -> bool:
        return self.ended_on is None


class Sanction(NamedTuple):
    """A sanction; what it is may be sealed. `until` is its last day where it has a term."""

    event_id: UUID
    on: date
    until: date | None
    content: Any = None
    lifted_on: date | None = None

    @property
    def open(self) -> bool:
        return self.lifted_on is None


class Review(NamedTuple):
    """A political review; its result may be sealed."""

    event_id: UUID
    on: date
    result: Any = None


class Satisfaction(NamedTuple):
    """What those served said of the worker, or of an organisation, in a period; a worker's score may be sealed."""

    event_id: UUID
    instrument: str
    period_from: date
    period_to: date
    sample: int
    on: date
    score: Any = None


class Distinction(NamedTuple):
    """Named as `backbone` (骨干) or `exemplar` (典型, of a level and with a title) until ended."""

    event_id: UUID
    kind: str
    on: date
    ended_on: date | None = None
    level: str = ""
    title: str = ""

    @property
    def open(self) -> bool:
        return self.ended_on is None


class Nomination(NamedTuple):
    """Put forward for an honour; `publicity_from` and `publicity_to` are both days of its public notice (公示)."""

    event_id: UUID
    level: str
    title: str
    on: date
    publicity_to: date | None = None
    publicity_from: date | None = None
    objections: int = 0


class Pay(NamedTuple):
    """What was determined of the worker's pay; amounts may be sealed."""

    event_id: UUID
    since: date
    raised: bool
    amounts: Any = None


class UpgradePlan(NamedTuple):
    """A plan to qualify by a day (R72): `goals` are what is to be obtained."""

    event_id: UUID
    goals: tuple[str, ...]
    on: date
    until: date
    closed_on: date | None = None
    reached: bool = False

    @property
    def open(self) -> bool:
        return self.closed_on is None


class Acknowledgement(NamedTuple):
    """The worker has seen an assessment, and agrees with it or does not."""

    event_id: UUID
    assessment: UUID
    on: date
    agrees: bool


class AssessmentReview(NamedTuple):
    """A review of an assessment asked for by the worker; `upheld` is None until it is decided.

    `asked_at` is the position of the request: what the assessment says since is what was made of it.
    """

    event_id: UUID
    assessment: UUID
    on: date
    decided_on: date | None = None
    upheld: bool | None = None
    asked_at: int = 0


class Training(NamedTuple):
    """Training completed on a day; `credited` hours count as continuing education. `course` is None for other training."""

    event_id: UUID
    kind: str
    hours: int
    on: date
    credited: bool
    course: str | None = None
    level: str | None = None


class Practicum(NamedTuple):
    """Months of practice done with a provider, completed on a day."""

    event_id: UUID
    provider: str
    months: int
    on: date


class PurchaseAssignment(NamedTuple):
    """Takes a place of a purchase of service (R23) until ended; the purchase itself may have ended before."""

    event_id: UUID
    purchase: str
    since: date
    ended_on: date | None = None

    @property
    def open(self) -> bool:
        return self.ended_on is None


class Enrolment(NamedTuple):
    """Enrolled in kinds of social insurance and the housing fund; `kinds` are those that have not been stopped."""

    event_id: UUID
    scheme: str
    since: date
    kinds: tuple[str, ...]


class CostShares(NamedTuple):
    """Which part of the pay the unions of each level bear, in percent; `until` is the last day where there is one."""

    event_id: UUID
    since: date
    until: date | None
    percent: tuple[tuple[str, int], ...]

    def holds(self, day: date) -> bool:
        """Whether they have not run out by that day."""
        return self.until is None or day <= self.until
