"""Facts put into a ledger as they stand, past the judges: histories for tests of what is read."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.ledger import Draft, Receipt
from ops.store import PostgresLedger
from tests.specification import Fact, event, fact


def record(ledger: PostgresLedger, stream_id: str, *facts: Fact) -> list[Receipt]:
    """Record facts on one stream, each in a commit of its own, whatever it is."""
    return [receipt for said in facts for receipt in record_together(ledger, stream_id, said)]


def record_together(ledger: PostgresLedger, stream_id: str, *facts: Fact) -> Sequence[Receipt]:
    """Record facts on one stream in one commit, whatever they are."""
    version = ledger.versions([stream_id])[stream_id]
    drafted = tuple(
        event(said, version + ordinal, version + ordinal + 1, stream_id) for ordinal, said in enumerate(facts)
    )
    person = stream_id.startswith("worker-") and version == 0
    new = frozenset({stream_id} if person else ())
    return ledger.record(Draft(drafted, {stream_id: version}, new_subjects=new))


def organisation(label: str, parent: str | None = None, on: str = "2000-01-01", **data: Any) -> Fact:
    """The registration of a union that a test calls `label`."""
    said: Mapping[str, Any] = {
        "name": f"{label}总工会",
        "kind": "union",
        "level": "county" if parent else "city",
        "division": "220600",
        **({"parent": parent} if parent else {}),
        **data,
    }
    return fact("organisation.registered", on, f"organisation {label}", **said)
