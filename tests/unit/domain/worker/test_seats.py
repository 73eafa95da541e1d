"""Who holds a post's seat from when until when: hired or adopted into it, moved on, gone."""

from datetime import date
from typing import Any

import pytest

from domain.claims import ClaimKey, ClaimKind
from domain.errors import Refused
from tests.memory import Desk, Said, event_id, say
from tests.specification import CITY, COUNTY, POST, post_id, registered

OTHER = "worker-99999999-9999-5999-8999-999999999999"
SECOND_POST = post_id("second post")
PLACE = {"mode": "direct_hire", "legal_employer": COUNTY, "host": COUNTY}


@pytest.fixture
def desk() -> Desk:
    """The county's post has one seat; two persons are registered."""
    desk = Desk()
    post = {"organisation": COUNTY, "title": "示例岗位", "category": "social_worker", "seats": 1}
    desk.do(say("post.created", "2000-01-01", SECOND_POST, **post), stream_id=SECOND_POST)
    person = registered().data
    desk.do(say("worker.registered", "2020-01-01", "one", **person))
    number = {"kind": "passport", "number": "E00000009"}
    desk.do(
        say("worker.registered", "2020-01-01", "other", **{**person, "document": number}), stream_id=OTHER
    )
    return desk


def adopted(on: str, label: str, post: str | None = POST) -> Said:
    return say("worker.adopted", on, label, **PLACE, source="personnel_file", **_post(post))


def hired(on: str, label: str, post: str | None = POST) -> Said:
    return say("worker.hired", on, label, **PLACE, procedure={"kind": "open_recruitment"}, **_post(post))


def moved(on: str, label: str, post: str | None = None, **changes: Any) -> Said:
    data = {**PLACE, "seniority_carried": True, **_post(post), **changes}
    return say("worker.engagement_changed", on, label, **data)


def _post(post: str | None) -> dict[str, str]:
    return {"post": post} if post else {}


def held(desk: Desk, post: str = POST) -> list[tuple[date, date | None]]:
    """When the post's seat is taken."""
    claims = desk.ledger.claims([ClaimKey(ClaimKind.SEAT, post)])
    taken = ((claim.since, claim.until) for claim in claims if claim.stream_id != post)
    return sorted(taken, key=str)


def refused(desk: Desk, said: Said) -> str:
    with pytest.raises(Refused) as raised:
        desk.do(said, stream_id=OTHER)
    return raised.value.refusals[0].rule


ENDINGS = [
    say("worker.separated", "2022-01-01", "gone", reason_code="resigned"),
    say("worker.retired", "2022-01-01", "gone", kind="statutory"),
    say("worker.died", "2022-01-01", "gone"),
    say("worker.transferred_out", "2022-01-01", "gone", to="示例街道", to_kind="government"),
]


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda said: said.type)
@pytest.mark.parametrize("beginning", [adopted, hired])
def test_a_seat_is_taken_from_the_first_day_until_the_last(desk: Desk, beginning: Any, ending: Said) -> None:
    desk.do(beginning("2021-01-01", "begun"))
    assert held(desk) == [(date(2021, 1, 1), None)]
    assert refused(desk, hired("2021-06-01", "too many")) == "impossible.seat_taken"
    assert refused(desk, adopted("2021-06-01", "too many again")) == "impossible.seat_taken"

    desk.do(ending)
    assert held(desk) == [(date(2021, 1, 1), date(2022, 1, 1))]
    desk.do(beginning("2022-01-01", "successor"), stream_id=OTHER)


def test_a_change_gives_the_seat_back_and_takes_another(desk: Desk) -> None:
    desk.do(adopted("2021-01-01", "begun"))
    desk.do(moved("2021-07-01", "moved", SECOND_POST))
    assert held(desk) == [(date(2021, 1, 1), date(2021, 7, 1))]
    assert held(desk, SECOND_POST) == [(date(2021, 7, 1), None)]
    desk.do(hired("2021-07-01", "successor"), stream_id=OTHER)
    assert desk_refuses_move(desk) == "impossible.seat_taken"


def desk_refuses_move(desk: Desk) -> str:
    """The other worker cannot move into the seat that the first one has taken."""
    return refused(desk, moved("2021-08-01", "after them", SECOND_POST))


