"""Statutory retirement by month of birth: the published table of the reform of 2025, and what its flexibility allows."""

from datetime import date

import pytest

from domain.rulebook.drafts import DraftRefused, read_draft
from domain.rulebook.retirement import retirement, retirement_day, track_of
from domain.rulebook.settings import Settings
from tests.unit.domain.rulebook.steps import hired, registered, retired
from tests.unit.domain.rulebook.story import Story, book, bundled_book, nowhere_special

TRACKS = Settings(bundled_book("CN").settings).retirement

PUBLISHED = [
    # track, born in, age reached (years, months), retires in: from the table annexed to the decision
    ("man", "1964-12", (60, 0), "2024-12"),
    ("man", "1965-01", (60, 1), "2025-02"),
    ("man", "1965-04", (60, 1), "2025-05"),
    ("man", "1965-05", (60, 2), "2025-07"),
    ("man", "1965-08", (60, 2), "2025-10"),
    ("man", "1965-09", (60, 3), "2025-12"),
    ("man", "1965-12", (60, 3), "2026-03"),
    ("man", "1966-01", (60, 4), "2026-05"),
    ("man", "1970-12", (61, 6), "2032-06"),
    ("man", "1976-08", (62, 11), "2039-07"),
    ("man", "1976-09", (63, 0), "2039-09"),
    ("man", "1976-12", (63, 0), "2039-12"),
    ("man", "1990-06", (63, 0), "2053-06"),
    ("woman_55", "1969-12", (55, 0), "2024-12"),
    ("woman_55", "1970-01", (55, 1), "2025-02"),
    ("woman_55", "1970-04", (55, 1), "2025-05"),
    ("woman_55", "1970-05", (55, 2), "2025-07"),
    ("woman_55", "1981-08", (57, 11), "2039-07"),
    ("woman_55", "1981-09", (58, 0), "2039-09"),
    ("woman_55", "1982-01", (58, 0), "2040-01"),
    ("woman_50", "1974-12", (50, 0), "2024-12"),
    ("woman_50", "1975-01", (50, 1), "2025-02"),
    ("woman_50", "1975-02", (50, 1), "2025-03"),
    ("woman_50", "1975-03", (50, 2), "2025-05"),
    ("woman_50", "1975-12", (50, 6), "2026-06"),
    ("woman_50", "1984-10", (54, 11), "2039-09"),
    ("woman_50", "1984-11", (55, 0), "2039-11"),
    ("woman_50", "1985-01", (55, 0), "2040-01"),
]


class TestStatutoryDay:
    @pytest.mark.parametrize(("track", "born", "age", "month"), PUBLISHED)
    def test_follows_the_published_table(
        self, track: str, born: str, age: tuple[int, int], month: str
    ) -> None:
        for day in ("01", "15", "28"):
            found = retirement_day(date.fromisoformat(f"{born}-{day}"), track, TRACKS)
            assert found == date.fromisoformat(f"{month}-{day}")
        year, months = divmod(int(born[:4]) * 12 + int(born[5:]) - 1 + age[0] * 12 + age[1], 12)
        assert f"{year}-{months + 1:02}" == month, "the table's own two columns agree"

    def test_is_the_last_of_a_month_that_has_no_such_day(self) -> None:
        assert retirement_day(date(1965, 1, 31), "man", TRACKS) == date(2025, 2, 28)
        assert retirement_day(date(1965, 3, 31), "man", TRACKS) == date(2025, 4, 30)

    def test_never_comes_earlier_for_who_is_born_later(self) -> None:
        for track in TRACKS:
            days = [
                retirement_day(date(year, month, 1), track, TRACKS)
                for year in range(1960, 1995)
                for month in range(1, 13)
            ]
            assert days == sorted(set(days))


class TestFlexibility:
    def test_is_three_years_either_way(self) -> None:
        found = retirement(date(1990, 6, 15), "man", TRACKS)
        assert found.earliest == date(2050, 6, 15)
        assert found.statutory == date(2053, 6, 15)
        assert found.latest == date(2056, 6, 15)

    def test_never_goes_under_the_age_before_the_reform(self) -> None:
        found = retirement(date(1966, 1, 10), "man", TRACKS)
        assert found.earliest == date(2026, 1, 10), "60 years, four months early"
        assert found.latest == date(2029, 5, 10)
        assert retirement(date(1985, 1, 1), "woman_50", TRACKS).earliest == date(2037, 1, 1), "52, not 50"


