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
    """An examination entered; `passed` is None until the result, `valid_until` how long a pass counts."""

    event_id: UUID
    kind: str
    level: str
    session: str
    passed: bool | None = None
    valid_until: date | None = None


class Ability(NamedTuple):
    """A test of practical ability (实务能力考核); its score may be sealed."""

    event_id: UUID
    instrument: str
    on: date
    sufficient: bool
    score: Any = None


class Recognition(NamedTuple):
    """Competence recognised (R20) or inclusion among technical staff (R51), on stated grounds, until ended."""

    event_id: UUID
    kind: str
    on: date
    ended_on: date | None = None


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
    """A concurrent post in a union, or a public role (`union` None), held for a term (R57, R60)."""

    event_id: UUID
    kind: str
    union: str | None
    full_time: bool
    since: date
    until: date | None
    ended_on: date | None = None

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
    """What those served said of the worker in a period; the score may be sealed."""

    event_id: UUID
    instrument: str
    period_from: date
    period_to: date
    sample: int
    on: date
    score: Any = None


class Distinction(NamedTuple):
    """Named as `backbone` (骨干) or `exemplar` (典型) until ended."""

    event_id: UUID
    kind: str
    on: date
    ended_on: date | None = None

    @property
    def open(self) -> bool:
        return self.ended_on is None


class Nomination(NamedTuple):
    """Put forward for an honour; `publicity_to` is the last day of its public notice."""

    event_id: UUID
    level: str
    title: str
    on: date
    publicity_to: date | None = None


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
    """A review of an assessment asked for by the worker; `upheld` is None until it is decided."""

    event_id: UUID
    assessment: UUID
    on: date
    decided_on: date | None = None
    upheld: bool | None = None
