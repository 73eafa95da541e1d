"""Hiring plans through HTTP: who approves and reads one, and the last place taken by two at once (R70)."""

from typing import Any

from tests.integration.api.served import Served, assert_problem, command, hiring
from tests.integration.api.test_cycles import Said, decided_together

LINE = "street_workers"


def taking(worker: str, county: str, plan: str) -> Said:
    """A hiring that takes a place of the plan's line."""
    data = hiring(county, plan={"plan": plan, "line": LINE})
    return (worker, "worker.hired", "2023-03-01", data)


def amending(plan: str, count: int) -> Said:
    lines = [{"line": LINE, "title": "示例岗位", "count": count}]
    return (plan, "plan.amended", "2023-06-01", {"lines": lines})


def test_the_last_place_of_a_line_is_taken_once(api: Served) -> None:
    county = api.union("示例县")
    plan = api.plan(county, **{LINE: 1})
    workers = [api.worker(number) for number in (1, 2, 3)]
    outcomes = decided_together(api, *(taking(one, county, plan) for one in workers), in_turn=False)
    assert sorted(outcomes) == ["impossible.plan_filled", "impossible.plan_filled", "recorded"]


def test_a_hiring_and_the_amendment_that_lowers_its_line_meet(api: Served) -> None:
    county = api.union("示例县")
    for turn, expected in enumerate(
        (["recorded", "impossible.plan_below_filled"], ["recorded", "impossible.plan_filled"])
    ):
        plan = api.plan(county, **{LINE: 2})
        first, second = api.worker(10 * turn + 1), api.worker(10 * turn + 2)
        assert decided_together(api, taking(first, county, plan)) == ["recorded"]
        said = [taking(second, county, plan), amending(plan, 1)]
        assert decided_together(api, *(reversed(said) if turn else said)) == expected


def test_a_plan_is_approved_read_and_amended_by_its_own(api: Served) -> None:
    county, elsewhere = api.union("示例县"), api.union("别处", division="320500")
    plan = api.plan(county, **{LINE: 2})
    told: Any = api.send("GET", f"/v1/plans/{plan}?as_of=2023-02-01", scope=county)
    assert told.json()["lines"] == [{"line": LINE, "title": "示例岗位", "level": None, "count": 2}]
    assert told.headers["etag"] == '"1"'
    assert_problem(api.send("GET", f"/v1/plans/{plan}?as_of=2022-12-31", scope=county), 404, "not-found")
    assert_problem(api.send("GET", f"/v1/plans/{plan}", scope=elsewhere), 404, "not-found")
    path, more = f"/v1/plans/{plan}/amendments", command(amending(plan, 3)[3], "2023-06-01")
    assert_problem(api.post(path, more, role="clerk", scope=county), 403, "forbidden")
    assert api.post(path, more, role="approver", scope=county, if_match='"1"').status_code == 201
    assert_problem(api.post(path, more, role="approver", scope=county, if_match='"1"'), 412, "stale-version")
    later = api.send("GET", f"/v1/plans/{plan}?as_of=2023-06-01", scope=county).json()
    assert [line["count"] for line in later["lines"]] == [3]
