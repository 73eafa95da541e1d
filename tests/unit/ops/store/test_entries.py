"""Drafts made ready: the leaf's bytes are the domain's, and what cannot be a leaf never waits in the queue."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from domain.errors import EntryTooLarge
from domain.record import ENTRY_LIMIT, leaf, line_1
from domain.values import instant_text
from ops.store.entries import Entry


@pytest.mark.parametrize("position", [0, 7, 2**53 - 1])
def test_an_entrys_leaf_is_the_records_leaf(position: int) -> None:
    at = datetime(2024, 5, 6, 7, 8, 9, 10, tzinfo=UTC)
    entry = Entry.of("worker-1", 3, "worker.hired", 1, uuid4(), b'{"a":1}')
    expected = leaf(line_1(position, "worker-1", 3, "worker.hired", 1, at), b'{"a":1}')
    assert entry.leaf(position, f'"{instant_text(at)}"'.encode()) == expected


def test_an_entry_that_could_reach_64_kib_is_refused() -> None:
    with pytest.raises(EntryTooLarge):
        Entry.of("worker-1", 3, "worker.hired", 1, uuid4(), b"x" * (ENTRY_LIMIT - 60))


def test_the_largest_entry_stays_below_64_kib_at_the_last_position() -> None:
    size = ENTRY_LIMIT
    while True:
        try:
            entry = Entry.of("worker-1", 3, "worker.hired", 1, uuid4(), b"x" * size)
        except EntryTooLarge:
            size -= 1
            continue
        break
    at = instant_text(datetime(2024, 5, 6, tzinfo=UTC))
    assert ENTRY_LIMIT - 8 < len(entry.leaf(2**53 - 1, f'"{at}"'.encode())) < ENTRY_LIMIT
