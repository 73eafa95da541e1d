"""The staffing norm (R35): every row of the policy's sentence, what is unknown, zones, and who counts as there."""

from collections.abc import Mapping
from typing import Any

import pytest

from domain.errors import Refused
from domain.organisation.statistics import statistics_on
from domain.reports.establishment import Norm, norm, verdict
from domain.rulebook.staffing import Staffing
from tests.memory import event_id, say
from tests.unit.domain.reports.town import Town, organisation

POLICY = Staffing(base_workers=2000, step_workers=3000)


@pytest.mark.requirement("R35")
@pytest.mark.parametrize(
    ("workers", "low", "headline", "high"),
    [
        (0, 0, 0, 0),
        (1, 1, 1, 1),
        (1999, 1, 1, 1),
        (2000, 1, 1, 1),
        (2001, 1, 1, 2),
        (2999, 1, 1, 2),
        (3000, 1, 1, 2),
        (3001, 1, 2, 2),
        (5000, 1, 2, 2),
        (5001, 1, 2, 3),
        (6000, 2, 2, 3),
        (6001, 2, 3, 3),
        (9000, 3, 3, 4),
    ],
)
def test_the_norm_by_its_three_readings(workers: int, low: int, headline: int, high: int) -> None:
    assert norm(workers, POLICY) == Norm(low, headline, high)


def test_more_workers_never_give_fewer_and_the_readings_keep_their_order() -> None:
    before = Norm(0, 0, 0)
    for workers in range(20_000):
        now = norm(workers, POLICY)
        assert now.low <= now.headline <= now.high
        assert all(new >= old for new, old in zip(now, before, strict=True)), workers
        before = now


@pytest.mark.parametrize(
    ("actual", "told"),
    [(0, "short"), (1, "within"), (2, "within"), (3, "within"), (4, "above")],
)
def test_short_is_under_the_lowest_and_above_over_the_highest(actual: int, told: str) -> None:
    assert verdict(actual, norm(5001, POLICY)) == told


@pytest.fixture
def town() -> Town:
    town = Town()
    town.organisation("street")
    return town


def staffing(town: Town, on: str = "2024-06-30", **within: Any) -> Mapping[str, dict[str, Any]]:
    rows = town.report("staffing", on, **within)
    return {row["organisation"]: row for row in rows}


@pytest.mark.requirement("R35", shows="report")
def test_a_street_with_its_count_its_rule_and_the_age_of_both(town: Town) -> None:
    town.counted("street", 5001)
    town.hired("甲", "street")
    row = staffing(town)[organisation("street")]
    assert (row["low"], row["headline"], row["high"]) == (1, 2, 3)
    assert (row["norm"], row["reading"], row["actual"], row["status"]) == (2, "headline", 1, "within")
    assert (row["data_on"], row["data_age_days"]) == ("2023-12-31", 182)
    assert (row["rule_of"], row["rule_document"], row["rule_since"]) == (
        "CN",
        "总工发〔2016〕37号",
        "2010-01-01",
    )
    assert row["book_position"] >= 0


def test_without_a_count_it_is_unknown_and_never_one(town: Town) -> None:
    row = staffing(town)[organisation("street")]
    assert (row["norm"], row["status"], row["why"], row["data_on"]) == (None, "unknown", "no_count", None)
    town.counted("street", None, enterprises=12)
    assert staffing(town)[organisation("street")]["status"] == "unknown"


def test_no_workers_ask_for_nobody(town: Town) -> None:
    town.counted("street", 0)
    row = staffing(town)[organisation("street")]
    assert (row["norm"], row["actual"], row["status"]) == (0, 0, "within")


def test_the_latest_count_by_the_day_counts(town: Town) -> None:
    town.counted("street", 9000, "2023-12-31")
    town.counted("street", 2000, "2022-12-31")
    assert staffing(town)[organisation("street")]["workers"] == 9000
    assert staffing(town, "2023-12-30")[organisation("street")]["workers"] == 2000
    assert staffing(town, "2022-12-30")[organisation("street")]["workers"] is None


def test_the_workers_of_a_zone_are_not_counted_twice(town: Town) -> None:
    town.organisation("zone")
    town.counted("street", 9000)
    town.counted("zone", 3500, inside="street")
    rows = staffing(town)
    street, zone = rows[organisation("street")], rows[organisation("zone")]
    assert (street["workers"], street["counted"], street["norm"]) == (9000, 5500, 2)
    assert (zone["counted"], zone["norm"]) == (3500, 2)
    assert street["counted"] + zone["counted"] == street["workers"]


def test_a_zone_outside_what_is_asked_for_is_taken_out_all_the_same(town: Town) -> None:
    town.organisation("zone")
    town.counted("street", 9000)
    town.counted("zone", 3500, inside="street")
    [street] = staffing(town, within=["street"]).values()
    assert street["counted"] == 5500


