"""Lists of the labour contract law: both boundary days of each, told by histories counted by hand."""

from typing import Any

import pytest

from domain.hidden import Disclosure
from domain.reports.career import Row
from tests.unit.domain.reports.support import listed, report
from tests.unit.domain.rulebook.steps import (
    adopted,
    assessed,
    back,
    confirmed,
    contract_ended,
    contract_extended,
    hired,
    moved,
    not_renewed,
    on_leave,
    registered,
    renewed,
    retired,
    separated,
    signed,
)
from tests.unit.domain.rulebook.story import COUNTY, INSTITUTION, WORKER, Step, Story, nowhere_special


def working(*steps: Step, since: str = "2022-03-01", mode: str = "direct_hire", **person: str) -> Story:
    who = {"birth_on": "1990-06-15", "sex": "2", **person}
    return nowhere_special().given(registered(person=who), hired(since, mode), *steps)


def told(row: Row, *members: str) -> tuple[Any, ...]:
    return tuple(row[member] for member in members)


class TestDoublePay:
    """At work from 1 March 2022: a month is full on 1 April, a year on 1 March 2023."""

    @pytest.mark.requirement("R94", shows="report")
    def test_runs_from_the_day_after_one_full_month(self) -> None:
        story = working()
        assert report(story, "double_pay", "2022-04-01") == []
        (row,) = report(story, "double_pay", "2022-04-02")
        assert told(row, "since", "until", "days", "running") == ("2022-04-02", "2022-04-02", 1, True)
        assert told(row, "employer", "what", "without_since") == (COUNTY, "not_signed", "2022-03-01")

    @pytest.mark.parametrize(
        ("first", "month_full", "owed_from"),
        [
            ("2022-01-30", "2022-02-28", "2022-03-01"),
            ("2022-01-31", "2022-02-28", "2022-03-01"),
            ("2024-01-31", "2024-02-29", "2024-03-01"),
            ("2022-12-15", "2023-01-15", "2023-01-16"),
        ],
    )
    def test_a_month_is_full_on_the_same_day_or_the_month_s_last(
        self, first: str, month_full: str, owed_from: str
    ) -> None:
        story = working(since=first)
        assert report(story, "double_pay", month_full) == []
        assert report(story, "double_pay", owed_from)[0]["since"] == owed_from

    def test_ends_on_the_day_before_the_contract(self) -> None:
        (row,) = report(working(signed("2022-06-15", "2025-06-14")), "double_pay", "2023-06-01")
        assert told(row, "since", "until", "days", "running") == ("2022-04-02", "2022-06-14", 74, False)
        assert len(row["rests_on"]) == 2

    def test_none_is_owed_when_signed_within_the_month_and_one_day_on_the_next(self) -> None:
        in_time = working(signed("2022-04-01", "2025-03-31"))
        assert report(in_time, "double_pay", "2022-12-31") == []
        assert report(working(signed("2022-04-02", "2025-04-01")), "double_pay", "2022-12-31") == []
        (row,) = report(working(signed("2022-04-03", "2025-04-02")), "double_pay", "2022-12-31")
        assert told(row, "since", "until", "days") == ("2022-04-02", "2022-04-02", 1)

    def test_ends_on_the_day_before_a_full_year(self) -> None:
        (row,) = report(working(), "double_pay", "2023-02-28")
        assert told(row, "until", "days", "running") == ("2023-02-28", 333, True)
        for on in ("2023-03-01", "2024-01-01"):
            (row,) = report(working(), "double_pay", on)
            assert told(row, "until", "days", "running") == ("2023-02-28", 333, False)

    def test_starts_again_where_the_worker_stays_after_the_term(self) -> None:
        story = working(signed(until="2023-02-28"))
        assert report(story, "double_pay", "2023-04-01") == []
        (row,) = report(story, "double_pay", "2023-04-02")
        assert told(row, "what", "since", "without_since") == ("term_over", "2023-04-02", "2023-03-01")
        late = working(signed(until="2023-02-28"), renewed("2023-05-01", "2024-04-30"))
        (row,) = report(late, "double_pay", "2023-12-31")
        assert told(row, "since", "until", "running") == ("2023-04-02", "2023-04-30", False)

    def test_starts_again_after_a_contract_was_ended_early(self) -> None:
        story = working(signed(until="2025-02-28"), contract_ended("2023-03-01", "agreed"))
        (row,) = report(story, "double_pay", "2023-04-02")
        assert told(row, "what", "since") == ("ended", "2023-04-02")

    def test_none_runs_after_a_separation(self) -> None:
        story = working(separated("2022-05-01"))
        (row,) = report(story, "double_pay", "2022-12-31")
        assert told(row, "since", "until", "running") == ("2022-04-02", "2022-04-30", False)
        assert report(working(separated("2022-04-02")), "double_pay", "2022-12-31") == []

    def test_those_at_work_when_the_law_came_had_a_month_from_then(self) -> None:
        (row,) = report(working(since="2005-06-01"), "double_pay", "2010-01-01")
        assert told(row, "without_since", "since", "until") == ("2008-01-01", "2008-02-02", "2008-12-31")

    def test_a_new_employer_signs_within_a_month_too(self) -> None:
        story = working(signed(), moved("2023-01-10", legal_employer=INSTITUTION))
        assert report(story, "double_pay", "2023-02-10") == []
        (row,) = report(story, "double_pay", "2023-02-11")
        assert told(row, "employer", "since") == (INSTITUTION, "2023-02-11")

    @pytest.mark.parametrize("mode", ["union_organ", "union_institution"])
    def test_is_of_labour_contracts_only(self, mode: str) -> None:
        assert report(working(mode=mode), "double_pay", "2022-12-31") == []

    def test_a_period_asks_for_the_days_that_fall_into_it(self) -> None:
        story = working(signed("2022-06-15", "2025-06-14"))
        for since, until, found in (
            ("2022-01-01", "2022-04-01", 0),
            ("2022-01-01", "2022-04-02", 1),
            ("2022-06-14", "2022-12-31", 1),
            ("2022-06-15", "2022-12-31", 0),
        ):
            assert len(report(story, "double_pay", "2022-12-31", since=since, until=until)) == found

    def test_none_is_owed_while_the_law_puts_the_end_off(self) -> None:
        story = working(signed(until="2023-02-28"), on_leave("2023-02-01", protected=True))
        assert report(story, "double_pay", "2024-01-01") == []
        story.given(back("2023-07-01"))
        assert report(story, "double_pay", "2023-08-01") == []
        (row,) = report(story, "double_pay", "2023-08-02")
        assert told(row, "without_since", "since") == ("2023-07-01", "2023-08-02")

    def test_a_leave_that_began_after_the_term_puts_nothing_off(self) -> None:
        story = working(signed(until="2023-02-28"), on_leave("2023-03-01", protected=True))
        assert report(story, "double_pay", "2023-04-02")[0]["since"] == "2023-04-02"

    def test_who_may_not_see_health_is_told_that_it_was_not_looked_at(self) -> None:
        story = working(signed(until="2023-02-28"), on_leave("2023-02-01", protected=True))
        (row,) = report(story, "double_pay", "2023-06-01", classes=frozenset({Disclosure.NAME}))
        assert row["untold"] == "hidden"
        story.ledger.erased.add(WORKER)
        (row,) = report(story, "double_pay", "2023-06-01")
        assert row["untold"] == "erased"


