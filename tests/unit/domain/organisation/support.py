"""Commands on organisations, and what they fold to on a day."""

from datetime import date
from typing import Any

import pytest

from domain.errors import Refused
from domain.organisation.state import OrganisationState
from domain.reading import Reading
from tests.memory import Desk, Said, event_id, say
from tests.specification import CITY, COUNTY, organisation_id

SOCIAL = organisation_id("social organisation")


def founded(desk: Desk, stream_id: str, kind: str = "union", parent: str | None = CITY, **more: Any) -> str:
    """An organisation is registered in 2000."""
    data = {"name": "示例组织", "kind": kind, "level": "street", "division": "220621", **more}
    data |= {"parent": parent} if parent else {}
    desk.do(say("organisation.registered", "2000-01-01", stream_id, **data), stream_id=stream_id)
    return stream_id


def desk_with_social_organisation() -> Desk:
    """The usual desk with a social organisation under the city."""
    desk = Desk()
    founded(desk, SOCIAL, "social_organisation")
    return desk


def on(desk: Desk, day: str, of: str = COUNTY) -> OrganisationState:
    """The organisation on a day."""
    state = Reading(desk.ledger, desk.shelf).organisation(of, date.fromisoformat(day))
    assert state is not None
    return state


def refused(desk: Desk, *said: Said, of: str = COUNTY) -> str:
    """The rule that refuses; it speaks both languages."""
    size = len(desk.ledger.log)
    with pytest.raises(Refused) as why:
        desk.do(*said, stream_id=of)
    refusal = why.value.refusals[0]
    assert refusal.zh
    assert refusal.en
    assert len(desk.ledger.log) == size
    return refusal.rule


def cite(label: str) -> str:
    """The id of the event that a command's label names."""
    return str(event_id(label))


def rescinded(label: str, day: str = "2025-01-01") -> Said:
    """The event of this label no longer stands."""
    return say("event.rescinded", day, f"rescind {label}", target=cite(label))


def corrected(label: str, to: Said, day: str = "2025-01-01") -> Said:
    """The event of this label says what `to` says instead."""
    content = {"target": cite(label), "type": to.type, "effective_on": to.on, "data": dict(to.data)}
    return say("event.corrected", day, f"correct {label}", **content)
