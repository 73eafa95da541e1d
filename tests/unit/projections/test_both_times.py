"""Any pair of dates gives the state of a brute-force reading of the definitions, over histories in any order."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from domain.timeline import CORRECTED, RESCINDED
from domain.worker.life import at_home_or_host, worker_timeline
from domain.worker.state import Engaged, Graded, Separated, WorkerState
from projections.history import accounts
from tests.oracle import base_of, content_of, stands
from tests.specification import (
    CITY,
    COUNTY,
    WORKER,
    Fact,
    cited,
    corrected,
    event,
    fact,
    hired,
    registered,
    rescinded,
    seconded,
    separated,
)

FIRST = date(2020, 1, 1)
KINDS = (
    "worker.hired", "worker.adopted", "worker.engagement_changed", "worker.separated", "worker.retired",
    "worker.secondment_started", "worker.grade_assigned", "worker.commended",
)  # fmt: skip
DAYS = st.integers(0, 60).map(lambda days: FIRST + timedelta(days))


@st.composite
def facts_of_a_career(draw: st.DrawFn, label: str, kind: str | None = None) -> Fact:
    """Something that may befall a worker, on any day: back-dated or ahead, sensible or not."""
    on = draw(DAYS).isoformat()
    match kind or draw(st.sampled_from(KINDS)):
        case "worker.hired":
            host = draw(st.sampled_from([COUNTY, CITY]))
            return hired(on, label, host=host, legal_employer=host)
        case "worker.adopted":
            host = draw(st.sampled_from([COUNTY, CITY]))
            return fact("worker.adopted", on, label, **place(host), source="file")
        case "worker.engagement_changed":
            host = draw(st.sampled_from([COUNTY, CITY]))
            return fact("worker.engagement_changed", on, label, **place(host), seniority_carried=True)
        case "worker.separated":
            return separated(on, label)
        case "worker.retired":
            return fact("worker.retired", on, label, kind="statutory")
        case "worker.secondment_started":
            return seconded(on, "2021-12-31", label, full_time=draw(st.booleans()))
        case "worker.grade_assigned":
            return fact("worker.grade_assigned", on, label, ladder="l", grade=draw(st.sampled_from("abc")))
    return fact("worker.commended", on, label, level="city", title="t", issuer="i", document_number="1")


def place(host: str) -> dict[str, str]:
    """Engaged by the host itself."""
    return {"mode": "direct_hire", "legal_employer": host, "host": host}


@st.composite
def careers(draw: st.DrawFn) -> list[Fact]:
    """A registration, then facts in any order of dates, with corrections and rescissions of whatever came before."""
    told = [registered()]
    for index in range(draw(st.integers(1, 14))):
        label = f"event {index}"
        target = draw(st.sampled_from(told))
        kind = draw(st.sampled_from(["new", "new", "correct", "rescind"]))
        if kind == "rescind" and target.type != "worker.registered":
            told.append(rescinded(target.label, label=label))
        elif kind == "correct" and base_of(told, target).type not in {"worker.registered", RESCINDED}:
            wanted = base_of(told, target).type
            content = draw(facts_of_a_career(label, wanted))
            told.append(corrected(target.label, content, label=label))
        else:
            told.append(draw(facts_of_a_career(label)))
    return told


@dataclass(frozen=True)
class Said:
    """A standing fact with the date and data that count."""

    order: tuple[str, bool, int]
    type: str
    on: str
    data: dict[str, object]


def read_by_definition(told: list[Fact], day: date, known: int) -> list[Said]:
    """The definition, word for word: cut at the position, resolve, cut at the day, sort."""
    seen = told[: known + 1]
    said = []
    for position, one in enumerate(seen):
        if one.type in {CORRECTED, RESCINDED} or not stands(seen, one):
            continue
        last = content_of(seen, one)
        on = last.data["effective_on"] if last.type == CORRECTED else last.on
        data = last.data["data"] if last.type == CORRECTED else last.data
        if on <= day.isoformat():
            ending = one.type in {"worker.separated", "worker.retired"}
            said.append(Said((on, not ending, position), one.type, on, data))
    return sorted(said, key=lambda one: one.order)


def expected(said: list[Said]) -> dict[str, object]:
    """A naive fold that shares nothing with the domain's but the words of the events."""
    home: object = None
    left = False
    hosts: list[object] = []
    grade: object = None
    honours = 0
    for one in said:
        match one.type:
            case "worker.hired" | "worker.adopted":
                home, left = one.data["host"], False
            case "worker.engagement_changed" if home is not None and not left:
                if one.data["host"] != home:
                    hosts = [host for host in hosts if host != one.data["host"]]
                home = one.data["host"]
            case "worker.separated" | "worker.retired" if home is not None and not left:
                left, hosts = True, []
            case "worker.secondment_started":
                hosts.append(one.data["host"])
            case "worker.grade_assigned":
                grade = one.data["grade"]
            case "worker.commended":
                honours += 1
    held = () if home is None or left else (home, *hosts)
    return {"home": home, "left": left, "held": held, "grade": grade, "honours": honours}


def observed(state: WorkerState) -> dict[str, object]:
    home: str | None
    match state.engagement:
        case Engaged(host=host):
            home, left = host, False
        case Separated(last=last):
            home, left = last.host, True
        case _:
            home, left = None, False
    return {
        "home": home,
        "left": left,
        "held": at_home_or_host(state),
        "grade": state.grade.grade if isinstance(state.grade, Graded) else None,
        "honours": len(state.commendations),
    }


@settings(max_examples=400, deadline=None)
@for_all(careers(), DAYS, st.integers(0, 14))
def test_every_pair_of_dates_gives_what_the_definitions_say(told: list[Fact], day: date, known: int) -> None:
    events = [event(said, position, position + 1) for position, said in enumerate(told)]
    state = worker_timeline(WORKER, events).known_at(known).as_of(day)
    assert observed(state) == expected(read_by_definition(told, day, known))


@settings(max_examples=300, deadline=None)
@for_all(careers(), st.integers(0, 14))
def test_accounts_say_what_stands_and_what_counts(told: list[Fact], known: int) -> None:
    seen = told[: known + 1]
    events = [event(said, position, position + 1) for position, said in enumerate(seen)]
    for one, account in zip(seen, accounts(events), strict=True):
        assert account.stands == stands(seen, one)
        if account.stands:
            assert account.source.event_id == content_of(seen, one).event_id
            direct = [
                o.event_id
                for o in seen
                if o.type == CORRECTED and o.data["target"] == cited(one.label) and stands(seen, o)
            ]
            assert list(account.corrected_by) == direct
        else:
            assert str(account.rescinded_by) in {
                cited(o.label) for o in seen if o.type == RESCINDED and o.data["target"] == cited(one.label)
            }


@settings(max_examples=150, deadline=None)
@for_all(careers(), DAYS, st.integers(0, 14))
def test_what_comes_later_changes_no_answer_given_for_a_position(
    told: list[Fact], day: date, known: int
) -> None:
    events = [event(said, position, position + 1) for position, said in enumerate(told)]
    then = worker_timeline(WORKER, events[: known + 1])
    later = worker_timeline(WORKER, events)
    assert later.known_at(known).as_of(day) == then.as_of(day)
