"""Hiring plans: approved, amended, cited by hirings, and never filled beyond their lines (R70)."""

from datetime import date
from typing import Any

import pytest

from domain.errors import Refused
from domain.ledger import Draft, LostRace, Receipt
from domain.plan.state import PlanState
from domain.reading import Reading
from tests.memory import Said, say
from tests.specification import AGENCY, CITY, COUNTY, PLAN
from tests.unit.domain.cycle.desk import CycleDesk, corrected, rescinded, worker_id

LINE = "street_workers"


class PlanDesk(CycleDesk):
    """A desk with registered persons to hire, and a plan of the county."""

    def approve(self, count: int = 2, on: str = "2023-01-01", of: str = COUNTY) -> None:
        """The plan has one line with this many places."""
        self.do(approved(count, on, organisation=of), stream_id=PLAN, actor="approver")

    def amend(self, said: Said) -> None:
        self.do(said, stream_id=PLAN, actor="approver")

    def take(self, number: int, on: str = "2023-03-01", **plan: Any) -> None:
        """A person is registered and hired on the plan's line."""
        person = say(
            "worker.registered",
            "2022-03-01",
            f"registered {number}",
            name=f"示例人员{number}",
            document={"kind": "passport", "number": f"E{number:08}"},
            person={"birth_on": "1990-05-01", "sex": "2"},
        )
        self.do(person, stream_id=worker_id(number))
        self.do(self.hiring(number, on, **plan), stream_id=worker_id(number))

    def hiring(self, number: int, on: str = "2023-03-01", **plan: Any) -> Said:
        return say(
            "worker.hired",
            on,
            f"hired {number}",
            mode="direct_hire",
            legal_employer=COUNTY,
            host=COUNTY,
            procedure={"kind": "open_recruitment"},
            plan={"plan": PLAN, "line": LINE, **plan},
        )

    def refuses(self, number: int, **how: Any) -> str:
        """The rule that refuses to take this person on."""
        with pytest.raises(Refused) as told:
            self.take(number, **how)
        return told.value.refusals[0].rule

    def plan(self, on: str) -> PlanState:
        state = Reading(self.ledger, self.shelf).plan(PLAN).as_of(date.fromisoformat(on))
        assert state is not None
        return state


def lines(*lines: tuple[str, int]) -> list[dict[str, Any]]:
    return [{"line": line, "title": "街道社会工作者", "count": count} for line, count in lines]


def approved(count: int = 2, on: str = "2023-01-01", **changes: Any) -> Said:
    data = {"organisation": COUNTY, "year": 2023, "lines": lines((LINE, count)), **changes}
    return say("plan.approved", on, "approved", **data)


def amended(*said: tuple[str, int], on: str = "2023-06-01", label: str = "amended") -> Said:
    return say("plan.amended", on, label, lines=lines(*said))


def refused_on_plan(desk: PlanDesk, said: Said) -> str:
    with pytest.raises(Refused) as told:
        desk.amend(said)
    refusal = told.value.refusals[0]
    assert refusal.zh
    assert refusal.en
    return refusal.rule


@pytest.fixture
def desk() -> PlanDesk:
    return PlanDesk()


@pytest.mark.requirement("R70")
def test_a_plan_holds_from_its_approval_and_its_lines_change_with_an_amendment(desk: PlanDesk) -> None:
    desk.approve(2)
    desk.amend(amended((LINE, 3), ("mediators", 1)))
    assert (desk.plan("2023-01-01").organisation, desk.plan("2023-01-01").year) == (COUNTY, 2023)
    assert [(one.line, one.count) for one in desk.plan("2023-05-31").lines] == [(LINE, 2)]
    assert [(one.line, one.count) for one in desk.plan("2023-06-01").lines] == [(LINE, 3), ("mediators", 1)]
    desk.amend(rescinded("amended"))
    assert [(one.line, one.count) for one in desk.plan("2023-06-01").lines] == [(LINE, 2)]


