"""Packed arrays and COPY rows against what PostgreSQL's own driver makes of the same values."""

from datetime import UTC, date, datetime
from uuid import UUID

from psycopg.adapt import Transformer
from psycopg.pq import Format

from ops.store.packing import Byteas, Dates, Integers, PackedArray, Smallints, Texts, Uuids, copy_events


def test_packed_arrays_load_as_what_was_packed() -> None:
    day = date(2024, 2, 29)
    identity = UUID(int=2**127 + 5)
    assert _loaded(Texts.of(["", "示例", "a\nb"])) == ["", "示例", "a\nb"]
    assert _loaded(Integers.of([0, -1, 2**31 - 1])) == [0, -1, 2**31 - 1]
    assert _loaded(Smallints.of([1, 300])) == [1, 300]
    assert _loaded(Byteas.of([b"", None, b"\x00\xff"])) == [b"", None, b"\x00\xff"]
    assert _loaded(Uuids.of([identity])) == [identity]
    assert _loaded(Dates.of([day, None, date(1900, 1, 1)])) == [day, None, date(1900, 1, 1)]
    assert _loaded(Texts.of([])) == []


def test_copy_has_header_rows_and_trailer() -> None:
    row = (7, "worker-1", 2, "worker.commended", 1, UUID(int=1), b"leaf", bytes(32))
    packed = copy_events([row], datetime(2000, 1, 1, 0, 0, 1, tzinfo=UTC))
    assert packed.startswith(b"PGCOPY\n\xff\r\n\x00")
    assert packed.endswith(b"\xff\xff")
    assert (1_000_000).to_bytes(8, "big") in packed


def _loaded(packed: PackedArray) -> object:
    return Transformer().get_loader(packed.array, Format.BINARY).load(packed)
