"""Seats under any order of commands: never more holders than seats on any day, and reports that add up."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.claims import Claim, ClaimKey, ClaimKind, joined
from domain.errors import Refused
from domain.organisation.post_life import post_timeline
from domain.organisation.seats import Seating, post_claims, seating
from domain.values import EARLIEST
from domain.worker.life import worker_claims
from tests.memory import say
from tests.unit.domain.reports.town import Town, organisation, post, worker

FIRST = date(2020, 1, 1)
DAYS = st.integers(0, 40).map(lambda days: (FIRST + timedelta(days)).isoformat())
NAMES = st.sampled_from(["甲", "乙", "丙", "丁"])
COMMANDS = st.lists(
    st.one_of(
        st.tuples(st.just("hire"), NAMES, DAYS),
        st.tuples(st.just("leave"), NAMES, DAYS),
        st.tuples(st.just("seats"), st.integers(1, 4), DAYS),
        st.tuples(st.just("freeze"), st.none(), DAYS),
        st.tuples(st.just("unfreeze"), st.none(), DAYS),
        st.tuples(st.just("abolish"), st.none(), DAYS),
    ),
    max_size=25,
)


def told(town: Town, place: int, kind: str, what: str | int | None, on: str) -> None:
    """One command, recorded or refused."""
    label = f"{kind} {place}"
    city = organisation("city")
    entry = {"mode": "direct_hire", "legal_employer": city, "host": city, "source": "personnel_file"}
    command, stream = {
        "hire": (say("worker.adopted", on, label, **entry, post=post("岗")), worker(str(what))),
        "leave": (say("worker.separated", on, label, reason_code="resigned"), worker(str(what))),
        "seats": (say("post.adjusted", on, label, seats=what, approval_number="示例"), post("岗")),
        "freeze": (say("post.frozen", on, label, reason_code="restructuring"), post("岗")),
        "unfreeze": (say("post.unfrozen", on, label), post("岗")),
        "abolish": (say("post.abolished", on, label), post("岗")),
    }[kind]
    try:
        town.do(command, stream)
    except Refused:
        return


@given(COMMANDS)
@settings(max_examples=25, deadline=None)
def test_no_day_has_more_holders_than_seats(commands: list[tuple[str, str | int | None, str]]) -> None:
    town = Town()
    town.post("岗", seats=2)
    for name in ("甲", "乙", "丙", "丁"):
        town.registered(name, "2019-01-01")
    for place, (kind, what, on) in enumerate(commands):
        told(town, place, kind, what, on)
    asked = town.asked("2020-01-01")
    timelines = [asked.reading.worker(one) for one in town.workers]
    own = asked.reading.post_timeline(post("岗"))
    for days in range(42):
        day = FIRST + timedelta(days)
        held = sum(1 for one in timelines if getattr(one.as_of(day).engagement, "post", None) == post("岗"))
        state = own.as_of(day)
        assert state is not None
        assert held <= state.places, (day, held, state.places)
        for row in town.report("posts", day.isoformat()):
            assert row["occupied"] == held
            assert row["seats"] == row["occupied"] + row["vacant"]
    for timeline in timelines:
        stored = town.desk.ledger.held_by(timeline.stream_id)
        assert joined(stored) == joined(worker_claims(timeline, asked.reading, asked.reading))
    assert joined(town.desk.ledger.held_by(post("岗"))) == joined(post_claims(own))


def test_seats_over_time_are_stretches_without_a_gap() -> None:
    town = Town()
    town.post("岗", seats=2, on="2001-01-01")
    for number, (on, seats) in enumerate((("2003-01-01", 3), ("2005-01-01", 1))):
        town.told("岗", "post.adjusted", on, seats=seats, approval_number=f"示例{number}")
    town.told("岗", "post.adjusted", "2004-01-01", title="示例新名", approval_number="示例")
    town.told("岗", "post.abolished", "2006-01-01")
    assert seating(town.asked("2024-01-01").reading.post_timeline(post("岗"))) == (
        Seating(EARLIEST, date(2001, 1, 1), 0),
        Seating(date(2001, 1, 1), date(2003, 1, 1), 2),
        Seating(date(2003, 1, 1), date(2005, 1, 1), 3),
        Seating(date(2005, 1, 1), date(2006, 1, 1), 1),
        Seating(date(2006, 1, 1), None, 0),
    )


def test_a_post_that_is_not_there_has_no_seat() -> None:
    assert seating(post_timeline("post-none", ())) == (Seating(EARLIEST, None, 0),)


def test_claims_that_follow_one_another_are_held_as_one() -> None:
    key = ClaimKey(ClaimKind.SEAT, "post-1")
    cut, gap = date(2021, 1, 1), date(2022, 1, 1)
    claims = (
        Claim(key, "worker-1", FIRST, cut, 2),
        Claim(key, "worker-1", cut, gap, 3),
        Claim(key, "worker-1", date(2023, 1, 1), None, 3),
        Claim(key, "worker-2", gap, None, 3),
    )
    assert joined(claims) == {
        (key, "worker-1", FIRST, gap),
        (key, "worker-1", date(2023, 1, 1), None),
        (key, "worker-2", gap, None),
    }
