"""The bundled books of 白山, 苏州 and 天水: whom they let be hired, and whom they refuse, with clause."""

from typing import Any

import pytest

from tests.unit.domain.rulebook.steps import PROCEDURE, hired, paid, registered, signed
from tests.unit.domain.rulebook.story import CITY, COUNTY, POST, STREET, Step, encouragements, in_city

BAISHAN, SUZHOU, TIANSHUI = "220600", "320500", "620500"
COUNTY_OF = {BAISHAN: "220621", SUZHOU: "320506", TIANSHUI: "620502"}


def someone(city: str, **changes: Any) -> Step:
    born = {BAISHAN: "1990-06-15", SUZHOU: "1990-06-15", TIANSHUI: "1998-06-15"}[city]
    return registered(**{"born": born, "division": COUNTY_OF[city], **changes})


def a_hiring(city: str, **changes: Any) -> Step:
    mode = changes.pop("mode", "purchased_post" if city == BAISHAN else "direct_hire")
    priority = {"priority": ["graduate_of_the_year"]} if city == TIANSHUI else {}
    return hired("2023-03-01", mode=mode, **{**priority, **changes})


@pytest.mark.parametrize("city", [BAISHAN, SUZHOU, TIANSHUI])
def test_an_ordinary_candidate_is_hired(city: str) -> None:
    recorded = in_city(city).given(someone(city)).when(a_hiring(city)).then_recorded()
    assert recorded.said.rulebook is not None
    assert recorded.said.rulebook.jurisdiction == COUNTY_OF[city] if city != BAISHAN else "220602"


@pytest.mark.parametrize(
    ("city", "born", "accepted"),
    [
        (BAISHAN, "1983-02-01", True),
        (BAISHAN, "1983-01-31", False),
        (BAISHAN, "2005-03-01", True),
        (BAISHAN, "2005-03-02", False),
        (SUZHOU, "1988-03-02", True),
        (SUZHOU, "1988-03-01", False),
        (TIANSHUI, "1992-08-02", True),
        (TIANSHUI, "1992-08-01", False),
    ],
)
def test_age_is_as_the_measure_or_its_notice_counts_it(city: str, born: str, *, accepted: bool) -> None:
    outcome = in_city(city).given(someone(city, born=born)).when(a_hiring(city))
    if accepted:
        outcome.then_recorded()
    else:
        outcome.then_refused("hire.age")


def test_the_refusal_names_the_citys_own_measure() -> None:
    story = in_city(BAISHAN).given(someone(BAISHAN, born="1980-01-01"))
    story.when(a_hiring(BAISHAN)).then_refused("hire.age", clause="白山市工会社会工作者管理办法")


@pytest.mark.parametrize(
    ("city", "enough", "too_little"), [(BAISHAN, "31", "61"), (SUZHOU, "21", "31"), (TIANSHUI, "21", "31")]
)
def test_schooling(city: str, enough: str, too_little: str) -> None:
    in_city(city).given(someone(city, education=enough)).when(a_hiring(city)).then_recorded()
    story = in_city(city).given(someone(city, education=too_little))
    story.when(a_hiring(city)).then_refused("hire.education")


@pytest.mark.parametrize("city", [BAISHAN, SUZHOU, TIANSHUI])
def test_household_registration_elsewhere_is_refused(city: str) -> None:
    in_city(city).given(someone(city, division="110101")).when(a_hiring(city)).then_refused("hire.household")


def test_everything_that_stands_against_a_hiring_is_told_at_once() -> None:
    story = in_city(SUZHOU).given(someone(SUZHOU, born="1970-01-01", education="61", division="110101"))
    story.when(a_hiring(SUZHOU)).then_refused("hire.education", "hire.age", "hire.household")


def without(member: str) -> dict[str, Any]:
    return {name: value for name, value in PROCEDURE.items() if name != member}


