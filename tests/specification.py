"""The language of the domain's tests: `given(...).when(...).then(...)` and `.then_refused(rule)`.

Facts are written as they are sent: type, effective date, data. They go through the real shapes, guards and folds; the
organisations of the world are plain values.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid5

import orjson

from domain.catalogue import event_type
from domain.cycle.events import cycle_timeline
from domain.cycle.state import CycleState
from domain.errors import Refused
from domain.organisation.post_life import evolve_post
from domain.organisation.state import OrganisationKind, OrganisationLevel, OrganisationState, PostState
from domain.plan.events import plan_timeline
from domain.plan.state import PlanState
from domain.purchase.events import purchase_timeline
from domain.purchase.state import PurchaseState
from domain.record import Event
from domain.timeline import Correction, Standing, Timeline
from domain.training.events import course_timeline
from domain.training.state import CourseState
from domain.worker.life import INITIAL, evolve, guard
from domain.worker.state import WorkerState

SPACE = UUID("0d6a1a52-6d1f-4b53-8d2c-7f6c5b3f5a10")
WORKER = f"worker-{uuid5(SPACE, 'worker')}"


def organisation_id(name: str) -> str:
    """The id of the organisation that a test calls `name`."""
    return f"organisation-{uuid5(SPACE, name)}"


def post_id(name: str) -> str:
    """The id of the post that a test calls `name`."""
    return f"post-{uuid5(SPACE, name)}"


CITY = organisation_id("city union")
COUNTY = organisation_id("county union")
AGENCY = organisation_id("hr company")
POST = post_id("county post")
CYCLE = f"cycle-{uuid5(SPACE, 'cycle')}"
PLAN = f"plan-{uuid5(SPACE, 'plan')}"
COURSE = f"course-{uuid5(SPACE, 'course')}"
PURCHASE = f"purchase-{uuid5(SPACE, 'purchase')}"


@dataclass(frozen=True)
class PlainWorld:
    """A world of organisations and posts that are there from a day on."""

    organisations: dict[str, OrganisationState] = field(default_factory=dict)
    posts: dict[str, PostState] = field(default_factory=dict)
    since: date = date(2000, 1, 1)
    cycles: dict[str, Timeline[CycleState | None]] = field(default_factory=dict)
    courses: dict[str, Timeline[CourseState | None]] = field(default_factory=dict)
    plans: dict[str, Timeline[PlanState | None]] = field(default_factory=dict)
    purchases: dict[str, Timeline[PurchaseState | None]] = field(default_factory=dict)

    def organisation(self, organisation_id: str, on: date) -> OrganisationState | None:
        return self.organisations.get(organisation_id) if on >= self.since else None

    def path(self, organisation_id: str, on: date) -> Sequence[OrganisationState]:
        found: list[OrganisationState] = []
        current: str | None = organisation_id
        while current is not None and (state := self.organisation(current, on)) is not None:
            found.append(state)
            current = state.above
        return found

    def post(self, post_id: str, on: date) -> PostState | None:
        return self.posts.get(post_id) if on >= self.since else None

    def post_timeline(self, post_id: str) -> Timeline[PostState | None]:
        return Timeline(post_id, (), (), self.posts.get(post_id), None, evolve_post)

    def cycle(self, cycle_id: str) -> Timeline[CycleState | None]:
        return self.cycles.get(cycle_id) or cycle_timeline(cycle_id, ())

    def plan(self, plan_id: str) -> Timeline[PlanState | None]:
        return self.plans.get(plan_id) or plan_timeline(plan_id, ())

    def course(self, course_id: str) -> Timeline[CourseState | None]:
        return self.courses.get(course_id) or course_timeline(course_id, ())

    def purchase(self, purchase_id: str) -> Timeline[PurchaseState | None]:
        return self.purchases.get(purchase_id) or purchase_timeline(purchase_id, ())


def union(
    identifier: str, name: str, level: OrganisationLevel, division: str, parent: str | None
) -> OrganisationState:
    """A union on any day."""
    return OrganisationState(identifier, name, OrganisationKind.UNION, level, division, parent)


WORLD = PlainWorld(
    {
        CITY: union(CITY, "示例市总工会", OrganisationLevel.CITY, "220600", None),
        COUNTY: union(COUNTY, "示例县总工会", OrganisationLevel.COUNTY, "220621", CITY),
        AGENCY: OrganisationState(
            AGENCY, "示例人力资源公司", OrganisationKind.ENTERPRISE, OrganisationLevel.CITY, "220600", None
        ),
    },
    {POST: PostState(POST, COUNTY, "社会化工会工作者", "social_worker", 1)},
)


@dataclass(frozen=True)
class Fact:
    """One event as it is said: `label` names it for facts that cite it."""

    type: str
    on: str
    data: dict[str, Any]
    label: str
    actor: str = "clerk"

    @property
    def event_id(self) -> UUID:
        return uuid5(SPACE, self.label)


def fact(type_name: str, on: str, label: str = "", actor: str = "clerk", **data: Any) -> Fact:
    """A fact of this type, effective on a day."""
    return Fact(type_name, on, data, label or f"{type_name}@{on}", actor)


def cited(label: str) -> str:
    """The event id of the fact with this label."""
    return str(uuid5(SPACE, label))


def event(said: Fact, position: int, version: int, stream_id: str = WORKER) -> Event:
    """The event that a fact becomes, at a place in its stream."""
    kind = event_type(said.type)
    line = {"event_id": str(said.event_id), "effective_on": said.on, "actor": said.actor, "data": said.data}
    statement = kind.statement().model_validate_json(orjson.dumps(line))
    if isinstance(statement.data, Correction) and isinstance(statement.data.data, dict):
        content = event_type(statement.data.type).data.model_validate_json(orjson.dumps(statement.data.data))
        statement = statement.model_copy(update={"data": statement.data.model_copy(update={"data": content})})
    return Event(kind, stream_id, statement, position, version)


@dataclass(frozen=True)
class Outcome:
    """What came of a command."""

    timeline: Timeline[WorkerState] | None
    refused: Refused | None

    def then(self, check: Callable[[Any], Any]) -> "Outcome":
        """The state after all events satisfies `check`."""
        if self.refused is not None:
            raise AssertionError(f"refused: {self.refused.refusals}")
        assert self.timeline is not None
        assert check(self.timeline.end), self.timeline.end
        return self

    def then_on(self, day: str, check: Callable[[Any], Any]) -> "Outcome":
        """The state as of a day satisfies `check`."""
        assert self.timeline is not None, self.refused
        state = self.timeline.as_of(date.fromisoformat(day))
        assert check(state), state
        return self

    def then_refused(self, rule: str, naming: str | None = None) -> "Outcome":
        """Refused by this rule; `naming` is the label of the later event that would become impossible."""
        assert self.refused is not None, "it was recorded"
        first = self.refused.refusals[0]
        assert first.rule == rule, first
        assert first.zh, "a refusal speaks Chinese"
        assert first.en, "a refusal speaks English"
        if naming is not None:
            assert first.event_id == uuid5(SPACE, naming), first
        return self


@dataclass(frozen=True)
class Story:
    """A worker's recorded history, to which a command comes."""

    timeline: Timeline[WorkerState]
    world: PlainWorld

    def when(self, *facts: Fact) -> Outcome:
        """One command with these events comes in, after all that was given."""
        start = self.timeline.version
        events = [event(said, start + i, start + i + 1) for i, said in enumerate(facts)]

        def judge(state: WorkerState, standing: Standing, _fresh: bool) -> None:
            guard(state, standing, self.world)

        try:
            return Outcome(self.timeline.admit(events, judge), None)
        except Refused as refused:
            return Outcome(None, refused)


