"""Hiring and separation (R19, R22, R96)."""

from datetime import date

from domain.worker.state import Engaged, NeverEngaged, Separated
from tests.specification import (
    CITY,
    POST,
    WORLD,
    PlainWorld,
    fact,
    given,
    hired,
    organisation_id,
    post_id,
    registered,
    separated,
)


def test_a_registered_person_is_hired() -> None:
    given(registered()).when(hired("2020-03-01")).then(
        lambda worker: isinstance(worker.engagement, Engaged)
    ).then_on("2020-02-29", lambda worker: isinstance(worker.engagement, NeverEngaged))


def test_nobody_is_hired_before_registration() -> None:
    given().when(hired("2020-03-01")).then_refused("impossible.not_registered")


def test_registration_folds_first_whatever_its_date() -> None:
    given(registered("2024-05-01")).when(hired("2020-03-01")).then_on(
        "2020-03-01", lambda worker: worker.identity is not None and isinstance(worker.engagement, Engaged)
    )


def test_who_is_engaged_is_not_hired_again() -> None:
    given(registered(), hired("2020-03-01")).when(hired("2021-03-01", "again")).then_refused(
        "impossible.already_engaged"
    )


def test_the_host_must_exist_on_that_date() -> None:
    given(registered()).when(hired("2020-03-01", host=organisation_id("nowhere"))).then_refused(
        "impossible.organisation_unknown"
    )
    late = PlainWorld(WORLD.organisations, WORLD.posts, since=date(2021, 1, 1))
    given(registered(), world=late).when(hired("2020-12-31")).then_refused("impossible.organisation_unknown")
    given(registered(), world=late).when(hired("2021-01-01")).then(
        lambda worker: isinstance(worker.engagement, Engaged)
    )


def test_the_post_must_exist_and_belong_to_the_host() -> None:
    given(registered()).when(hired("2020-03-01", post=post_id("none"))).then_refused(
        "impossible.post_unknown"
    )
    given(registered()).when(hired("2020-03-01", post=POST, host=CITY)).then_refused(
        "impossible.post_elsewhere"
    )
    given(registered()).when(hired("2020-03-01", post=POST)).then(
        lambda worker: worker.engagement.post == POST
    )


def test_a_separation_is_effective_on_the_first_day_no_longer_engaged() -> None:
    given(registered(), hired("2020-03-01")).when(separated("2020-04-01")).then_on(
        "2020-03-31", lambda worker: isinstance(worker.engagement, Engaged)
    ).then_on("2020-04-01", lambda worker: isinstance(worker.engagement, Separated))


def test_a_separation_never_ends_what_began_on_its_day() -> None:
    given(registered(), hired("2020-03-01")).when(
        separated("2020-06-01"), hired("2020-06-01", "rehired")
    ).then(lambda worker: worker.engagement.since.isoformat() == "2020-06-01")


def test_who_is_not_engaged_is_not_separated() -> None:
    given(registered()).when(separated("2020-04-01")).then_refused("impossible.not_engaged")
    given(registered(), hired("2020-03-01")).when(separated("2020-03-01")).then_refused(
        "impossible.not_engaged"
    )


def test_a_separated_worker_is_not_promoted() -> None:
    story = given(registered(), hired("2020-03-01"), separated("2021-03-01"))
    story.when(fact("worker.promoted", "2021-04-01", ladder="city", grade="2")).then_refused(
        "impossible.not_engaged"
    )


def test_a_rehire_goes_on_in_the_same_record() -> None:
    given(registered(), hired("2020-03-01"), separated("2021-03-01")).when(
        hired("2022-03-01", "rehired")
    ).then(
        lambda worker: (
            worker.first_engaged_on.isoformat() == "2020-03-01" and isinstance(worker.engagement, Engaged)
        )
    )
