"""Mergers: the organisation ends, the tree goes on below the one that it merged into (R1)."""

from datetime import date

import pytest

from domain.reading import Reading
from domain.world import reaches
from tests.memory import Desk, Said, say
from tests.specification import AGENCY, CITY, COUNTY, organisation_id
from tests.unit.domain.organisation.support import cite, corrected, founded, on, refused, rescinded

DISTRICT = organisation_id("district union")
STREET = organisation_id("street union")
OTHER_CITY = organisation_id("other city union")


def merged(into: str, day: str = "2020-01-01", label: str = "merger") -> Said:
    return say("organisation.merged", day, label, into=into)


def town() -> Desk:
    """The county and a district under the city, a street under the county; another city beside it."""
    desk = Desk()
    founded(desk, DISTRICT)
    founded(desk, STREET, parent=COUNTY)
    founded(desk, OTHER_CITY, parent=None)
    return desk


def path(desk: Desk, of: str, day: str) -> list[str]:
    found = Reading(desk.ledger, desk.shelf).path(of, date.fromisoformat(day))
    return [one.organisation_id for one in found]


def sees(desk: Desk, scope: str, of: str, day: str, today: str = "2025-01-01") -> bool:
    reading = Reading(desk.ledger, desk.shelf)
    return reaches(reading, scope, of, date.fromisoformat(day), date.fromisoformat(today))


def test_the_organisation_ends_and_says_into_which() -> None:
    desk = town()
    desk.do(merged(DISTRICT), stream_id=COUNTY)
    assert on(desk, "2019-12-31").active
    assert on(desk, "2019-12-31").merged_into is None
    assert on(desk, "2020-01-01").merged_into == DISTRICT
    assert on(desk, "2020-01-01").dissolved_on == date(2020, 1, 1)
    renaming = say("organisation.renamed", "2020-02-01", name="别名")
    assert refused(desk, renaming) == "impossible.organisation_dissolved"


@pytest.mark.requirement("R1")
def test_what_stood_below_it_stands_below_the_other_from_that_day() -> None:
    desk = town()
    desk.do(merged(DISTRICT), stream_id=COUNTY)
    assert path(desk, STREET, "2019-12-31") == [STREET, COUNTY, CITY]
    assert path(desk, STREET, "2020-01-01") == [STREET, COUNTY, DISTRICT, CITY]


def test_the_union_that_goes_on_manages_whoever_is_engaged_there() -> None:
    desk = town()
    desk.do(merged(DISTRICT), stream_id=COUNTY)
    reading = Reading(desk.ledger, desk.shelf)
    before, after = (reading.managing_union(COUNTY, date(2019 + year, 1, 1)) for year in (0, 1))
    assert before is not None
    assert before.organisation_id == COUNTY
    assert after is not None
    assert after.organisation_id == DISTRICT


def test_what_is_no_union_to_merge_into_is_refused() -> None:
    desk = town()
    assert refused(desk, merged(COUNTY)) == "impossible.organisation_cycle"
    assert refused(desk, merged(STREET)) == "impossible.organisation_cycle"
    assert refused(desk, merged(organisation_id("nowhere"))) == "impossible.organisation_unknown"
    desk.do(say("organisation.dissolved", "2019-01-01", reason_code="closed"), stream_id=DISTRICT)
    assert refused(desk, merged(DISTRICT)) == "impossible.organisation_unknown"


@pytest.mark.requirement("R1", shows="refusal")
def test_a_merger_that_would_make_a_circle_later_is_refused() -> None:
    desk = town()
    desk.do(say("organisation.reparented", "2021-01-01", parent=COUNTY), stream_id=DISTRICT)
    assert refused(desk, merged(DISTRICT)) == "impossible.organisation_cycle"


def test_nothing_is_moved_below_what_has_merged_into_it() -> None:
    desk = town()
    desk.do(merged(DISTRICT), stream_id=COUNTY)
    moved = say("organisation.reparented", "2021-01-01", parent=STREET)
    assert refused(desk, moved, of=DISTRICT) == "impossible.organisation_cycle"


def test_a_merger_is_corrected_and_rescinded() -> None:
    desk = town()
    desk.do(merged(DISTRICT), stream_id=COUNTY)
    desk.do(corrected("merger", merged(DISTRICT, "2020-07-01")), stream_id=COUNTY)
    assert on(desk, "2020-06-30").active
    assert not on(desk, "2020-07-01").active
    desk.do(rescinded("merger"), stream_id=COUNTY)
    assert on(desk, "2020-07-01").active


def test_the_history_of_the_merged_one_comes_into_the_subtree_and_stays_with_those_who_had_it() -> None:
    desk = town()
    assert not sees(desk, DISTRICT, COUNTY, "2019-01-01")
    desk.do(merged(DISTRICT), stream_id=COUNTY)
    for of in (COUNTY, STREET):
        assert sees(desk, DISTRICT, of, "2019-01-01")
        assert sees(desk, DISTRICT, of, "2021-01-01")
        assert not sees(desk, AGENCY, of, "2019-01-01")
        assert sees(desk, CITY, of, "2019-01-01")
    assert sees(desk, COUNTY, STREET, "2021-01-01")
    assert not sees(desk, STREET, COUNTY, "2019-01-01")


def test_a_merger_of_the_future_opens_nothing_yet() -> None:
    desk = town()
    desk.do(merged(DISTRICT), stream_id=COUNTY)
    assert not sees(desk, DISTRICT, COUNTY, "2019-01-01", today="2019-12-31")
    assert sees(desk, DISTRICT, COUNTY, "2019-01-01", today="2020-01-01")


def test_where_the_absorbing_union_moves_later_takes_its_own_days_along_and_not_the_history() -> None:
    desk = town()
    desk.do(merged(DISTRICT), stream_id=COUNTY)
    desk.do(say("organisation.reparented", "2022-01-01", parent=OTHER_CITY), stream_id=DISTRICT)
    assert not sees(desk, OTHER_CITY, COUNTY, "2019-01-01")
    assert not sees(desk, OTHER_CITY, COUNTY, "2021-12-31")
    assert sees(desk, OTHER_CITY, COUNTY, "2022-01-01")
    assert not sees(desk, CITY, COUNTY, "2022-01-01")


def test_a_merger_into_what_merged_later_is_followed_all_the_way() -> None:
    desk = town()
    desk.do(merged(DISTRICT), stream_id=COUNTY)
    desk.do(merged(OTHER_CITY, "2021-01-01", "second"), stream_id=DISTRICT)
    assert sees(desk, OTHER_CITY, COUNTY, "2019-01-01")
    assert sees(desk, OTHER_CITY, STREET, "2020-06-01")
    assert path(desk, STREET, "2021-01-01") == [STREET, COUNTY, DISTRICT, OTHER_CITY]


def test_a_body_that_runs_a_union_together_with_it_reads_the_days_of_the_agreement() -> None:
    desk = town()
    terms = {"with_body": "示例公司", "organisation": AGENCY, "duties": ["mediation"]}
    desk.do(say("organisation.co_management_agreed", "2020-01-01", "agreed", **terms), stream_id=COUNTY)
    ended = say("organisation.co_management_ended", "2021-01-01", agreement=cite("agreed"))
    desk.do(ended, stream_id=COUNTY)
    days = ("2019-12-31", "2020-01-01", "2020-12-31", "2021-01-01")
    for of in (COUNTY, STREET):
        assert [sees(desk, AGENCY, of, day) for day in days] == [False, True, True, False]
    assert not sees(desk, AGENCY, CITY, "2020-06-01")
