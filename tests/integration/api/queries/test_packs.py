"""A department's pack of reports through HTTP, as one JSON answer and line by line (R69, R74, R75)."""

from typing import Any

import orjson
import pytest

from domain.reports.packs import PACKS
from tests.integration.api.served import Served, assert_problem, command


@pytest.fixture
def county(api: Served) -> str:
    """A county union with one worker, and a social organisation that it brings up."""
    county = api.union("示例县", api.union("示例市"))
    social = api.union("示例服务社", county, kind="social_organisation")
    started = command({"union": county}, "2020-01-01")
    path = f"/v1/organisations/{social}/incubations"
    assert api.post(path, started, role="clerk", scope=county).status_code == 201
    api.hired(social, 1)
    return county


def ask(api: Served, department: str, scope: str, more: str = "", **headers: str) -> Any:
    path = f"/v1/statistics/packs/{department}?as_of=2023-06-01{more}"
    return api.send("GET", path, role="auditor", scope=scope, headers=headers)


@pytest.mark.requirement("R69", "R74", "R75")
@pytest.mark.parametrize("department", PACKS)
def test_a_pack_is_its_reports_as_each_of_them_answers_alone(
    api: Served, county: str, department: str
) -> None:
    body = ask(api, department, county).json()
    assert body["department"] == department
    assert [one["report"] for one in body["reports"]] == list(PACKS[department].reports)
    for told in body["reports"]:
        alone = api.send(
            "GET", f"/v1/statistics/{told['report']}?as_of=2023-06-01", role="auditor", scope=county
        ).json()
        assert (alone["known_at"], alone["columns"]) == (body["known_at"], told["columns"])
        assert alone["rows"] == told["rows"]


def test_the_figures_are_those_of_the_county_on_the_day(api: Served, county: str) -> None:
    found = {one["report"]: one["rows"] for one in ask(api, "civil_affairs", county).json()["reports"]}
    assert [(row["union"], row["workers"]) for row in found["incubation"]] == [(county, 1)]
    assert [row["heads"] for row in found["structure"] if row["part"] == "sex"] == [1]
    elsewhere = api.union("别处", division="320500")
    assert county not in ask(api, "civil_affairs", elsewhere).text.replace(elsewhere, "")


def test_line_by_line_the_head_comes_first_and_then_a_report_a_line(api: Served, county: str) -> None:
    answer = ask(api, "human_resources", county, accept="application/x-ndjson")
    assert answer.headers["content-type"] == "application/x-ndjson"
    head, *reports = [orjson.loads(line) for line in answer.content.splitlines()]
    whole = ask(api, "human_resources", county).json()
    assert reports == whole.pop("reports")
    assert head == whole


def test_a_period_bounds_the_reports_that_have_one(api: Served, county: str) -> None:
    body = ask(api, "organisation_department", county, "&from=2023-01-01&to=2023-03-31").json()
    periods = {one["report"]: one.get("from") for one in body["reports"]}
    assert periods["exceptions"] == "2023-01-01"
    assert periods["targets"] is None


def test_there_are_four_departments_and_roles_that_may_ask(api: Served, county: str) -> None:
    assert_problem(ask(api, "agriculture", county), 404, "not-found")
    answer = api.send("GET", "/v1/statistics/packs/union", role="administrator", scope=county)
    assert_problem(answer, 403, "forbidden")