class TestDeemedOpenEnded:
    def test_from_the_day_of_the_full_year(self) -> None:
        assert report(working(), "deemed_open_ended", "2023-02-28") == []
        (row,) = report(working(), "deemed_open_ended", "2023-03-01")
        assert told(row, "since", "until", "without_since") == ("2023-03-01", None, "2022-03-01")

    @pytest.mark.parametrize(
        ("signed_on", "deemed"), [("2023-02-28", False), ("2023-03-01", False), ("2023-03-02", True)]
    )
    def test_unless_a_contract_came_by_that_day(self, signed_on: str, *, deemed: bool) -> None:
        story = working(signed(signed_on, "2026-02-28"))
        assert bool(report(story, "deemed_open_ended", "2024-01-01")) is deemed

    def test_until_an_open_ended_one_is_written(self) -> None:
        story = working(signed("2023-09-01", None))
        (row,) = report(story, "deemed_open_ended", "2024-01-01")
        assert told(row, "since", "until") == ("2023-03-01", "2023-08-31")
        (row,) = report(working(separated("2024-01-01")), "deemed_open_ended", "2024-06-01")
        assert row["until"] == "2023-12-31"


class TestOpenEndedDue:
    def third(self, until: str | None = "2025-02-28") -> Story:
        third = renewed("2024-03-01", until, "renewed", "third").citing("assessed")
        return self.before().given(third)

    def before(self) -> Story:
        return working(
            signed(until="2023-02-28"),
            renewed("2023-03-01", "2024-02-29"),
            assessed("2024-01-10", 2023),
            confirmed("2024-01-20"),
        )

    def test_lists_a_third_fixed_term_from_its_first_day(self) -> None:
        story = self.third()
        assert report(story, "open_ended_due", "2024-02-29") == []
        (row,) = report(story, "open_ended_due", "2024-03-01")
        assert told(row, "what", "since", "until", "running") == (
            "contract.open_ended_after_fixed_terms",
            "2024-03-01",
            None,
            True,
        )
        assert "第十四条" in row["clause"]
        assert len(row["rests_on"]) == 3

    def test_until_an_open_ended_one_takes_its_place(self) -> None:
        story = self.third().given(renewed("2025-03-01", None, "third", "fourth"))
        (row,) = report(story, "open_ended_due", "2026-01-01")
        assert told(row, "until", "running") == ("2025-02-28", False)

    def test_not_an_open_ended_one_nor_one_that_the_worker_asked_for(self) -> None:
        assert report(self.third(None), "open_ended_due", "2026-01-01") == []
        rule = "contract.open_ended_after_fixed_terms"
        third = renewed("2024-03-01", "2025-02-28", "renewed", "third").citing("assessed").excepting(rule)
        story = self.before()
        story.when(third).then_recorded(exceptions=[rule])
        assert report(story, "open_ended_due", "2026-01-01") == []

    def test_counts_as_the_court_does_from_september_2025(self) -> None:
        def after(on: str) -> Story:
            return working(
                signed(until="2024-02-29"),
                contract_extended("2024-03-01", "2025-08-30"),
                renewed(on, "2027-08-31"),
            )

        assert report(after("2025-08-31"), "open_ended_due", "2026-01-01") == []
        (row,) = report(after("2025-09-01"), "open_ended_due", "2026-01-01")
        assert row["what"] == "contract.open_ended_by_interpretation"

    def test_after_ten_years_too(self) -> None:
        story = nowhere_special().given(
            registered(),
            adopted("2020-03-01", engaged_since="2012-03-01"),
            signed("2020-03-01", "2022-02-28"),
            renewed("2022-03-01", "2024-02-29"),
        )
        (row,) = report(story, "open_ended_due", "2023-01-01")
        assert row["what"] == "contract.open_ended_after_years"


