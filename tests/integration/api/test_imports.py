"""Workbooks over HTTP: reviewed, confirmed once, resumed, given back, taken back; each principal's alone."""

import time
from datetime import date
from typing import Any

import pytest
from httpx import Response

from domain.errors import StoreUnavailable
from ops.store import PostgresLedger
from tests.integration.api.served import Served, assert_problem, citizen_number
from tests.unit.ops.workbook.sheets import opened, workbook

XLSX = {"content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
HEADINGS = ["姓名", "身份证号", "用人方式", "用工起始日期", "单位"]


def someone(number: int, host: str = "示例县总工会") -> list[Any]:
    """A row of the roster."""
    return [
        f"示例{number}",
        citizen_number(date(1985, 1, number), number),
        "直接聘用",
        date(2020, 3, number),
        host,
    ]


def roster(*rows: list[Any]) -> bytes:
    return workbook(("花名册", [HEADINGS, *rows]))


def upload(api: Served, content: bytes, **how: Any) -> dict[str, Any]:
    """A workbook that is reviewed."""
    answer = api.post("/v1/imports", content, headers=XLSX, **how)
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"/v1/imports/{answer.json()['import_id']}"
    state: dict[str, Any] = answer.json()
    return state


def ask(api: Served, state: dict[str, Any], what: str = "", **how: Any) -> Response:
    """A question about an import, or a word to it."""
    method = "POST" if what in {"/confirm", "/rescind"} else "GET"
    return api.send(method, f"/v1/imports/{state['import_id']}{what}", **how)


def settled(api: Served, state: dict[str, Any]) -> dict[str, Any]:
    """An import once nothing of it is under way any more."""
    for _ in range(600):
        told: dict[str, Any] = ask(api, state).json()
        if "progress" not in told:
            return told
        time.sleep(0.05)
    raise AssertionError(state)


def test_what_is_reviewed_is_recorded_when_it_is_confirmed_and_once(api: Served) -> None:
    api.union("示例县")
    before = api.size
    state = upload(api, roster(someone(1), someone(2), someone(3, "没有的总工会")))
    assert (state["status"], state["rows"], state["fit"], state["refused_count"]) == ("reviewed", 3, 2, 1)
    assert state["events"] == {"worker.adopted": 2, "worker.registered": 2}
    (refused,) = state["refused"]
    assert (refused["sheet"], refused["row"], refused["reasons"][0]["cell"]) == ("花名册", 4, "E4")
    assert api.size == before
    assert upload(api, roster(someone(1), someone(2), someone(3, "没有的总工会"))) == state

    answer = ask(api, state, "/confirm")
    assert (answer.status_code, answer.json()["status"]) == (202, "recording")
    done = settled(api, state)
    assert (done["status"], done["fit"], api.size) == ("recorded", 2, before + 4)
    assert ask(api, state, "/confirm").json()["status"] == "recorded"
    assert api.size == before + 4

    rows = opened(ask(api, state, "/refused.xlsx").content)
    assert rows[1][1] == someone(3)[1]
    assert "没有这个组织" in rows[1][-1]
    mended = upload(api, roster(*(someone(number) for number in (1, 2, 3))))
    assert (mended["fit"], mended["unchanged"], mended["known_count"]) == (1, 2, 2)


def test_an_import_is_taken_back_whole_and_may_be_given_again(api: Served) -> None:
    api.union("示例县")
    content = roster(someone(1), someone(2))
    state = upload(api, content)
    ask(api, state, "/confirm")
    assert settled(api, state)["status"] == "recorded"
    assert ask(api, state, "/rescind").status_code == 202
    gone = settled(api, state)
    assert (gone["status"], gone["rescission"]["stood"], gone["rescission"]["rescinded"]) == (
        "rescinded",
        4,
        4,
    )
    again = upload(api, content)
    assert again["import_id"] != state["import_id"]
    assert again["fit"] == 2
    assert [one["status"] for one in api.send("GET", "/v1/imports").json()["imports"]] == [
        "reviewed",
        "rescinded",
    ]


def test_an_import_that_breaks_off_is_told_and_goes_on(api: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    api.union("示例县")
    state = upload(api, roster(someone(1), someone(2)))
    before = api.size

    def gone(_self: PostgresLedger, drafts: list[Any]) -> list[Any]:
        return [StoreUnavailable("无法访问", "gone") for _ in drafts]

    def away(_self: PostgresLedger, _draft: Any) -> Any:
        raise StoreUnavailable("无法访问", "gone")

    with monkeypatch.context() as patch:
        patch.setattr(PostgresLedger, "record_many", gone)
        patch.setattr(PostgresLedger, "record", away)
        ask(api, state, "/confirm")
        told = settled(api, state)
    assert (told["status"], told["error"]["en"], api.size) == ("interrupted", "gone", before)
    ask(api, state, "/confirm")
    done = settled(api, state)
    assert (done["status"], "error" in done, api.size) == ("recorded", False, before + 4)


def test_an_import_is_its_principals_alone_and_judged_by_what_they_may(api: Served) -> None:
    county = api.union("示例县")
    other = api.union("别处", division="320500")
    state = upload(api, roster(someone(1)), scope=county, principal="clerk_2")
    assert state["fit"] == 1
    for what in ("", "/confirm", "/refused.xlsx"):
        assert_problem(ask(api, state, what), 404, "not-found")
    elsewhere = upload(api, roster(someone(1)), scope=other, principal="clerk_3")
    assert (elsewhere["fit"], elsewhere["refused_count"]) == (0, 1)
    assert_problem(
        api.post("/v1/imports", roster(someone(1)), headers=XLSX, role="auditor"), 403, "forbidden"
    )
    administrator = upload(api, roster(someone(1)), role="administrator")
    assert (administrator["fit"], administrator["refused_count"]) == (0, 1)


def test_templates_are_given_with_the_organisations_of_the_subtree(api: Served) -> None:
    county = api.union("示例县")
    api.union("别处", division="320500")
    kinds = {one["kind"] for one in api.send("GET", "/v1/imports/templates").json()["kinds"]}
    assert {"roster", "worker.hired", "organisation.registered"} <= kinds
    answer = api.send("GET", "/v1/imports/templates/roster", scope=county, principal="clerk_2")
    assert answer.headers["content-disposition"] == 'attachment; filename="roster.xlsx"'
    cells = {cell for row in opened(answer.content, "代码 codes") for cell in row}
    assert "示例县总工会" in cells
    assert "别处总工会" not in cells
    assert_problem(api.send("GET", "/v1/imports/templates/nothing"), 404, "not-found")


def test_what_is_no_workbook_is_told(api: Served) -> None:
    assert_problem(api.post("/v1/imports", b"name,number\n", headers=XLSX), 422, "invalid-input")
    assert_problem(api.post("/v1/imports", b"x", headers={"content-type": "text/csv"}), 415, "media-type")
    unnamed = workbook(("Sheet1", [HEADINGS, someone(1)]))
    told = assert_problem(api.post("/v1/imports", unnamed, headers=XLSX), 422, "invalid-input")
    assert "Sheet1" in told["faults"][0]["zh"]
    named = api.post("/v1/imports?kind=roster", unnamed, headers=XLSX)
    assert named.json()["refused_count"] == 1
    assert_problem(api.send("GET", "/v1/imports/import-1"), 404, "not-found")
