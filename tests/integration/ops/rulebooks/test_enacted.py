"""The bundled rulebooks on the real store: recorded, inherited, answered again, and proved sound."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from uuid import UUID, uuid5

import pytest

from domain.codes import chain
from domain.errors import IdempotencyConflict, Refused
from domain.ledger import CommandKey, Receipt
from domain.reading import Reading, Shelf
from domain.record import Basis
from domain.rulebook.enacting import enact
from ops.rulebooks import bundled, load
from ops.store import PostgresLedger
from tests.database import Database
from tests.ledgers import ledger_in

NAMES = UUID("4c1b5a3e-7f0d-4a8e-9d4f-3b9a3f2b6a11")


@pytest.fixture
def ledger(database: Database) -> Iterator[PostgresLedger]:
    with ledger_in(database.app_url, prepare=True) as made:
        yield made


def enacted(ledger: PostgresLedger, path: Path, said: str = "first") -> Sequence[Receipt]:
    draft = load(path)
    first = uuid5(NAMES, f"{path.stem} {said}")
    return enact(
        ledger,
        Shelf(),
        draft,
        effective_on=date(2016, 12, 5),
        principal="system",
        first_event_id=first,
        correlation_id=first,
        basis=Basis(title=draft.document, number="示例〔2016〕1号"),
        key=CommandKey(ledger.command_digest([path.stem, said])),
    )


def test_the_bundled_books_are_recorded_and_inherited(ledger: PostgresLedger) -> None:
    for _, path in bundled():
        receipts = enacted(ledger, path)
        assert [receipt.stream_version for receipt in receipts] == list(range(1, len(receipts) + 1))
    for code, _ in bundled():
        resolved = Reading(ledger, Shelf()).books(chain(code)).on(date(2023, 1, 1))
        assert resolved is not None
        assert resolved.rule("renewal.assessment") is not None
        own = {rule.id for rule in load(dict(bundled())[code]).rules}
        assert all(resolved.rule(rule) is not None for rule in own)
        assert (resolved.rule("hire.household") is not None) is ("hire.household" in own)
    assert ledger.events("rulebook-CN")[-1].said.basis is not None


def test_a_command_sent_again_is_answered_with_its_first_receipts(ledger: PostgresLedger) -> None:
    _, path = bundled()[0]
    assert enacted(ledger, path) == enacted(ledger, path)
    with pytest.raises(Refused):
        enacted(ledger, path, "second")
    with pytest.raises(IdempotencyConflict):
        ledger.prior(uuid5(NAMES, "CN first"), CommandKey(b"another"))