class TestBaishan:
    @pytest.mark.parametrize(("born", "accepted"), [("1984-03-02", True), ("1984-03-01", False)])
    def test_outside_the_recruitment_of_2023_age_counts_on_the_first_day(
        self, born: str, *, accepted: bool
    ) -> None:
        story = in_city(BAISHAN).given(someone(BAISHAN, born=born))
        outcome = story.when(hired("2024-03-01", mode="purchased_post"))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("hire.age")

    def test_two_years_of_experience_are_a_principle(self) -> None:
        story = in_city(BAISHAN).given(someone(BAISHAN))
        short = a_hiring(BAISHAN, experience_months=23)
        story.when(short).then_refused("hire.experience")
        story.when(short.excepting("hire.experience")).then_recorded(exceptions=["hire.experience"])

    def test_two_years_of_experience_are_enough(self) -> None:
        in_city(BAISHAN).given(someone(BAISHAN)).when(a_hiring(BAISHAN, experience_months=24)).then_recorded()

    def test_no_exception_helps_against_a_must(self) -> None:
        story = in_city(BAISHAN).given(someone(BAISHAN, born="1970-01-01"))
        story.when(a_hiring(BAISHAN).excepting("hire.age")).then_refused("hire.age")

    def test_the_company_signs_the_contract(self) -> None:
        story = in_city(BAISHAN).given(someone(BAISHAN))
        by_union = a_hiring(BAISHAN, legal_employer=COUNTY)
        story.when(by_union).then_refused("hire.purchased_post_employer", "hire.contracting_company")

    def test_recruitment_is_open(self) -> None:
        story = in_city(BAISHAN).given(someone(BAISHAN))
        for procedure in ({**PROCEDURE, "kind": "appointment"}, without("notice_number")):
            story.when(a_hiring(BAISHAN, procedure=procedure)).then_refused("hire.open_recruitment_local")

    @pytest.mark.parametrize("left_out", ["examination_on", "publicity_to"])
    def test_the_test_and_the_public_notice_are_on_record(self, left_out: str) -> None:
        story = in_city(BAISHAN).given(someone(BAISHAN))
        story.when(a_hiring(BAISHAN, procedure=without(left_out))).then_refused("hire.steps_on_record")

    @pytest.mark.parametrize("digest", [None, "0" * 64])
    def test_the_file_of_the_procedure_is_counted_and_never_asked_for(self, digest: str | None) -> None:
        procedure = {**PROCEDURE, **({"evidence_sha256": digest} if digest else {})}
        story = in_city(BAISHAN).given(someone(BAISHAN))
        story.when(a_hiring(BAISHAN, procedure=procedure)).then_recorded()
        assert ("hire.procedure_file" in encouragements(story)) is (digest is not None)

    @pytest.mark.parametrize("office", ["recusal_check", "回避审查", "组织部"])
    def test_a_recorded_recusal_check_is_counted(self, office: str) -> None:
        story = in_city(BAISHAN).given(someone(BAISHAN))
        approval = {"principal": "approver_1", "office": office, "at": "2023-02-20T01:00:00Z"}
        story.when(a_hiring(BAISHAN).approved(approval)).then_recorded()
        assert ("hire.recusal_checked" in encouragements(story)) is (office != "组织部")

    @pytest.mark.parametrize(("hours", "accepted"), [(40, True), (25, True), (24, False)])
    def test_the_post_is_full_time(self, hours: int, *, accepted: bool) -> None:
        outcome = in_city(BAISHAN).given(someone(BAISHAN)).when(a_hiring(BAISHAN, weekly_hours=hours))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("hire.full_time")

    @pytest.mark.parametrize("category", ["union_chair", "social_worker"])
    def test_professional_chairs_are_outside_the_measure(self, category: str) -> None:
        story = in_city(BAISHAN).with_post(COUNTY, category).given(someone(BAISHAN, born="1970-01-01"))
        outcome = story.when(a_hiring(BAISHAN, post=POST))
        if category == "union_chair":
            outcome.then_recorded()
        else:
            outcome.then_refused("hire.age")

    @pytest.mark.parametrize(
        ("until", "accepted"), [("2026-02-28", True), ("2026-02-27", False), ("2026-03-01", False)]
    )
    def test_the_first_contract_runs_three_years(self, until: str, *, accepted: bool) -> None:
        story = in_city(BAISHAN).given(someone(BAISHAN), a_hiring(BAISHAN))
        outcome = story.when(signed("2023-03-01", until, mode="purchased_post"))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("contract.first_term")