class TestTermsPutOff:
    def test_from_the_day_after_the_term_while_the_ground_stands(self) -> None:
        story = working(signed(until="2023-02-28"), on_leave("2023-02-01", protected=True))
        assert report(story, "terms_put_off", "2023-02-28") == []
        (row,) = report(story, "terms_put_off", "2023-03-01")
        assert told(row, "what", "since", "until", "grounds") == (
            "term_put_off",
            "2023-03-01",
            None,
            ["leave"],
        )
        story.given(back("2023-07-01"))
        assert len(report(story, "terms_put_off", "2023-06-30")) == 1
        assert report(story, "terms_put_off", "2023-07-01") == []

    def test_near_retirement_until_the_age_is_reached(self) -> None:
        """A man born 10 January 1966 retires on 10 May 2026."""
        story = working(
            signed("2008-03-01", "2023-02-28"), since="2008-03-01", birth_on="1966-01-10", sex="1"
        )
        (row,) = report(story, "terms_put_off", "2026-05-09")
        assert told(row, "until", "grounds") == ("2026-05-09", ["near_retirement"])
        assert report(story, "terms_put_off", "2026-05-10") == []
        assert report(story, "double_pay", "2026-05-10") == []

    def test_an_extension_takes_it_off_the_list(self) -> None:
        story = working(signed(until="2023-02-28"), on_leave("2023-02-01", protected=True))
        story.given(contract_extended("2023-03-01", "2023-06-30", "protected"))
        assert report(story, "terms_put_off", "2023-06-30") == []

    def test_health_is_not_told_to_who_may_not_see_it(self) -> None:
        story = working(signed(until="2023-02-28"), on_leave("2023-02-01", protected=True))
        assert report(story, "terms_put_off", "2023-04-01", classes=frozenset({Disclosure.NAME})) == []


