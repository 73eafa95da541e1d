"""Ledgers for tests: published keys, small drafts, and the tree that a test ends with."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from uuid import UUID, uuid4

from domain.canonical import canonical
from domain.catalogue import event_type
from domain.claims import Claim
from domain.hidden import Sealed, Token
from domain.ledger import CommandKey, Draft
from domain.record import Event
from ops.keys import Keys
from ops.store import PostgresLedger
from tests.soundness import assert_ledger_sound

KEYS: Final = Keys(*(bytes([first] * 32) for first in (1, 2, 3, 4)))
"""Keys that everyone may know."""


@contextmanager
def ledger_in(url: str, **options: Any) -> Iterator[PostgresLedger]:
    """A ledger on a test's database, proved sound when the test is done with it."""
    with PostgresLedger.connect(url, KEYS, **options) as ledger:
        yield ledger
        assert_ledger_sound(ledger, KEYS)


def worker_id() -> str:
    return f"worker-{uuid4()}"


def registered(stream_id: str, event_id: UUID | None = None, name: str = "示例甲") -> Event:
    """A registration with sealed name, document, birth and reason."""
    said = {
        "event_id": str(event_id or uuid4()),
        "effective_on": "2024-01-01",
        "actor": "clerk-1",
        "reason": "首次登记",
        "data": {
            "name": name,
            "document": {"kind": "passport", "number": "E12345678"},
            "person": {"birth_on": "1990-01-01", "sex": "1"},
        },
    }
    return event("worker.registered", stream_id, said)


def commended(stream_id: str, event_id: UUID | None = None) -> Event:
    """An event without any hidden value."""
    said = {
        "event_id": str(event_id or uuid4()),
        "effective_on": "2024-02-01",
        "actor": "clerk-1",
        "data": {"level": "city", "title": "优秀工会工作者", "issuer": "示例市", "document_number": "2024-1"},
    }
    return event("worker.commended", stream_id, said)


def erased(stream_id: str) -> Event:
    said = {
        "event_id": str(uuid4()),
        "effective_on": "2024-03-01",
        "actor": "admin-1",
        "data": {"ground": "retention_over"},
    }
    return event("subject.erased", stream_id, said)


def event(name: str, stream_id: str, said: dict[str, Any]) -> Event:
    """A typed event from plain JSON, as a command brings it."""
    kind = event_type(name)
    return Event(kind, stream_id, kind.statement().model_validate_json(canonical(said)))


def registration(
    stream_id: str | None = None,
    *,
    event_id: UUID | None = None,
    claims: tuple[Claim, ...] = (),
    key: CommandKey | None = None,
) -> Draft:
    """A draft that registers a worker."""
    stream = stream_id or worker_id()
    return Draft(
        events=(registered(stream, event_id),),
        reads={stream: 0},
        claims=claims,
        claimants=frozenset({stream}),
        key=key,
        new_subjects=frozenset({stream}),
    )


def commendation(stream_id: str, version: int, **members: Any) -> Draft:
    """A draft that adds an event to a stream of this version."""
    return Draft(events=(commended(stream_id),), reads={stream_id: version}, **members)


def reason_of(recorded: Event) -> Sealed:
    """The sealed reason of a recorded event."""
    token = recorded.said.reason
    assert isinstance(token, Token)
    return Sealed(recorded.event_id, "/reason", token)
