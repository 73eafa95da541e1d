"""Rosters: who was held where on a day, for both times, in JSON, NDJSON and CSV."""

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest

from api.dependencies import Role
from api.queries.tables import safe
from domain.ledger import Draft
from tests.integration.api.queries.support import ELSEWHERE, FOREIGN, WORKER, Served, relabelled
from tests.ledgers import erased
from tests.recorded import record
from tests.specification import (
    CITY,
    COUNTY,
    corrected,
    fact,
    hired,
    registered,
    rescinded,
    seconded,
    separated,
)


def roster(served: Served, scope: str | None = COUNTY, role: Role = Role.CLERK, **params: Any) -> Any:
    response = served.client(role, scope).get("/v1/roster", params=params)
    assert response.status_code == 200, response.text
    return response.json()


def ids(body: Any) -> list[str]:
    return [row["worker_id"] for row in body["rows"]]


def test_the_roster_is_the_one_of_the_day(served: Served) -> None:
    assert ids(roster(served, as_of="2020-02-29")) == []
    assert ids(roster(served, as_of="2020-03-01")) == [WORKER]
    record(served.ledger, WORKER, separated("2024-01-01"))
    assert ids(roster(served, as_of="2023-12-31")) == [WORKER]
    assert ids(roster(served, as_of="2024-01-01")) == []
    assert ids(roster(served, as_of="2024-01-01", status="separated")) == [WORKER]


def test_whoever_was_adopted_is_on_the_roster_and_whoever_moved_on_or_retired_is_not(served: Served) -> None:
    adopted = "worker-44444444-4444-5444-8444-444444444444"
    place = {"mode": "direct_hire", "legal_employer": COUNTY, "host": COUNTY}
    document = {"kind": "passport", "number": "E00000044"}
    record(served.ledger, adopted, replace(registered(document=document), label="the adopted"))
    record(served.ledger, adopted, fact("worker.adopted", "2021-01-01", **place, source="personnel_file"))
    elsewhere = {**place, "legal_employer": ELSEWHERE, "host": ELSEWHERE}
    record(
        served.ledger,
        adopted,
        fact("worker.engagement_changed", "2022-01-01", seniority_carried=True, **elsewhere),
    )
    record(served.ledger, adopted, fact("worker.retired", "2023-01-01", kind="statutory"))

    assert ids(roster(served, as_of="2020-12-31")) == [WORKER]
    assert ids(roster(served, as_of="2021-01-01")) == sorted([WORKER, adopted])
    assert ids(roster(served, as_of="2022-01-01")) == [WORKER]
    assert ids(roster(served, ELSEWHERE, as_of="2022-12-31")) == sorted([FOREIGN, adopted])
    assert ids(roster(served, ELSEWHERE, as_of="2023-01-01")) == [FOREIGN]
    assert ids(roster(served, ELSEWHERE, as_of="2023-01-01", status="separated")) == [adopted]


def test_home_and_host_show_a_seconded_worker_and_heads_count_once(served: Served) -> None:
    record(
        served.ledger, WORKER, seconded("2022-07-01", "2022-12-31", "away", host=ELSEWHERE, full_time=False)
    )
    home = roster(served, COUNTY, as_of="2022-08-01")
    host = roster(served, ELSEWHERE, as_of="2022-08-01")
    whole = roster(served, None, Role.AUDITOR, as_of="2022-08-01")
    assert ids(home) == [WORKER]
    assert ids(host) == sorted([WORKER, FOREIGN])
    assert (home["heads"], host["heads"], whole["heads"]) == (1, 1, 2)
    assert ids(whole) == sorted([WORKER, FOREIGN])
    assert ids(roster(served, COUNTY, as_of="2022-08-01", status="seconded")) == [WORKER]


@pytest.mark.requirement("R86")
def test_the_same_roster_gives_the_same_bytes_after_later_corrections(served: Served) -> None:
    client = served.client()
    asked = {"as_of": "2021-06-01", "known_at": str(served.ledger.size_and_root()[0] - 1)}
    before = client.get("/v1/roster", params=asked).content
    record(
        served.ledger,
        WORKER,
        rescinded("seconded"),
        corrected("hired", hired("2020-03-01", host=ELSEWHERE, legal_employer=ELSEWHERE)),
    )
    assert client.get("/v1/roster", params=asked).content == before
    assert ids(roster(served, COUNTY, as_of="2021-06-01")) == []
    assert ids(roster(served, ELSEWHERE, as_of="2021-06-01")) == sorted([WORKER, FOREIGN])


