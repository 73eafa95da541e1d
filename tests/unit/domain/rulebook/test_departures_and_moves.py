"""Who is judged by which book when the host changes, and what the national book asks of a retirement."""

from typing import Any

import pytest

from tests.unit.domain.rulebook.steps import adopted, hired, moved, registered, retired, separated
from tests.unit.domain.rulebook.story import COUNTY, STREET, Step, Story, nowhere_special, rule


def judging(type_name: str) -> Story:
    """The street's own book refuses this type of event; the county's and the city's say nothing about it."""
    never = rule("street.never", judges=[type_name], require="false")
    return nowhere_special().under(never, jurisdiction="220202001")


class TestTheNewHostsBook:
    def test_judges_an_adoption(self) -> None:
        judging("worker.adopted").given(registered()).when(adopted(host=STREET)).then_refused("street.never")
        judging("worker.adopted").given(registered()).when(adopted()).then_recorded()

    def test_judges_a_change_of_engagement(self) -> None:
        story = judging("worker.engagement_changed").given(registered(), hired())
        story.when(moved("2023-01-01", host=STREET)).then_refused("street.never")
        story.when(moved("2023-01-01", mode="union_organ")).then_recorded()

    def test_judges_whoever_comes_from_the_old_one(self) -> None:
        story = judging("worker.engagement_changed").given(registered(), hired(host=STREET))
        story.when(moved("2023-01-01", host=COUNTY)).then_recorded()

    def test_judges_a_hiring_after_the_old_one(self) -> None:
        story = judging("worker.hired").given(
            registered(), adopted("2020-01-01", host=STREET), separated("2021-01-01")
        )
        story.when(hired()).then_recorded()


def test_an_adoption_is_no_hiring_to_the_national_book() -> None:
    story = nowhere_special().given(registered(born="1964-05-01", education="61"))
    story.when(adopted("2022-03-01", engaged_since="2009-01-01")).then_recorded()


class TestEarlyRetirement:
    @pytest.mark.parametrize(
        ("on", "told", "accepted"),
        [
            ("2025-04-01", {"notified_on": "2025-01-01"}, True),
            ("2025-04-01", {"notified_on": "2025-01-02"}, False),
            ("2025-04-01", {}, False),
            ("2024-12-31", {}, True),
        ],
    )
    def test_is_told_three_months_before(self, on: str, told: dict[str, Any], *, accepted: bool) -> None:
        outcome = self.someone().when(retired(on, "early", **told))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("retirement.early_notice", clause="人社部发〔2024〕94号")

    @pytest.mark.parametrize("kind", ["statutory", "delayed", "illness"])
    def test_is_the_only_one_that_is(self, kind: str) -> None:
        self.someone().when(retired("2025-04-01", kind)).then_recorded()

    def test_with_late_notice_that_happened_is_recorded_as_a_breach(self) -> None:
        done = retired("2025-04-01", "early").already_done()
        self.someone().when(done).then_recorded(breaches=["retirement.early_notice"])

    def someone(self, *more: Step) -> Story:
        return nowhere_special().given(registered(born="1964-05-01"), hired(), *more)
