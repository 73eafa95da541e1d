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
    return sorted((claim.since, claim.until) for claim in claims)


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
