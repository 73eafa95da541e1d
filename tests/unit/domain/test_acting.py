"""Acting for another body (R73): unions above, bodies with an agreement in force, and nobody else."""

from datetime import date

import pytest

from domain.acting import acts_for
from domain.errors import Refused
from domain.reading import Reading
from tests.memory import Desk, beside, say
from tests.specification import AGENCY, CITY, COUNTY, organisation_id
from tests.unit.domain.organisation.support import cite


def agreed(desk: Desk) -> Desk:
    """The county is run together with a body from 2020 to the end of 2020."""
    terms = {"with_body": "示例公司", "organisation": AGENCY, "duties": ["mediation"]}
    desk.do(say("organisation.co_management_agreed", "2020-01-01", "agreed", **terms), stream_id=COUNTY)
    over = say("organisation.co_management_ended", "2021-01-01", "over", agreement=cite("agreed"))
    desk.do(over, stream_id=COUNTY)
    return desk


@pytest.mark.requirement("R73")
@pytest.mark.parametrize(
    ("own", "other", "day", "may"),
    [
        (CITY, COUNTY, "2019-01-01", True),
        (COUNTY, CITY, "2019-01-01", False),
        (AGENCY, COUNTY, "2019-12-31", False),
        (AGENCY, COUNTY, "2020-01-01", True),
        (AGENCY, COUNTY, "2020-12-31", True),
        (AGENCY, COUNTY, "2021-01-01", False),
        (AGENCY, CITY, "2020-06-01", False),
        (CITY, organisation_id("nobody"), "2020-06-01", False),
    ],
)
def test_a_union_above_and_a_body_with_an_agreement_act_for_it(
    own: str, other: str, day: str, may: bool
) -> None:
    desk = agreed(Desk())
    reading = Reading(desk.ledger, desk.shelf)
    assert acts_for(reading, own, other, date.fromisoformat(day)) is may


@pytest.mark.requirement("R73", shows="refusal")
@pytest.mark.parametrize("body", [organisation_id("nobody"), AGENCY])
def test_nobody_acts_for_what_is_not_there_on_the_day(body: str) -> None:
    desk = Desk()
    desk.do(say("organisation.dissolved", "2021-01-01", reason_code="merged"), stream_id=AGENCY)
    said = say("organisation.practice_noted", "2021-01-01", title="示例", text="示例")
    with pytest.raises(Refused) as told:
        desk.do(beside(said, on_behalf_of=body), stream_id=COUNTY)
    refusal = told.value.refusals[0]
    assert refusal.rule == "impossible.represented_unknown"
    assert "六(一)" in refusal.clause
    assert refusal.satisfied_zh


@pytest.mark.requirement("R73")
def test_the_event_names_the_body_that_was_acted_for() -> None:
    desk = Desk()
    said = say("organisation.practice_noted", "2021-01-01", title="示例", text="示例")
    desk.do(beside(said, on_behalf_of=COUNTY), stream_id=COUNTY)
    assert desk.ledger.log[-1].said.on_behalf_of == COUNTY