def test_filters(served: Served) -> None:
    assert ids(roster(served, as_of="2021-06-01", grade="12", mode="direct_hire")) == [WORKER]
    assert ids(roster(served, as_of="2021-06-01", grade="11")) == []
    assert ids(roster(served, as_of="2021-06-01", mode="purchased_post")) == []
    assert ids(roster(served, as_of="2023-03-01", status="overdue")) == [WORKER]
    assert ids(roster(served, as_of="2021-06-01", status="overdue")) == []


def test_an_organisation_outside_the_scope_does_not_exist(served: Served) -> None:
    assert ids(roster(served, CITY, organisation=COUNTY, as_of="2021-06-01")) == [WORKER]
    for organisation in (ELSEWHERE, CITY, "organisation-none", WORKER):
        response = served.client().get("/v1/roster", params={"organisation": organisation})
        assert response.status_code == 404, organisation


def test_what_was_known_then_is_shown_within_the_authority_of_today(served: Served) -> None:
    asked: dict[str, Any] = {"as_of": "2021-06-01", "known_at": str(served.ledger.size_and_root()[0] - 1)}
    assert ids(roster(served, CITY, **asked)) == [WORKER]
    record(served.ledger, COUNTY, fact("organisation.reparented", "2021-01-01", "moved", parent=ELSEWHERE))
    record(served.ledger, WORKER, rescinded("seconded"))
    assert ids(roster(served, CITY, **asked)) == [WORKER], "as known then the city was the host"
    assert ids(roster(served, CITY, as_of="2021-06-01")) == []
    response = served.client(scope=CITY).get("/v1/roster", params={**asked, "organisation": COUNTY})
    assert response.status_code == 404
    assert ids(roster(served, COUNTY, **asked)) == [WORKER]


def several(served: Served, count: int) -> list[str]:
    made = []
    for number in range(count):
        worker = f"worker-44444444-4444-5444-8444-{number:012d}"
        document = {"kind": "passport", "number": f"E{number:08d}"}
        record(
            served.ledger,
            worker,
            relabelled(registered(document=document, name=f"=示例{number}"), f"r{number}"),
            relabelled(hired("2020-01-01"), f"h{number}"),
        )
        made.append(worker)
    return sorted([*made, WORKER])


def test_pages_cover_the_roster_once_whatever_is_recorded_meanwhile(served: Served) -> None:
    expected = several(served, 5)
    client = served.client()
    asked: dict[str, Any] = {"as_of": "2021-06-01", "limit": 2}
    found: list[str] = []
    moments = set()
    while True:
        body = client.get("/v1/roster", params=asked).json()
        found.extend(ids(body))
        moments.add(json.dumps(body["known_at"]))
        record(served.ledger, WORKER, relabelled(rescinded("graded"), f"again {len(found)}"))
        if "next_cursor" not in body:
            break
        asked["cursor"] = body["next_cursor"]
    assert found == expected
    assert len(moments) == 1


@pytest.mark.parametrize("sort", ["worker", "name", "since", "graded", "contract", "organisation"])
@pytest.mark.parametrize("descending", ["false", "true"])
def test_every_order_pages_the_roster_once(served: Served, sort: str, descending: str) -> None:
    expected = several(served, 3)
    asked: dict[str, Any] = {"as_of": "2021-06-01", "limit": 1, "sort": sort, "descending": descending}
    client, found = served.client(), []
    while True:
        body = client.get("/v1/roster", params=asked).json()
        found.extend(ids(body))
        if "next_cursor" not in body:
            break
        asked["cursor"] = body["next_cursor"]
    assert sorted(found) == expected
    if sort == "worker":
        assert found == (expected if descending == "false" else expected[::-1])


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ({"name": "示例"}, True),
        ({"name": "例甲"}, True),
        ({"name": "shili"}, True),
        ({"name": "SLJ"}, True),
        ({"name": "甲示"}, False),
        ({"name": "%"}, False),
        ({"post": "岗"}, True),
        ({"post": "站"}, False),
        ({"contract_before": "2023-03-01"}, True),
        ({"contract_before": "2023-02-28"}, False),
        ({"seconded": "out"}, True),
        ({"seconded": "in"}, False),
        ({"ladder": "professional", "grade": "12"}, True),
        ({"qualification": "social_worker"}, False),
        ({"commendation": "city"}, False),
    ],
)
def test_what_staff_look_for(served: Served, asked: dict[str, Any], there: bool) -> None:
    found = roster(served, as_of="2021-06-01", **asked)
    assert ids(found) == ([WORKER] if there else [])
    counted = served.client().get("/v1/roster/counts", params={"as_of": "2021-06-01", "by": "mode", **asked})
    assert counted.json()["heads"] == int(there)