def test_what_a_plan_cannot_be(desk: PlanDesk) -> None:
    assert (
        refused_on_plan(desk, approved(organisation=f"{COUNTY[:-1]}0")) == "impossible.organisation_unknown"
    )
    desk.approve()
    again = say("plan.approved", "2023-02-01", "again", **approved().data)
    assert refused_on_plan(desk, again) == "impossible.plan_approved"
    assert refused_on_plan(desk, amended((LINE, 3), on="2022-12-31")) == "impossible.before_approval"


@pytest.mark.requirement("R70", shows="refusal")
def test_a_line_is_filled_up_to_its_places_and_no_further(desk: PlanDesk) -> None:
    desk.approve(2)
    desk.take(1)
    desk.take(2, on="2023-09-01")
    assert desk.refuses(3) == "impossible.plan_filled"
    assert desk.refuses(3, on="2023-12-01") == "impossible.plan_filled"
    desk.amend(amended((LINE, 3)))
    desk.take(3)
    desk.assert_claims_rebuilt()


def test_an_amendment_leaves_a_line_the_places_that_are_filled(desk: PlanDesk) -> None:
    desk.approve(3)
    desk.take(1)
    desk.take(2)
    assert refused_on_plan(desk, amended((LINE, 1))) == "impossible.plan_below_filled"
    assert refused_on_plan(desk, amended(("mediators", 1))) == "impossible.plan_below_filled"
    desk.amend(amended((LINE, 2)))
    assert desk.refuses(3) == "impossible.plan_filled"
    desk.assert_claims_rebuilt()


def test_a_plan_that_is_cited_is_not_rescinded_nor_corrected_below_what_is_filled(desk: PlanDesk) -> None:
    desk.approve(2)
    desk.take(1)
    assert refused_on_plan(desk, rescinded("approved")) == "impossible.plan_below_filled"
    smaller = corrected("approved", approved(lines=lines(("mediators", 4))))
    assert refused_on_plan(desk, smaller) == "impossible.plan_below_filled"
    desk.amend(corrected("approved", approved(1), label="smaller"))
    assert desk.refuses(2) == "impossible.plan_filled"


def test_a_hiring_that_is_rescinded_gives_its_place_back(desk: PlanDesk) -> None:
    desk.approve(1)
    desk.take(1)
    assert desk.refuses(2) == "impossible.plan_filled"
    desk.do(rescinded("hired 1"), stream_id=worker_id(1))
    desk.take(2)
    desk.assert_claims_rebuilt()


def test_who_leaves_has_filled_the_line_all_the_same(desk: PlanDesk) -> None:
    desk.approve(1)
    desk.take(1)
    desk.do(say("worker.separated", "2023-06-01", reason_code="resigned"), stream_id=worker_id(1))
    assert desk.refuses(2, on="2023-07-01") == "impossible.plan_filled"


def test_the_plan_is_of_the_host_or_of_one_above_it(desk: PlanDesk) -> None:
    desk.approve(of=AGENCY)
    assert desk.refuses(1) == "impossible.plan_of_another"
    above = PlanDesk()
    above.approve(of=CITY)
    above.take(1)


def test_a_hiring_cites_a_line_of_a_plan_that_holds_on_its_day(desk: PlanDesk) -> None:
    assert desk.refuses(1) == "impossible.plan_unknown"
    desk.approve(on="2023-04-01")
    assert desk.refuses(1, on="2023-03-31") == "impossible.plan_unknown"
    assert desk.refuses(1, on="2023-04-01", line="mediators") == "impossible.plan_line_unknown"
    desk.take(1, on="2023-04-01")


def test_of_two_who_take_the_last_place_at_once_one_is_refused(
    desk: PlanDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.approve(1)
    record = desk.ledger.record
    raced: list[Draft] = []

    def losing(draft: Draft) -> list[Receipt]:
        """Before this draft is recorded, somebody else takes the place."""
        if not raced and any(one.type.name == "worker.hired" for one in draft.events):
            raced.append(draft)
            desk.take(2)
            raise LostRace([PLAN])
        return list(record(draft))

    monkeypatch.setattr(desk.ledger, "record", losing)
    assert desk.refuses(1) == "impossible.plan_filled"
    assert [event.stream_id for event in desk.ledger.log if event.type.name == "worker.hired"] == [
        worker_id(2)
    ]