def test_a_change_that_keeps_the_post_keeps_the_seat(desk: Desk) -> None:
    desk.do(adopted("2021-01-01", "begun"))
    desk.do(moved("2021-07-01", "moved", POST, legal_employer=CITY))
    assert refused(desk, hired("2021-09-01", "too many")) == "impossible.seat_taken"
    assert held(desk) == [(date(2021, 1, 1), date(2021, 7, 1)), (date(2021, 7, 1), None)]


def test_a_rescinded_change_takes_the_first_seat_back(desk: Desk) -> None:
    desk.do(adopted("2021-01-01", "begun"))
    desk.do(moved("2021-07-01", "moved"))
    assert held(desk) == [(date(2021, 1, 1), date(2021, 7, 1))]
    desk.do(say("event.rescinded", "2021-08-01", "undone", target=str(event_id("moved"))))
    assert held(desk) == [(date(2021, 1, 1), None)]


def test_a_death_long_after_the_separation_moves_no_seat(desk: Desk) -> None:
    desk.do(hired("2021-01-01", "begun"))
    desk.do(ENDINGS[0])
    desk.do(say("worker.died", "2025-01-01", "died"))
    assert held(desk) == [(date(2021, 1, 1), date(2022, 1, 1))]


def adjusted(on: str, seats: int, label: str = "adjusted") -> Said:
    return say("post.adjusted", on, label, seats=seats, approval_number="示例编〔2024〕1号")


def refused_by_post(desk: Desk, *said: Said) -> str:
    with pytest.raises(Refused) as raised:
        desk.do(*said, stream_id=POST)
    return raised.value.refusals[0].rule


def test_an_added_seat_is_taken_from_its_day(desk: Desk) -> None:
    desk.do(adopted("2021-01-01", "begun"))
    desk.do(adjusted("2022-01-01", 2), stream_id=POST)
    assert refused(desk, hired("2021-12-31", "early")) == "impossible.seat_taken"
    desk.do(hired("2022-01-01", "second"), stream_id=OTHER)
    assert desk.worker(OTHER).end.first_engaged_on == date(2022, 1, 1)


@pytest.mark.requirement("R28", shows="refusal")
def test_seats_are_never_fewer_than_those_who_hold_one(desk: Desk) -> None:
    desk.do(adjusted("2021-01-01", 2), stream_id=POST)
    desk.do(adopted("2021-01-01", "begun"))
    desk.do(hired("2021-06-01", "second"), stream_id=OTHER)
    assert refused_by_post(desk, adjusted("2022-01-01", 1, "fewer")) == "impossible.seats_occupied"
    assert refused_by_post(desk, adjusted("2021-05-31", 1, "fewer then")) == "impossible.seats_occupied"
    desk.do(say("worker.separated", "2022-01-01", "gone", reason_code="resigned"), stream_id=OTHER)
    desk.do(adjusted("2022-01-01", 1, "fewer"), stream_id=POST)
    assert refused(desk, hired("2022-01-01", "again")) == "impossible.seat_taken"


def test_the_seats_of_a_past_time_are_no_fewer_than_were_taken_then(desk: Desk) -> None:
    """A seat given up long ago was one, and a correction or rescission of what made it room is refused."""
    desk.do(adjusted("2021-01-01", 2), stream_id=POST)
    desk.do(adopted("2021-01-01", "begun"))
    desk.do(hired("2021-02-01", "second"), stream_id=OTHER)
    desk.do(say("worker.separated", "2021-03-01", "gone", reason_code="resigned"), stream_id=OTHER)
    undone = say("event.rescinded", "2025-01-01", "undone", target=str(event_id("adjusted")))
    assert refused_by_post(desk, undone) == "impossible.seats_occupied"
    later = say(
        "event.corrected",
        "2025-01-01",
        "later",
        target=str(event_id("adjusted")),
        type="post.adjusted",
        effective_on="2021-02-02",
        data=adjusted("2021-02-02", 2).data,
    )
    assert refused_by_post(desk, later) == "impossible.seats_occupied"