def test_heads_are_counted_by_group_and_each_row_names_what_it_rests_on(served: Served) -> None:
    client = served.client(scope=CITY)
    for by, group in (
        ("grade", {"ladder": "professional", "grade": "12", "heads": 1}),
        ("organisation", {"organisation": COUNTY, "heads": 1}),
        ("qualification", {"qualification": None, "heads": 1}),
    ):
        body = client.get("/v1/roster/counts", params={"as_of": "2021-06-01", "by": by}).json()
        assert (body["groups"], body["heads"]) == ([group], 1)
    (row,) = roster(served, as_of="2021-06-01")["rows"]
    said = {served.ledger.leaf(position).split(b'"')[3].decode() for position in row["rests_on"]}
    assert {"worker.registered", "worker.hired", "worker.grade_assigned"} <= said


def test_names_are_looked_for_by_whoever_may_see_them(served: Served) -> None:
    asked = {"name": "示例", "as_of": "2021-06-01"}
    assert ids(roster(served, role=Role.INTEGRATOR, **asked)) == [WORKER]
    wrong = served.client().get("/v1/roster", params={"grade_from": "nothing"})
    assert wrong.json()["faults"][0]["pointer"] == "/grade_from"


@pytest.mark.parametrize("cursor", ["x", "AAAA", "W10", "WyJhIiwiYiIsIjIwMjAtMDEtMDEiLDFd", "\u4e2d"])
def test_a_wrong_cursor_is_told(served: Served, cursor: str) -> None:
    response = served.client().get("/v1/roster", params={"cursor": cursor})
    assert response.status_code == 422
    assert response.json()["faults"][0]["pointer"] == "/cursor"


def test_a_cursor_belongs_to_its_question(served: Served) -> None:
    several(served, 2)
    client = served.client()
    cursor = client.get("/v1/roster", params={"limit": 1, "as_of": "2021-06-01"}).json()["next_cursor"]
    other = client.get("/v1/roster", params={"limit": 1, "as_of": "2021-06-02", "cursor": cursor})
    assert other.json()["faults"][0]["pointer"] == "/cursor"


@pytest.mark.parametrize(
    "params", [{"limit": 501}, {"limit": 0}, {"mode": "x"}, {"status": "x"}, {"sort": "x"}, {"order": "name"}]
)
def test_other_bad_parameters_are_told(served: Served, params: dict[str, Any]) -> None:
    response = served.client().get("/v1/roster", params=params)
    assert response.status_code == 422
    (name,) = params
    assert response.json()["faults"][0]["pointer"].endswith(name)


@pytest.mark.requirement("R99")
def test_a_table_runs_no_formula_and_keeps_numbers_as_text(served: Served) -> None:
    several(served, 1)
    client = served.client()
    asked = {"as_of": "2021-06-01", "unmask": "true", "reason": "核对"}
    response = client.get("/v1/roster", params=asked, headers={"Accept": "text/csv"})
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    text = response.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    by_id = {row["worker_id"]: row for row in rows}
    assert by_id[WORKER]["document_number"] == "\t11010519491231002X"
    assert {row["name"] for row in rows} == {"示例甲", "'=示例0"}
    assert rows[0]["known_root"] == served.ledger.size_and_root()[1].hex()
    assert safe("@sum") == "'@sum"
    assert safe(None) == ""


def test_lines_begin_with_what_they_answer_for(served: Served) -> None:
    response = served.client().get(
        "/v1/roster", params={"as_of": "2021-06-01"}, headers={"Accept": "application/x-ndjson"}
    )
    first, *rest = [json.loads(line) for line in response.content.splitlines()]
    assert first["known_at"]["size"] == served.ledger.size_and_root()[0]
    assert [row["worker_id"] for row in rest] == [WORKER]


def test_an_erased_worker_stays_on_the_roster_as_erased(served: Served) -> None:
    served.ledger.record(Draft((erased(WORKER),), {WORKER: 9}))
    served.ledger.destroy_subject(WORKER, [served.runner.purge])
    (row,) = roster(served, as_of="2021-06-01")["rows"]
    assert row["name"] == {"erased": True}
    table = served.client().get("/v1/roster", params={"as_of": "2021-06-01"}, headers={"Accept": "text/csv"})
    assert "[erased]" in table.text


def test_roles_see_their_classes_on_a_roster_too(served: Served) -> None:
    (row,) = roster(served, role=Role.INTEGRATOR, as_of="2021-06-01")["rows"]
    assert row["document"] == {"hidden": True, "class": "document"}
    assert served.client(Role.ADMINISTRATOR).get("/v1/roster").status_code == 403
