"""What those served say of an organisation (R9)."""

from datetime import date
from typing import Any

import pytest

from domain.errors import Refused
from domain.reading import Reading
from tests.memory import Desk, Said, event_id, say
from tests.specification import COUNTY


def surveyed(on: str = "2023-01-05", label: str = "survey", /, **changes: Any) -> Said:
    data = {
        "instrument": "service_survey",
        "period_from": "2022-01-01",
        "period_to": "2022-12-31",
        "sample": 500,
        "score": "88.5",
        **changes,
    }
    return say("organisation.satisfaction_recorded", on, label, **data)


def told(desk: Desk, on: str) -> list[tuple[int, str]]:
    state = Reading(desk.ledger, desk.shelf).organisation(COUNTY, date.fromisoformat(on))
    assert state is not None
    return [(one.sample, one.score) for one in state.satisfactions]


def refused(desk: Desk, *said: Said) -> str:
    with pytest.raises(Refused) as why:
        desk.do(*said, stream_id=COUNTY)
    return why.value.refusals[0].rule


@pytest.mark.requirement("R9")
def test_it_is_known_from_the_day_of_the_result_and_stays_plain() -> None:
    desk = Desk()
    desk.do(surveyed(), stream_id=COUNTY)
    assert told(desk, "2023-01-04") == []
    assert told(desk, "2023-01-05") == [(500, "88.5")]
    assert desk.ledger.log[-1].data.score == "88.5"


def test_one_result_of_an_instrument_for_a_period() -> None:
    desk = Desk()
    desk.do(surveyed(), stream_id=COUNTY)
    assert refused(desk, surveyed("2023-02-05", "again")) == "impossible.surveyed_twice"
    desk.do(surveyed("2023-02-05", "other", instrument="phone_survey"), stream_id=COUNTY)
    assert len(told(desk, "2023-02-05")) == 2


def test_a_result_comes_no_earlier_than_its_period() -> None:
    assert refused(Desk(), surveyed("2021-12-31")) == "impossible.surveyed_before_period"
    Desk().do(surveyed("2022-01-01"), stream_id=COUNTY)


def test_an_organisation_that_is_no_more_is_not_surveyed() -> None:
    desk = Desk()
    desk.do(say("organisation.dissolved", "2023-01-05", reason_code="merged"), stream_id=COUNTY)
    assert refused(desk, surveyed()) == "impossible.organisation_dissolved"
    desk.do(surveyed("2023-01-04"), stream_id=COUNTY)


def test_a_result_is_corrected_and_rescinded_like_all_else() -> None:
    desk = Desk()
    desk.do(surveyed(), stream_id=COUNTY)
    content = {**surveyed().data, "score": "89"}
    target = str(event_id("survey"))
    correction = say(
        "event.corrected",
        "2023-03-01",
        "correct",
        target=target,
        type="organisation.satisfaction_recorded",
        effective_on="2023-01-05",
        data=content,
    )
    desk.do(correction, stream_id=COUNTY)
    assert told(desk, "2023-01-05") == [(500, "89")]
    desk.do(say("event.rescinded", "2023-03-02", target=target), stream_id=COUNTY)
    assert told(desk, "2023-01-05") == []
