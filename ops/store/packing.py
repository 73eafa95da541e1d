"""Binary arrays and COPY rows, packed by hand.

A batch goes to the server as one parameter a column. Packing the wire format here costs a fraction of what
the driver's generic list adaptation does, and nothing is quoted or parsed on the way.
"""

import struct
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, ClassVar, Final
from uuid import UUID

import psycopg
from psycopg.adapt import Dumper
from psycopg.pq import Format

_ARRAY: Final = struct.Struct(">iiIii")
_EMPTY: Final = struct.Struct(">iiI")
_LENGTH: Final = struct.Struct(">i")
_NULL: Final = _LENGTH.pack(-1)
_COPY_ROW: Final = struct.Struct(">hiqi")
_COPY_HEADER: Final = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
_COPY_TRAILER: Final = b"\xff\xff"
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
_EPOCH_DAY: Final = _EPOCH.toordinal()


class PackedArray(bytes):
    """The wire form of a one-dimensional array. Each subclass is one element type."""

    element: ClassVar[int]
    array: ClassVar[int]

    @classmethod
    def of(cls, values: Sequence[Any]) -> "PackedArray":
        """Pack values of this element type; None becomes null."""
        if not values:
            return cls(_EMPTY.pack(0, 0, cls.element))
        parts = [_ARRAY.pack(1, 0, cls.element, len(values), 1)]
        for data in cls.elements(values):
            parts += (_NULL,) if data is None else (_LENGTH.pack(len(data)), data)
        return cls(b"".join(parts))

    @classmethod
    def elements(cls, values: Sequence[Any]) -> Iterable[bytes | None]:
        """Each value in its own wire form."""
        raise NotImplementedError


class Smallints(PackedArray):
    """smallint[]."""

    element, array = 21, 1005

    @classmethod
    def elements(cls, values: Sequence[Any]) -> Iterable[bytes | None]:
        return [value.to_bytes(2, "big", signed=True) for value in values]


class Integers(PackedArray):
    """integer[]."""

    element, array = 23, 1007

    @classmethod
    def elements(cls, values: Sequence[Any]) -> Iterable[bytes | None]:
        return [value.to_bytes(4, "big", signed=True) for value in values]


class Texts(PackedArray):
    """text[] of str, in UTF-8."""

    element, array = 25, 1009

    @classmethod
    def elements(cls, values: Sequence[Any]) -> Iterable[bytes | None]:
        return [value.encode() for value in values]


class Byteas(PackedArray):
    """bytea[]."""

    element, array = 17, 1001

    @classmethod
    def elements(cls, values: Sequence[Any]) -> Iterable[bytes | None]:
        return values


class Uuids(PackedArray):
    """uuid[]."""

    element, array = 2950, 2951

    @classmethod
    def elements(cls, values: Sequence[Any]) -> Iterable[bytes | None]:
        return [value.bytes for value in values]


class Dates(PackedArray):
    """date[]."""

    element, array = 1082, 1182

    @classmethod
    def elements(cls, values: Sequence[date | None]) -> Iterable[bytes | None]:
        return [
            None if d is None else (d.toordinal() - _EPOCH_DAY).to_bytes(4, "big", signed=True)
            for d in values
        ]


def register(connection: psycopg.Connection[Any]) -> None:
    """Teach a connection the packed arrays; they are given as `%b`."""
    for kind in (Smallints, Integers, Texts, Byteas, Uuids, Dates):
        connection.adapters.register_dumper(kind, _dumper(kind))


def _dumper(kind: type[PackedArray]) -> type[Dumper]:
    class PackedDumper(Dumper):
        format = Format.BINARY
        oid = kind.array

        def dump(self, obj: Any) -> bytes:
            return bytes(obj)

    return PackedDumper


EventRow = tuple[int, str, int, str, int, UUID, bytes, bytes]
"""position, stream_id, version, type, schema, event_id, leaf, leaf_hash."""

COPY_EVENTS: Final = """
COPY ledger.event (position, recorded_at, stream_id, version, type, schema, event_id, leaf, leaf_hash)
FROM STDIN (FORMAT BINARY)
"""


def copy_events(rows: Iterable[EventRow], recorded_at: datetime) -> bytes:
    """What COPY_EVENTS reads: all rows of one commit, in PostgreSQL's binary COPY format."""
    instant = _microseconds(recorded_at).to_bytes(8, "big", signed=True)
    parts = [_COPY_HEADER]
    for position, stream_id, version, kind, schema, event_id, leaf, leaf_hash in rows:
        stream, type_name = stream_id.encode(), kind.encode()
        parts += (
            _COPY_ROW.pack(9, 8, position, 8), instant,
            _LENGTH.pack(len(stream)), stream,
            b"\x00\x00\x00\x04", version.to_bytes(4, "big"),
            _LENGTH.pack(len(type_name)), type_name,
            b"\x00\x00\x00\x02", schema.to_bytes(2, "big"),
            b"\x00\x00\x00\x10", event_id.bytes,
            _LENGTH.pack(len(leaf)), leaf,
            b"\x00\x00\x00\x20", leaf_hash,
        )  # fmt: skip
    parts.append(_COPY_TRAILER)
    return b"".join(parts)


def _microseconds(instant: datetime) -> int:
    delta = instant - _EPOCH
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds
