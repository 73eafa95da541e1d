"""Work under a purchase of service (R23): whom it takes, how many, and what ends it."""

from typing import Any

import pytest

from ops.cli.verify import ClaimsOf
from tests.unit.domain.purchase.desk import (
    PURCHASE,
    amended,
    another,
    assigned,
    assignment_ended,
    command,
    corrected,
    ended,
    hired_by_society,
    on_purchase,
    places,
    renewed,
    rescinded,
    signed,
)
from tests.unit.domain.rulebook.steps import hired, moved, registered, separated
from tests.unit.domain.rulebook.story import CITY, COUNTY, SOCIETY, STREET, Story, named, nowhere_special
from tests.unit.domain.worker.support import open_on


def story(**changes: Any) -> Story:
    """A purchase of two places, and a worker of the society hosted at the county."""
    return on_purchase(nowhere_special(), signed(**changes)).given(registered(), hired_by_society())


def test_an_assignment_runs_until_the_day_before_its_end() -> None:
    told = story().and_then(assigned("2023-02-01"), assignment_ended("2023-07-01"))
    days = ("2023-01-31", "2023-02-01", "2023-06-30", "2023-07-01")
    assert [open_on(told, day) for day in days] == [False, True, True, False]


def test_only_a_running_purchase_takes_workers() -> None:
    told = story()
    assert told.when(assigned("2024-01-01")).refusals[0].rule == "impossible.purchase_not_running"
    on_purchase(told, ended("2023-07-01"))
    assert told.when(assigned("2023-07-01")).refusals[0].rule == "impossible.purchase_not_running"
    told.when(assigned("2023-06-30")).then_recorded()


def test_a_purchase_that_nobody_signed_takes_nobody() -> None:
    other = assigned(purchase=f"purchase-{COUNTY.removeprefix('organisation-')}")
    assert story().when(other).refusals[0].rule == "impossible.purchase_not_running"


def test_the_worker_is_the_provider_s_and_works_at_the_buyer_or_below() -> None:
    direct = on_purchase(nowhere_special(), signed()).given(registered(), hired("2023-01-01"))
    assert direct.when(assigned()).refusals[0].rule == "impossible.not_purchased_service"
    elsewhere = on_purchase(nowhere_special(), signed()).given(registered(), hired_by_society(host=CITY))
    assert elsewhere.when(assigned()).refusals[0].rule == "impossible.hosted_elsewhere"
    below = on_purchase(nowhere_special(), signed()).given(registered(), hired_by_society(host=STREET))
    below.when(assigned()).then_recorded()
    together = on_purchase(nowhere_special(), signed(buyer=STREET, co_buyers=[CITY]))
    together.given(registered(), hired_by_society()).when(assigned()).then_recorded()
    other = on_purchase(nowhere_special(), signed())
    other.given(registered(), hired_by_society(legal_employer=CITY))
    assert other.when(assigned()).refusals[0].rule == "impossible.provider_is_not_employer"


def test_a_worker_takes_one_place_at_a_time() -> None:
    told = story().and_then(assigned("2023-02-01"))
    assert told.when(assigned("2023-03-01", "again")).refusals[0].rule == "impossible.assigned_already"


def test_an_end_is_after_the_first_day_and_comes_once() -> None:
    told = story().and_then(assigned("2023-02-01"))
    early = assignment_ended("2023-02-01", label="on its first day")
    assert told.when(early).refusals[0].rule == "impossible.unknown_reference"
    told.and_then(assignment_ended("2023-03-01"))
    again = assignment_ended("2023-04-01", label="again")
    assert told.when(again).refusals[0].rule == "impossible.assignment_ended"
    unknown = assignment_ended("2023-04-01", "hired", "unknown")
    assert told.when(unknown).refusals[0].rule == "impossible.unknown_reference"


def test_places_are_not_overfilled() -> None:
    told = story().and_then(assigned("2023-02-01"))
    another(told, 2, assigned("2023-03-01", "second")).then_recorded()
    refusal = another(told, 3, assigned("2023-04-01", "third")).refusals[0]
    assert refusal.rule == "impossible.places_full"
    told.and_then(assignment_ended("2023-05-01"))
    another(told, 4, assigned("2023-05-01", "fourth")).then_recorded()


def test_a_place_that_an_amendment_gives_is_there_from_its_day() -> None:
    told = on_purchase(story(), amended("2023-07-01", places=places(3))).and_then(assigned())
    another(told, 2, assigned(label="second")).then_recorded()
    assert another(told, 3, assigned("2023-06-30", "third")).refusals[0].rule == "impossible.places_full"
    another(told, 4, assigned("2023-07-01", "fourth")).then_recorded()


def test_an_assignment_that_ended_before_there_were_fewer_places_is_counted_by_its_own_days() -> None:
    told = story().and_then(assigned())
    another(told, 2, assigned(label="second"), assignment_ended("2023-07-01", "second", "second ended"))
    on_purchase(told, amended("2023-07-01", places=places(1)))
    later = corrected("second", assigned("2023-01-15"))
    told.when(later, f"worker-{named('worker 2')}").then_recorded()


def test_an_amendment_leaves_no_fewer_places_than_workers() -> None:
    told = story().and_then(assigned())
    another(told, 2, assigned(label="second")).then_recorded()
    fewer = amended("2023-07-01", places=places(1))
    assert command(told, fewer).refusals[0].rule == "impossible.places_occupied"
    told.and_then(assignment_ended("2023-07-01"))
    command(told, fewer).then_recorded()


def test_a_purchase_that_workers_rest_on_is_neither_rescinded_nor_begun_later() -> None:
    told = story().and_then(assigned())
    assert command(told, rescinded("signed")).refusals[0].rule == "impossible.places_occupied"
    later = corrected("signed", signed("2023-01-02"))
    assert command(told, later).refusals[0].rule == "impossible.places_occupied"


@pytest.mark.requirement("R23")
def test_the_end_of_a_purchase_ends_neither_hosting_nor_employment_by_itself() -> None:
    told = on_purchase(story().and_then(assigned()), ended("2023-07-01"))
    assert open_on(told, "2023-07-01")
    told.and_then(assignment_ended("2023-07-01"))
    assert not open_on(told, "2023-07-01")
    assert told.timeline().end.engagement.employer == SOCIETY


def test_who_stays_through_a_renewal_still_takes_a_place() -> None:
    told = on_purchase(story(places=places(1)).and_then(assigned()), renewed())
    assert another(told, 2, assigned("2024-02-01", "second")).refusals[0].rule == "impossible.places_full"


def test_leaving_ends_the_assignment_and_frees_the_place() -> None:
    told = story(places=places(1)).and_then(assigned()).given(separated("2023-07-01"))
    assert not open_on(told, "2023-07-01")
    another(told, 2, assigned("2023-07-01", "second")).then_recorded()


def test_a_change_of_mode_ends_it_and_a_move_from_the_buyer_waits_for_its_end() -> None:
    told = story().and_then(assigned())
    away = moved("2023-07-01", "purchased_service", host=CITY, legal_employer=SOCIETY)
    assert told.when(away.already_done()).refusals[0].rule == "impossible.assigned_to_buyer"
    post = moved("2023-08-01", "purchased_post", legal_employer=SOCIETY)
    told.when(post.already_done())
    assert [open_on(told, day) for day in ("2023-07-31", "2023-08-01")] == [True, False]


def test_a_rescinded_assignment_frees_the_place() -> None:
    told = story(places=places(1)).and_then(assigned(), rescinded("assigned"))
    assert not told.timeline().end.particulars.purchase_assignments
    another(told, 2, assigned(label="second")).then_recorded()


def test_a_corrected_assignment_holds_from_its_new_day() -> None:
    told = story().and_then(assigned("2023-02-01"), corrected("assigned", assigned("2023-03-01")))
    assert [open_on(told, day) for day in ("2023-02-28", "2023-03-01")] == [False, True]


def test_claims_are_rebuilt_from_the_events() -> None:
    told = on_purchase(
        story().and_then(assigned()), amended("2023-07-01", places=places(3)), ended("2023-12-01")
    )
    rebuilt = ClaimsOf()
    for stream_id in (PURCHASE, told.timeline().stream_id):
        folded = rebuilt(stream_id, told.ledger.events(stream_id), told.ledger)
        assert {(one.key, one.since, one.until) for one in folded} == {
            (one.key, one.since, one.until) for one in told.ledger.held_by(stream_id)
        }
