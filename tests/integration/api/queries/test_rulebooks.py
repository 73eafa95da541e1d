"""Rulebooks in force on a day, as known at a position, with clause, strength and both languages."""

from typing import Any

from domain.ledger import Draft
from tests.integration.api.queries.support import Served
from tests.ledgers import event
from tests.specification import cited

WORDS = {"zh": "须满十八周岁", "en": "at least eighteen"}
RULE: dict[str, Any] = {
    "id": "cn.hiring.age",
    "strength": "must",
    "judges": ["worker.hired"],
    "require": "true",
    "clause": {"title": "劳动法", "article": "第十五条"},
    "message": WORDS,
    "satisfied_by": WORDS,
}


def enact(served: Served, code: str, on: str, rule: dict[str, Any], table: dict[str, Any]) -> None:
    """A jurisdiction's book with one rule and the secondment table."""
    stream = f"rulebook-{code}"
    version = served.ledger.versions([stream])[stream]
    label = f"{code} {version}"
    said: list[tuple[str, dict[str, Any]]] = [
        ("rulebook.rule_set", {"rule": rule}),
        ("rulebook.settings_set", {"table": "secondment", "values": table}),
        (
            "rulebook.enacted",
            {
                "title": f"{code} 规则",
                "document": "示例〔2023〕1号",
                "language": 1,
                "rules": [cited(f"{label} rulebook.rule_set")],
                "settings": [cited(f"{label} rulebook.settings_set")],
            },
        ),
    ]
    events = tuple(
        event(
            name,
            stream,
            {"event_id": cited(f"{label} {name}"), "effective_on": on, "actor": "admin", "data": data},
        )
        for name, data in said
    )
    served.ledger.record(Draft(events, {stream: version}))


def test_a_county_shows_what_it_inherits_and_what_it_sets(served: Served) -> None:
    enact(served, "CN", "2020-01-01", RULE, {"maximum_months": 12})
    enact(served, "220600", "2021-01-01", {**RULE, "strength": "principle"}, {"maximum_months": 6})
    client = served.client()
    nation = client.get("/v1/rulebooks/CN", params={"as_of": "2022-01-01"}).json()
    assert nation["rules"][0]["strength"] == "must"
    assert nation["rules"][0]["clause"]["text"] == "劳动法 第十五条"
    assert nation["rules"][0]["message"] == WORDS
    county = client.get("/v1/rulebooks/220621", params={"as_of": "2022-01-01"}).json()
    assert [one["jurisdiction"] for one in county["editions"]] == ["220600", "CN"]
    assert (county["rules"][0]["strength"], county["rules"][0]["jurisdiction"]) == ("principle", "220600")
    assert county["settings"]["secondment"]["maximum_months"] == 6
    assert county["rules"][0]["inherited"] is True
    assert county["settings_from"]["secondment"] == {"maximum_months": "220600"}
    before = client.get("/v1/rulebooks/220621", params={"as_of": "2020-06-01"}).json()
    assert before["settings_from"]["secondment"] == {"maximum_months": "CN"}
    city = client.get("/v1/rulebooks/220600", params={"as_of": "2022-01-01"}).json()
    assert city["rules"][0]["inherited"] is False
    assert before["rules"][0]["strength"] == "must"


def test_books_for_both_times(served: Served) -> None:
    enact(served, "CN", "2020-01-01", RULE, {"maximum_months": 12})
    position = str(served.ledger.size_and_root()[0] - 1)
    client = served.client()
    asked = {"as_of": "2022-01-01", "known_at": position}
    first = client.get("/v1/rulebooks/CN", params=asked)
    listed = client.get("/v1/rulebooks", params=asked)
    enact(served, "CN", "2021-01-01", RULE, {"maximum_months": 3})
    assert client.get("/v1/rulebooks/CN", params=asked).content == first.content
    assert client.get("/v1/rulebooks", params=asked).content == listed.content
    now = client.get("/v1/rulebooks/CN", params={"as_of": "2022-01-01"}).json()
    assert now["settings"]["secondment"]["maximum_months"] == 3
    assert [one["jurisdiction"] for one in listed.json()["rulebooks"]] == ["CN"]


def test_the_day_may_be_called_on(served: Served) -> None:
    enact(served, "CN", "2020-01-01", RULE, {"maximum_months": 12})
    enact(served, "CN", "2021-01-01", RULE, {"maximum_months": 3})
    client = served.client()

    def one(**asked: str) -> Any:
        return client.get("/v1/rulebooks/CN", params=asked)

    position = str(served.ledger.size_and_root()[0] - 4)
    assert one(on="2020-12-31").content == one(as_of="2020-12-31").content
    assert one(on="2020-12-31").json()["settings"]["secondment"] == {"maximum_months": 12}
    assert one(on="2021-01-01").json()["settings"]["secondment"] == {"maximum_months": 3}
    assert one(on="2021-01-01", known_at=position).json()["settings"]["secondment"] == {"maximum_months": 12}
    assert one(on="2021-01-01", as_of="2021-01-01").status_code == 200
    assert one(on="2021-01-01", as_of="2020-12-31").status_code == 422
    assert one(on="2021-02-30").status_code == 422


def test_there_is_no_book_before_the_first_and_for_no_place(served: Served) -> None:
    enact(served, "CN", "2020-01-01", RULE, {})
    client = served.client()
    assert client.get("/v1/rulebooks/CN", params={"as_of": "2019-12-31"}).status_code == 404
    for code in ("cn", "1", "999999", "22060", "CN1"):
        assert client.get(f"/v1/rulebooks/{code}").status_code in {404, 200}, code
