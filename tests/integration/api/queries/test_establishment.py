"""The establishment through HTTP: for both times, within a scope, for whoever may read organisations (R28, R35)."""

from typing import Any

import pytest

from domain.reading import Shelf
from ops.cli.books import enact_bundled
from tests.integration.api.served import Served, assert_problem, command, hiring, person


@pytest.fixture
def streets(api: Served) -> tuple[str, str, str]:
    """A city with a street of 9000 workers, and a zone of 3500 inside it that stands under the city."""
    enact_bundled(api.ledger, Shelf(), "system")
    city = api.union("示例市")
    street = api.union("示例街道", city, level="street")
    zone = api.union("示例园区", city, level="street")
    counted(api, street, workers=9000)
    counted(api, zone, workers=3500, zone_inside=street)
    return city, street, zone


def counted(api: Served, organisation: str, on: str = "2023-12-31", **data: Any) -> None:
    said = command({"on": on, **data}, on)
    answer = api.post(f"/v1/organisations/{organisation}/statistics", said)
    assert answer.status_code == 201, answer.text


def ask(api: Served, scope: str, role: str = "clerk", **params: str) -> dict[str, Any]:
    query = "&".join(f"{name}={value}" for name, value in params.items())
    answer = api.send("GET", f"/v1/establishment?{query}", role=role, scope=scope)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def staffing(body: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    return {row["organisation"]: (row["counted"], row["norm"], row["actual"]) for row in body["staffing"]}


def test_a_street_is_told_without_its_zone_whoever_asks(api: Served, streets: tuple[str, str, str]) -> None:
    city, street, zone = streets
    whole = staffing(ask(api, city, as_of="2024-06-30"))
    assert whole == {street: (5500, 2, 0), zone: (3500, 2, 0)}
    assert staffing(ask(api, street, as_of="2024-06-30")) == {street: (5500, 2, 0)}
    assert staffing(ask(api, city, as_of="2024-06-30", organisation=zone)) == {zone: (3500, 2, 0)}


def test_what_was_not_known_then_is_not_told(api: Served, streets: tuple[str, str, str]) -> None:
    city, street, zone = streets
    known = str(api.size - 1)
    counted(api, zone, "2024-03-31", workers=4500, zone_inside=street)
    assert staffing(ask(api, city, as_of="2024-06-30"))[street][0] == 4500
    before = ask(api, city, as_of="2024-06-30", known_at=known)
    assert staffing(before)[street][0] == 5500
    assert before == ask(api, city, as_of="2024-06-30", known_at=known)


def test_posts_their_holders_and_their_history(api: Served, streets: tuple[str, str, str]) -> None:
    city, street, _ = streets
    post = api.seats(street, 2)
    body = {
        "registration": command(person()),
        "hiring": command(
            hiring(street, post=post, procedure={"kind": "open_recruitment", "notice_number": "示例1号"}),
            "2023-04-01",
            reason="示例理由",
        ),
    }
    api.opened("/v1/workers", body)
    added = command({"seats": 3, "approval_number": "示例编〔2024〕1号"}, "2024-01-01")
    assert api.post(f"/v1/posts/{post}/adjustments", added, role="administrator").status_code == 201
    totals = {on: ask(api, city, "administrator", as_of=on)["totals"] for on in ("2023-03-31", "2024-01-01")}
    assert totals == {
        "2023-03-31": {"posts": 1, "frozen": 0, "seats": 2, "occupied": 0, "vacant": 2, "heads": 0},
        "2024-01-01": {"posts": 1, "frozen": 0, "seats": 3, "occupied": 1, "vacant": 2, "heads": 1},
    }
    told = api.send("GET", f"/v1/posts/{post}?as_of=2024-01-01", scope=street).json()
    assert (told["seats"], told["seats_taken"], told["seats_free"]) == (3, 1, 2)
    assert [(one["type"], one["approval_number"]) for one in told["history"]] == [
        ("post.created", None),
        ("post.adjusted", "示例编〔2024〕1号"),
    ]
    before = api.send("GET", f"/v1/posts/{post}?as_of=2000-12-31", scope=street)
    assert_problem(before, 404, "not-found")


def test_a_count_of_a_day_to_come_is_refused_and_nothing_recorded(
    api: Served, streets: tuple[str, str, str]
) -> None:
    before = api.size
    said = command({"on": "2199-12-31", "workers": 1}, "2199-12-31")
    answer = api.post(f"/v1/organisations/{streets[1]}/statistics", said)
    assert assert_problem(answer, 422, "refused")["rule"] == "impossible.counted_in_future"
    assert api.size == before


def test_an_organisation_out_of_scope_is_not_there(api: Served, streets: tuple[str, str, str]) -> None:
    city, street, _ = streets
    answer = api.send("GET", f"/v1/establishment?organisation={city}", scope=street)
    assert_problem(answer, 404, "not-found")
