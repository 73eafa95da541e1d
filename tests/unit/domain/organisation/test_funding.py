"""Money allocated for a year: source, purpose, level (R76, R77)."""

from datetime import date
from typing import Any

import pytest

from domain.errors import InvalidInput, Refused
from domain.organisation.facets import Funding
from domain.reading import Reading
from tests.memory import Desk, Said, event_id, say
from tests.specification import COUNTY


def allocated(on: str = "2023-01-15", label: str = "funding", /, **changes: Any) -> Said:
    data = {
        "source": "union_dues",
        "year": 2023,
        "amount": "150000.00",
        "purpose": "purchases",
        "level": "county",
        **changes,
    }
    return say("organisation.funding_allocated", on, label, **data)


def told(desk: Desk, on: str) -> tuple[Funding, ...]:
    state = Reading(desk.ledger, desk.shelf).organisation(COUNTY, date.fromisoformat(on))
    assert state is not None
    return state.particulars.fundings


@pytest.mark.requirement("R76", "R77")
def test_allocations_add_up_from_their_days() -> None:
    desk = Desk()
    desk.do(allocated(), stream_id=COUNTY)
    desk.do(allocated("2023-06-01", "more", amount="50000"), stream_id=COUNTY)
    assert [len(told(desk, day)) for day in ("2023-01-14", "2023-01-15", "2023-06-01")] == [0, 1, 2]
    assert [one.amount for one in told(desk, "2023-06-01")] == ["150000.00", "50000"]


def test_nothing_is_no_allocation() -> None:
    desk = Desk()
    with pytest.raises(Refused) as why:
        desk.do(allocated(amount="0.00"), stream_id=COUNTY)
    assert why.value.refusals[0].rule == "impossible.nothing_allocated"


@pytest.mark.parametrize(
    "changes", [{"level": "village"}, {"amount": "12.5"}, {"amount": "-1"}, {"year": 24}]
)
def test_levels_amounts_and_years_are_checked(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        Desk().do(allocated(**changes), stream_id=COUNTY)


def test_corrected_and_rescinded() -> None:
    desk = Desk()
    desk.do(allocated(), stream_id=COUNTY)
    said = {"type": "organisation.funding_allocated", "effective_on": "2023-01-15"}
    target = str(event_id("funding"))
    content = dict(allocated(amount="160000.00").data)
    desk.do(say("event.corrected", "2023-02-01", "c", target=target, data=content, **said), stream_id=COUNTY)
    assert [one.amount for one in told(desk, "2023-02-01")] == ["160000.00"]
    desk.do(say("event.rescinded", "2023-02-02", "r", target=target), stream_id=COUNTY)
    assert told(desk, "2023-02-02") == ()
