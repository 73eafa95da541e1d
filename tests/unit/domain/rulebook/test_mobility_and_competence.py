"""The national book on the direction of secondments (双向挂职) and on recognised competence."""

from datetime import date
from typing import Any

import pytest

from tests.unit.domain.rulebook.steps import hired, registered, seconded
from tests.unit.domain.rulebook.story import CITY, INSTITUTION, STREET, encouragements, nowhere_special


@pytest.mark.parametrize(
    ("direction", "host", "accepted"),
    [
        ("up", CITY, True),
        ("up", STREET, False),
        ("down", STREET, True),
        ("down", CITY, False),
        ("across", CITY, True),
        ("across", STREET, True),
        ("up", INSTITUTION, True),
    ],
)
def test_up_leads_to_a_higher_level_and_down_to_a_lower_one(
    direction: str, host: str, *, accepted: bool
) -> None:
    story = nowhere_special().given(registered(), hired("2022-03-01"))
    outcome = story.when(seconded(direction=direction, host=host))
    if accepted:
        outcome.then_recorded()
    else:
        outcome.then_refused("secondment.direction")


def test_an_authority_may_except_from_the_direction() -> None:
    story = nowhere_special().given(registered(), hired("2022-03-01"))
    asked = seconded(direction="down", host=CITY).excepting("secondment.direction")
    story.when(asked).then_recorded(exceptions=["secondment.direction"])


@pytest.mark.parametrize(
    ("education", "procedure", "recognised"),
    [
        ("31", {}, True),
        ("61", {}, False),
        ("61", {"examination_on": "2022-02-01"}, True),
        ("61", {"examination_on": "2022-03-02"}, False),
    ],
)
def test_competence_is_counted_and_never_refused(
    education: str, procedure: dict[str, Any], *, recognised: bool
) -> None:
    named = {"kind": "open_recruitment", "notice_number": "示例招〔2022〕1号", **procedure}
    story = nowhere_special().given(registered(education=education))
    story.when(hired("2022-03-01", procedure=named)).then_recorded()
    assert ("hire.competence" in encouragements(story, date(2022, 3, 1))) is recognised
