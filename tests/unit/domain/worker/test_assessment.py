"""Assessment and confirmation (R54): once a period, confirmed by someone who did not assess."""

from typing import Any

import pytest
from pydantic import ValidationError

from tests.specification import (
    Fact,
    assessed,
    cited,
    confirmed,
    event,
    fact,
    given,
    hired,
    registered,
    rescinded,
)

HIRED = (registered(), hired("2020-03-01"))


@pytest.mark.requirement("R54")
def test_an_assessment_counts_once_confirmed() -> None:
    given(*HIRED, assessed("2021-01-10", 2020)).when(confirmed("2021-01-20")).then_on(
        "2021-01-19", lambda worker: not worker.assessments[0].confirmed
    ).then(lambda worker: worker.assessments[0].confirmed)


def test_an_assessor_does_not_confirm_their_own_assessment() -> None:
    given(*HIRED, assessed("2021-01-10", 2020)).when(
        confirmed("2021-01-20", actor="assessor_1")
    ).then_refused("impossible.confirmed_by_assessor")


def test_one_assessment_of_a_kind_for_a_period() -> None:
    story = given(*HIRED, assessed("2021-01-10", 2020))
    story.when(assessed("2021-02-10", 2020, label="again")).then_refused("impossible.assessed_twice")
    story.when(rescinded("assessed"), assessed("2021-02-10", 2020, label="again")).then(
        lambda worker: len(worker.assessments) == 1
    )


def test_only_what_stands_is_confirmed() -> None:
    story = given(*HIRED, assessed("2021-01-10", 2020), confirmed("2021-01-20"))
    story.when(confirmed("2021-02-01", label="twice")).then_refused("impossible.confirmed_twice")
    story.when(rescinded("assessed")).then_refused("impossible.unknown_reference", naming="confirmed")
    story.when(rescinded("confirmed"), rescinded("assessed")).then(lambda worker: not worker.assessments)


def test_an_assessment_is_of_a_period_of_engagement() -> None:
    given(*HIRED).when(assessed("2020-01-10", 2019)).then_refused("impossible.not_engaged")
    given(*HIRED).when(assessed("2021-01-10", 2019)).then_refused("impossible.assessed_before_engaged")
    given(*HIRED).when(assessed("2020-12-31", 2021)).then_refused("impossible.assessed_before_period")


@pytest.mark.parametrize(
    "changes",
    [
        {"scores": {"duties": "92", "learning": "88"}},
        {"scores": {"duties": 92, "learning": "88", "development": "90"}},
        {"assessors": []},
        {"recused": ["assessor_1"]},
        {"period_from": "2021-01-01", "period_to": "2020-12-31"},
        {"grade": "Excellent!"},
    ],
    ids=[
        "dimension missing",
        "score as a number",
        "nobody assessed",
        "recused and assessing",
        "backwards",
        "not a code",
    ],
)
def test_shapes_refuse_what_is_not_an_assessment(changes: dict[str, Any]) -> None:
    said: Fact = assessed("2021-01-10", 2020, **changes)
    with pytest.raises(ValidationError):
        event(said, 0, 1)


def test_a_confirmation_names_an_assessment_of_the_same_worker() -> None:
    stranger = fact("worker.assessment_confirmed", "2021-01-20", assessment=cited("somebody else's"))
    given(*HIRED).when(stranger).then_refused("impossible.unknown_reference")