def given(*facts: Fact, world: PlainWorld = WORLD) -> Story:
    """A history recorded in this order."""
    events = [event(said, position, position + 1) for position, said in enumerate(facts)]
    return Story(Timeline.of(WORKER, events, INITIAL, evolve), world)


def registered(on: str = "2020-01-01", **changes: Any) -> Fact:
    """A plainly generated person enters the ledger."""
    data = {
        "name": "示例甲",
        "document": {"kind": "citizen_id", "number": "11010519491231002X"},
        "person": {"birth_on": "1949-12-31", "sex": "2"},
        **changes,
    }
    return Fact("worker.registered", on, data, "registered")


def hired(on: str, label: str = "hired", **changes: Any) -> Fact:
    """The worker is hired by the county union directly."""
    data = {
        "mode": "direct_hire",
        "legal_employer": COUNTY,
        "host": COUNTY,
        "procedure": {"kind": "open_recruitment", "notice_number": "2020-1"},
        **changes,
    }
    return Fact("worker.hired", on, data, label)


def separated(on: str, label: str = "separated") -> Fact:
    """The worker's first day no longer engaged."""
    return Fact("worker.separated", on, {"reason_code": "resigned"}, label)


def contract(on: str, until: str | None, label: str = "contract", **changes: Any) -> Fact:
    """A fixed-term contract with the county union, open-ended when `until` is None."""
    data = {"employer": COUNTY, "kind": "fixed_term" if until else "open_ended", **changes}
    return Fact("worker.contract_signed", on, data | ({"until": until} if until else {}), label)


def seconded(on: str, until: str, label: str = "seconded", **changes: Any) -> Fact:
    """A full-time secondment to the city union."""
    data = {"host": CITY, "kind": "secondment", "direction": "up", "until": until, **changes}
    return Fact("worker.secondment_started", on, data, label)


def assessed(
    on: str, year: int, grade: str | None = "excellent", label: str = "assessed", **changes: Any
) -> Fact:
    """An annual assessment by two assessors."""
    data = {
        "kind": "annual",
        "scheme": "public_institution",
        "period_from": f"{year}-01-01",
        "period_to": f"{year}-12-31",
        "scores": {"duties": "92", "learning": "88.5", "development": "90"},
        "assessors": ["assessor_1", "assessor_2"],
        "months_worked": 12,
        **({"grade": grade} if grade else {}),
        **changes,
    }
    return Fact("worker.assessed", on, data, label)


def confirmed(
    on: str, assessment: str = "assessed", label: str = "confirmed", actor: str = "approver"
) -> Fact:
    """The assessment is confirmed."""
    return Fact("worker.assessment_confirmed", on, {"assessment": cited(assessment)}, label, actor)


def rescinded(target: str, on: str = "2026-01-01", label: str = "") -> Fact:
    """The event with this label no longer stands."""
    return Fact("event.rescinded", on, {"target": cited(target)}, label or f"rescind {target}")


def corrected(target: str, to: Fact, on: str = "2026-01-01", label: str = "") -> Fact:
    """The event with this label says what `to` says instead."""
    data = {"target": cited(target), "type": to.type, "effective_on": to.on, "data": to.data}
    return Fact("event.corrected", on, data, label or f"correct {target}")