def test_a_zone_without_a_count_stays_in_the_whole(town: Town) -> None:
    town.organisation("zone")
    town.counted("street", 9000)
    town.counted("zone", None, enterprises=40, inside="street")
    rows = staffing(town)
    assert rows[organisation("street")]["counted"] == 9000
    assert rows[organisation("zone")]["status"] == "unknown"


def test_zones_with_more_workers_than_the_whole_leave_it_unknown(town: Town) -> None:
    town.organisation("zone")
    town.counted("street", 1000)
    town.counted("zone", 3500, inside="street")
    row = staffing(town)[organisation("street")]
    assert (row["counted"], row["status"], row["why"]) == (None, "unknown", "zones_exceed")


def test_a_zone_that_lies_elsewhere_since_counts_there(town: Town) -> None:
    town.organisation("zone")
    town.counted("street", 9000)
    town.counted("zone", 3500, "2022-12-31", inside="street")
    town.counted("zone", 3600, "2023-12-31")
    assert staffing(town)[organisation("street")]["counted"] == 9000


def test_everybody_counts_once_where_the_work_is_done(town: Town) -> None:
    """A secondee counts at the host, a purchased worker at the host, a concurrent post nowhere else."""
    town.organisation("other")
    town.organisation("society", kind="social_organisation", level="city")
    for name in ("street", "other"):
        town.counted(name, 5001)
    town.hired("甲", "street")
    abroad = {
        "host": organisation("other"),
        "kind": "secondment",
        "direction": "across",
        "until": "2024-12-31",
    }
    town.of("甲", "worker.secondment_started", "2024-01-01", **abroad)
    town.hired("乙", "street", mode="purchased_service", legal_employer=organisation("society"))
    town.hired("丙", "street")
    office = {"office": "vice_chair", "union": organisation("other"), "full_time": False}
    town.of("丙", "worker.concurrent_post_taken", "2024-01-01", **office)
    rows = staffing(town)
    assert (rows[organisation("street")]["actual"], rows[organisation("other")]["actual"]) == (2, 1)
    before = staffing(town, "2023-12-31")
    assert (before[organisation("street")]["actual"], before[organisation("other")]["actual"]) == (3, 0)


def test_the_norm_is_about_street_unions_alone(town: Town) -> None:
    town.organisation("enterprise", kind="enterprise_union", level="enterprise")
    town.counted("enterprise", 9000)
    town.counted("city", 900_000)
    assert set(staffing(town)) == {organisation("street")}


def test_a_province_chooses_the_reading(town: Town) -> None:
    town.enact("220000", "2024-01-01", staffing={"reading": "high"})
    town.counted("street", 5001)
    row = staffing(town)[organisation("street")]
    assert (row["reading"], row["norm"]) == ("high", 3)
    assert (row["rule_of"], row["rule_document"]) == ("220000", "示例〔2024〕1号")
    assert staffing(town, "2023-12-31")[organisation("street")]["norm"] == 2


def test_the_thresholds_are_the_books_own(town: Town) -> None:
    town.enact("220600", "2024-01-01", staffing={"base_workers": 1000, "step_workers": 1000})
    town.counted("street", 2001)
    row = staffing(town)[organisation("street")]
    assert (row["low"], row["headline"], row["high"]) == (2, 3, 3)


@pytest.mark.parametrize("values", [{"base_workers": 4000}, {"step_workers": 1000}, {"step_workers": 0}])
def test_a_norm_whose_readings_would_cross_is_no_rulebook(town: Town, values: dict[str, int]) -> None:
    with pytest.raises(Refused) as refused:
        town.enact("220600", "2024-01-01", staffing=values)
    assert "/settings/staffing" in refused.value.refusals[0].en


def test_what_is_no_more_has_no_norm(town: Town) -> None:
    town.counted("street", 5001)
    town.do(say("organisation.dissolved", "2024-03-01", reason_code="merged"), organisation("street"))
    assert staffing(town, "2024-02-29")
    assert not staffing(town, "2024-03-01")


def test_what_was_reported_later_was_not_known_before(town: Town) -> None:
    town.counted("street", 5001)
    known = len(town.desk.ledger.log) - 1
    town.counted("street", 9000, "2024-03-31")
    asked = town.asked("2024-06-30")
    state = asked.reading.organisation_timeline(organisation("street")).known_at(known).as_of(asked.on)
    assert state is not None
    found = statistics_on(state, asked.on)
    assert found is not None
    assert found.workers == 5001


def test_a_corrected_count_counts_anew(town: Town) -> None:
    town.counted("street", 9000)
    said = {"on": "2023-12-31", "workers": 2000}
    correction = say(
        "event.corrected",
        "2024-02-01",
        "correct",
        target=str(event_id("counted street 2023-12-31")),
        type="organisation.statistics_reported",
        effective_on="2023-12-31",
        data=said,
    )
    town.do(correction, organisation("street"))
    row = staffing(town)[organisation("street")]
    assert (row["workers"], row["norm"]) == (2000, 1)
    assert len(row["rests_on"]) == 3, "the registration, the count and its correction"