def test_two_stretches_of_seats_hold_one_place_each_day(desk: Desk) -> None:
    """Who stays while seats come and go is counted by the seats of each day, not by the fewest."""
    desk.do(adjusted("2022-01-01", 2), stream_id=POST)
    desk.do(adopted("2021-01-01", "begun"))
    desk.do(hired("2022-01-01", "second"), stream_id=OTHER)
    desk.do(say("worker.separated", "2023-01-01", "gone", reason_code="resigned"))
    assert held(desk) == [
        (date(2021, 1, 1), date(2022, 1, 1)),
        (date(2022, 1, 1), None),
        (date(2022, 1, 1), date(2023, 1, 1)),
    ]


def test_a_post_is_abolished_once_nobody_holds_it(desk: Desk) -> None:
    desk.do(adopted("2021-01-01", "begun"))
    abolished = say("post.abolished", "2022-01-01", "abolished")
    assert refused_by_post(desk, abolished) == "impossible.seats_occupied"
    desk.do(say("worker.separated", "2022-01-01", "gone", reason_code="resigned"))
    desk.do(abolished, stream_id=POST)
    assert refused(desk, hired("2022-01-01", "late")) == "impossible.post_abolished"
    assert refused(desk, hired("2021-12-31", "too long")) == "impossible.seat_taken"


@pytest.mark.requirement("R28", shows="refusal")
@pytest.mark.parametrize("beginning", [adopted, hired])
def test_nobody_comes_into_a_frozen_post(desk: Desk, beginning: Any) -> None:
    desk.do(say("post.frozen", "2022-01-01", "frozen", reason_code="restructuring"), stream_id=POST)
    desk.do(say("post.unfrozen", "2022-06-01", "unfrozen"), stream_id=POST)
    assert refused(desk, beginning("2022-01-01", "in it")) == "impossible.post_frozen"
    assert refused(desk, beginning("2022-05-31", "in it still")) == "impossible.post_frozen"
    desk.do(beginning("2022-06-01", "after it"), stream_id=OTHER)


def test_nobody_moves_into_a_frozen_post_and_its_holder_stays(desk: Desk) -> None:
    desk.do(adopted("2021-01-01", "begun", SECOND_POST))
    desk.do(say("post.frozen", "2022-01-01", "frozen", reason_code="restructuring"), stream_id=POST)
    desk.do(say("post.frozen", "2022-01-01", "other frozen", reason_code="x"), stream_id=SECOND_POST)
    with pytest.raises(Refused) as raised:
        desk.do(moved("2022-02-01", "moved", POST))
    assert raised.value.refusals[0].rule == "impossible.post_frozen"
    desk.do(moved("2022-02-01", "moved", SECOND_POST, legal_employer=CITY))
    assert desk.worker().end.contract is None


def test_who_came_before_a_freezing_was_known_is_in_nobodys_way(desk: Desk) -> None:
    desk.do(hired("2022-03-01", "hired"))
    desk.do(say("post.frozen", "2022-01-01", "frozen", reason_code="restructuring"), stream_id=POST)
    late = {"kind": "social_worker", "level": "social_worker", "number": "2021-0001"}
    desk.do(say("worker.qualification_obtained", "2021-12-01", "late", **late))
    change = corrected_hiring("2022-04-01")
    with pytest.raises(Refused) as raised:
        desk.do(change)
    assert raised.value.refusals[0].rule == "impossible.post_frozen"


def corrected_hiring(on: str) -> Said:
    data = {"target": str(event_id("hired")), "type": "worker.hired", "effective_on": on}
    return say("event.corrected", "2025-01-01", "later", **data, data=hired(on, "hired").data)


def test_nobody_holds_a_post_before_it_was_set_up(desk: Desk) -> None:
    assert refused(desk, hired("1999-12-31", "too early")) == "impossible.post_unknown"
    desk.do(hired("2000-01-02", "hired"))
    moved_on = say(
        "event.corrected",
        "2025-01-01",
        "set up later",
        target=str(event_id(POST)),
        type="post.created",
        effective_on="2000-01-03",
        data={"organisation": COUNTY, "title": "示例岗位", "category": "social_worker", "seats": 1},
    )
    assert refused_by_post(desk, moved_on) == "impossible.seats_occupied"
    gone = say("event.rescinded", "2025-01-01", "never set up", target=str(event_id(POST)))
    assert refused_by_post(desk, gone) == "impossible.seats_occupied"