class TestSuzhou:
    @pytest.mark.parametrize(
        "ground", ["union_work_three_years", "model_worker", "labour_medal", "outstanding_union_worker"]
    )
    def test_the_age_is_relaxed_to_forty(self, ground: str) -> None:
        story = in_city(SUZHOU).given(someone(SUZHOU, born="1984-01-01"))
        story.when(a_hiring(SUZHOU)).then_refused("hire.age")
        story.when(a_hiring(SUZHOU, relaxations=[ground])).then_recorded()

    def test_no_further_than_forty(self) -> None:
        story = in_city(SUZHOU).given(someone(SUZHOU, born="1983-03-01"))
        story.when(a_hiring(SUZHOU, relaxations=["model_worker"])).then_refused("hire.age")

    def test_a_relaxation_that_the_city_does_not_know_relaxes_nothing(self) -> None:
        story = in_city(SUZHOU).given(someone(SUZHOU, born="1984-01-01"))
        story.when(a_hiring(SUZHOU, relaxations=["well_known"])).then_refused("hire.age")

    @pytest.mark.parametrize(
        ("priority", "preferred"),
        [
            (["party_member"], True),
            (["social_worker_certificate"], True),
            (["union_social_work"], False),
            ([], False),
        ],
    )
    def test_party_members_and_certificates_are_preferred(
        self, priority: list[str], *, preferred: bool
    ) -> None:
        story = in_city(SUZHOU).given(someone(SUZHOU))
        story.when(a_hiring(SUZHOU, priority=priority)).then_recorded()
        assert ("hire.preferred" in encouragements(story)) is preferred


class TestTianshui:
    @pytest.mark.parametrize(("host", "accepted"), [(CITY, False), (COUNTY, True), (STREET, True)])
    def test_whoever_is_recruited_works_below_the_city(self, host: str, *, accepted: bool) -> None:
        story = in_city(TIANSHUI).given(someone(TIANSHUI))
        outcome = story.when(a_hiring(TIANSHUI, host=host))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("hire.assigned_below_city")

    @pytest.mark.parametrize(
        ("parts", "accepted"),
        [
            ({"probation": "2000"}, True),
            ({"probation": "2000.00", "social_insurance": "800"}, True),
            ({"probation": "1999.99"}, False),
            ({"base": "4000", "housing_fund": "400"}, True),
        ],
    )
    def test_pay_on_probation_is_as_announced(self, parts: dict[str, str], *, accepted: bool) -> None:
        story = in_city(TIANSHUI).given(someone(TIANSHUI), a_hiring(TIANSHUI))
        outcome = story.when(paid("2023-03-01", **parts))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("pay.probation")

    def test_graduates_of_the_year_are_a_principle(self) -> None:
        story = in_city(TIANSHUI).given(someone(TIANSHUI))
        other = a_hiring(TIANSHUI, priority=[])
        story.when(other).then_refused("hire.graduates")
        story.when(other.excepting("hire.graduates")).then_recorded(exceptions=["hire.graduates"])

    @pytest.mark.parametrize("parent", ["model", "hardship", "laid_off", "migrant"])
    def test_children_of_certain_workers_need_not_be(self, parent: str) -> None:
        story = in_city(TIANSHUI).given(someone(TIANSHUI))
        relaxed = a_hiring(TIANSHUI, priority=[], relaxations=[f"child_of_{parent}_worker"])
        story.when(relaxed).then_recorded()

    @pytest.mark.parametrize(
        ("probation", "accepted"),
        [("2023-04-30", True), ("2023-04-29", False), ("2023-05-01", False), (None, False)],
    )
    def test_the_probation_is_two_months(self, probation: str | None, *, accepted: bool) -> None:
        story = in_city(TIANSHUI).given(someone(TIANSHUI), a_hiring(TIANSHUI))
        outcome = story.when(signed("2023-03-01", "2026-02-28", probation))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("contract.probation_local")