class TestTrack:
    @pytest.mark.parametrize(
        ("sex", "mode", "track"),
        [
            ("1", "union_organ", "man"),
            ("1", "purchased_post", "man"),
            ("2", "union_organ", "woman_55"),
            ("2", "union_institution", "woman_55"),
            ("2", "direct_hire", "woman_50"),
            ("2", "purchased_post", "woman_50"),
            ("2", "purchased_service", "woman_50"),
            ("0", "direct_hire", None),
            ("9", "direct_hire", None),
        ],
    )
    def test_follows_sex_and_mode(self, sex: str, mode: str, track: str | None) -> None:
        assert track_of(sex, mode, TRACKS) == track

    def test_a_province_may_put_women_on_another(self) -> None:
        members = bundled_book("CN").settings["retirement"]
        moved = {
            "woman_50": {**members["woman_50"], "modes": ["purchased_service"]},
            "woman_55": {**members["woman_55"], "modes": ["direct_hire", "purchased_post"]},
        }
        story = nowhere_special().under(jurisdiction="220000", retirement=moved)
        tracks = story.book("220200").settings.retirement
        assert track_of("2", "direct_hire", tracks) == "woman_55"
        assert track_of("2", "purchased_service", tracks) == "woman_50"
        assert track_of("1", "direct_hire", tracks) == "man"

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"modes": ["dispatch"]}, "/settings/retirement/man/modes"),
            ({"target_age": 59}, "/settings/retirement/man/target_age"),
            ({"pace_months": 0}, "/settings/retirement/man/pace_months"),
            ({"sex": "3"}, "/settings/retirement/man/sex"),
        ],
    )
    def test_a_wrong_one_is_no_book(self, change: dict[str, object], field: str) -> None:
        track = {**bundled_book("CN").settings["retirement"]["man"], **change}
        with pytest.raises(DraftRefused) as refused:
            read_draft(book("220600", retirement={"man": track}))
        assert [problem.field for problem in refused.value.problems] == [field]


def worker(born: str, sex: str = "1", mode: str = "direct_hire") -> Story:
    person = {"birth_on": born, "sex": sex}
    return nowhere_special().given(registered(person=person), hired("2012-03-01", mode))


def told(notified_on: str | None) -> dict[str, str]:
    """The day of the notice, where there was one."""
    return {"notified_on": notified_on} if notified_on else {}


class TestRetiring:
    """Born 10 January 1966: 60 years and four months on 10 May 2026, at the earliest 60 years on 10 January."""

    @pytest.mark.requirement("R96", shows="refusal")
    @pytest.mark.parametrize(
        ("on", "rule"), [("2026-05-09", "retirement.statutory"), ("2026-05-10", None), ("2026-06-01", None)]
    )
    def test_at_the_statutory_age(self, on: str, rule: str | None) -> None:
        outcome = worker("1966-01-10").when(retired(on))
        outcome.then_refused(rule, clause="延迟法定退休年龄") if rule else outcome.then_recorded()

    @pytest.mark.parametrize(
        ("on", "notified", "rules"),
        [
            ("2026-01-09", "2025-10-09", ["retirement.early"]),
            ("2026-01-10", "2025-10-10", []),
            ("2026-01-10", "2025-10-11", ["retirement.early_notice"]),
            ("2026-01-10", None, ["retirement.early_notice"]),
            ("2026-05-09", "2026-02-09", []),
            ("2026-05-10", "2026-02-10", ["retirement.early"]),
        ],
    )
    def test_early_by_notice(self, on: str, notified: str | None, rules: list[str]) -> None:
        outcome = worker("1966-01-10").when(retired(on, "early", **told(notified)))
        outcome.then_refused(*rules, clause="人社部发〔2024〕94号") if rules else outcome.then_recorded()

    @pytest.mark.parametrize(
        ("on", "agreed", "rules"),
        [
            ("2026-05-10", "2026-04-10", ["retirement.delayed"]),
            ("2026-05-11", "2026-04-10", []),
            ("2026-05-11", "2026-04-11", ["retirement.delay_notice"]),
            ("2029-05-10", "2026-04-10", []),
            ("2029-05-11", "2026-04-10", ["retirement.delayed"]),
        ],
    )
    def test_late_by_agreement(self, on: str, agreed: str, rules: list[str]) -> None:
        outcome = worker("1966-01-10").when(retired(on, "delayed", **told(agreed)))
        outcome.then_refused(*rules, clause="人社部发〔2024〕94号") if rules else outcome.then_recorded()

    def test_without_notice_is_recorded_as_a_breach_when_it_happened(self) -> None:
        done = retired("2026-04-01", "early").already_done()
        worker("1966-01-10").when(done).then_recorded(breaches=["retirement.early_notice"])

    def test_for_illness_at_any_age(self) -> None:
        worker("1980-01-10").when(retired("2026-05-10", "illness")).then_recorded()

    def test_by_engagement_mode_for_women(self) -> None:
        worker("1975-01-10", "2").when(retired("2025-02-10")).then_recorded()
        worker("1975-01-10", "2", "union_organ").when(retired("2025-02-10")).then_refused(
            "retirement.statutory"
        )

    def test_is_not_judged_by_the_reform_before_it_held(self) -> None:
        worker("1966-01-10").when(retired("2024-12-31")).then_recorded()

    def test_of_somebody_of_unknown_sex_is_not_computed(self) -> None:
        worker("1990-01-10", "9").when(retired("2026-05-10")).then_recorded()
