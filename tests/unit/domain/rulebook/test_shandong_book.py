"""山东: a province's opinion, which judges in each of its cities until they set their own."""

from typing import Any

import pytest

from tests.unit.domain.rulebook.steps import PROCEDURE, hired, paid, registered, seconded
from tests.unit.domain.rulebook.story import CITY, COUNTY, STREET, Outcome, Step, in_shandong

ON = "2022-03-01"
OPINION = "山东省三部门关于加强工会社会工作者队伍建设的意见"


def hiring(step: Step | None = None, **person: Any) -> Outcome:
    return in_shandong().given(registered(**person)).when(step or hired(ON))


def test_an_ordinary_candidate_is_hired_under_the_provinces_book() -> None:
    recorded = hiring().then_recorded()
    assert recorded.said.rulebook is not None
    assert recorded.said.rulebook.jurisdiction == "370602"


@pytest.mark.parametrize("mode", ["direct_hire", "purchased_post"])
def test_who_does_not_come_by_purchased_service_comes_by_open_recruitment(mode: str) -> None:
    by_appointment = hired(ON, mode=mode, procedure={**PROCEDURE, "kind": "appointment"})
    refused = ["hire.open_recruitment"] if mode == "direct_hire" else []
    hiring(by_appointment).then_refused(*refused, "hire.recruitment_ways")


def test_a_purchased_service_needs_no_recruitment() -> None:
    hiring(hired(ON, mode="purchased_service", procedure={"kind": "service_contract"})).then_recorded()


def test_staff_of_the_establishment_are_outside_the_opinion() -> None:
    staff = hired(ON, mode="union_institution", weekly_hours=20)
    hiring(staff, born="1970-01-01", education="61").then_recorded()


@pytest.mark.parametrize(("hours", "accepted"), [(40, True), (25, True), (24, False), (20, False)])
def test_the_post_is_full_time(hours: int, *, accepted: bool) -> None:
    outcome = hiring(hired(ON, weekly_hours=hours))
    if accepted:
        outcome.then_recorded()
    else:
        outcome.then_refused("hire.full_time", clause=OPINION)


@pytest.mark.parametrize(
    ("person", "rule"),
    [({"education": "61"}, "hire.education"), ({"born": "1982-03-01"}, "hire.age")],
)
def test_schooling_and_age_are_principles(person: dict[str, Any], rule: str) -> None:
    refusal = hiring(**person).then_refused(rule, clause=OPINION)
    assert refusal.strength == "principle"
    hiring(hired(ON).excepting(rule), **person).then_recorded(exceptions=[rule])


@pytest.mark.parametrize("person", [{"education": "31"}, {"born": "1982-03-02"}])
def test_junior_college_and_a_day_under_forty_are_enough(person: dict[str, Any]) -> None:
    hiring(**person).then_recorded()


@pytest.mark.parametrize(
    ("mode", "host", "employer", "accepted"),
    [
        ("direct_hire", COUNTY, COUNTY, True),
        ("direct_hire", CITY, CITY, True),
        ("direct_hire", STREET, COUNTY, True),
        ("direct_hire", STREET, STREET, False),
        ("purchased_service", COUNTY, None, True),
        ("purchased_service", STREET, None, False),
    ],
)
def test_cities_and_counties_allocate(mode: str, host: str, employer: str | None, *, accepted: bool) -> None:
    step = hired(ON, mode=mode, host=host, **({"legal_employer": employer} if employer else {}))
    outcome = hiring(step)
    if accepted:
        outcome.then_recorded()
    else:
        assert outcome.then_refused("hire.coordinated_allocation", clause=OPINION).strength == "principle"


@pytest.mark.parametrize(
    ("offices", "accepted"),
    [(["employing_unit"], True), (["用人单位"], True), (["组织部"], False), ([], False)],
)
def test_no_other_post_without_the_employing_units_consent(offices: list[str], *, accepted: bool) -> None:
    story = in_shandong().given(registered(), hired(ON))
    at = "2022-05-20T01:00:00Z"
    approvals = [{"principal": "approver_1", "office": office, "at": at} for office in offices]
    outcome = story.when(seconded().approved(*approvals))
    if accepted:
        outcome.then_recorded()
    else:
        outcome.then_refused("post.consent_of_employing_unit", clause=OPINION)


@pytest.mark.parametrize(
    "move",
    [
        Step(
            "worker.engagement_changed",
            "2022-06-01",
            {"mode": "direct_hire", "legal_employer": COUNTY, "host": CITY, "seniority_carried": True},
            "moved",
        ),
        Step(
            "worker.concurrent_post_taken",
            "2022-06-01",
            {"office": "committee_member", "union": COUNTY, "full_time": False, "base_union": False},
            "elected",
        ),
    ],
    ids=["engagement changed", "concurrent post"],
)
def test_consent_is_asked_for_any_other_post(move: Step) -> None:
    story = in_shandong().given(registered(), hired(ON))
    story.when(move).then_refused("post.consent_of_employing_unit")
    consent = {"principal": "approver_1", "office": "employing_unit", "at": "2022-05-20T01:00:00Z"}
    story.when(move.approved(consent)).then_recorded()


def test_staff_of_the_establishment_need_no_such_consent() -> None:
    story = in_shandong().given(registered(), hired(ON, mode="union_institution"))
    story.when(seconded(direction="across")).then_recorded()


def test_pay_has_the_parts_of_public_institutions() -> None:
    story = in_shandong().given(registered(), hired(ON))
    assert {part.reference for part in story.book("370602").settings.pay.values()} == {"public_institution"}
    story.when(paid(ON, position_wage="1800", scale_wage="500", performance_wage="900")).then_recorded()
    story.when(paid("2022-05-01", "other", piecework="900")).then_refused("pay.parts_known")