class TestEndings:
    @pytest.mark.requirement("R96", shows="report")
    @pytest.mark.parametrize(
        ("ending", "what"),
        [
            (not_renewed("2025-03-01", "worker"), "worker.contract_not_renewed"),
            (contract_ended("2025-03-01", "agreed"), "worker.contract_ended"),
            (separated("2025-03-01"), "worker.separated"),
            (retired("2025-03-01", "illness"), "worker.retired"),
            (moved("2025-03-01", legal_employer=INSTITUTION), "worker.engagement_changed"),
        ],
    )
    def test_of_every_kind_are_proved_and_kept(self, ending: Step, what: str) -> None:
        """The last day is 28 February: fifteen days on is 15 March, two years on 28 February 2027."""
        story = working(signed(until="2025-02-28"), ending)
        assert report(story, "endings", "2025-02-28") == []
        (row,) = report(story, "endings", "2025-03-01")
        assert told(row, "what", "since", "until") == (what, "2022-03-01", "2025-02-28")
        assert told(row, "transfer_by", "kept_until") == ("2025-03-15", "2027-02-28")
        assert len(row["rests_on"]) == 2

    def test_a_renewed_contract_has_not_ended(self) -> None:
        story = working(signed(until="2023-02-28"), renewed("2023-03-01", "2024-02-29"))
        assert report(story, "endings", "2024-01-01") == []


class TestRetirementReminder:
    """A man born 10 January 1966 retires on 10 May 2026: half a year before is 11 November 2025."""

    def test_opens_in_time_and_stays_until_somebody_acts(self) -> None:
        story = working(birth_on="1966-01-10", sex="1")
        assert "retirement" not in listed(story, "2025-11-10")
        for on, stage, overdue in (
            ("2025-11-11", 180, False),
            ("2026-05-10", 30, False),
            ("2026-05-11", 30, True),
        ):
            item = listed(story, on)["retirement"]
            assert (item.stage, item.overdue) == (stage, overdue)
            assert item.due_on is not None
            assert item.due_on.isoformat() == "2026-05-10"
        story.given(retired("2026-05-10"))
        assert "retirement" not in listed(story, "2026-05-10")

    def test_moves_with_the_mode_of_engagement(self) -> None:
        story = working(birth_on="1975-01-10", sex="2")
        assert "retirement" in listed(story, "2025-01-10")
        story.given(moved("2024-12-01", mode="union_organ"))
        assert "retirement" not in listed(story, "2025-01-10")

    def test_is_for_those_who_may_see_births(self) -> None:
        story = working(birth_on="1966-01-10", sex="1")
        assert "retirement" not in listed(story, "2026-05-01", classes=frozenset({Disclosure.NAME}))
