"""What the rows of a read model add up to, so that two ways of filling it can be compared without comparing the rows.

The digest of a read model is the sum, modulo 2^256, of SHA-256 over what has happened to the rows of its tables: a row was opened at a
position, a row was closed at one. So it is kept by adding, in whatever order streams are taken, and the digest as of a
position is the same whatever was recorded after it. A row's own hash covers its content and the positions it rests on;
a person's values are not in it but by those positions, so that an erasure is no fault.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, NamedTuple

import psycopg

from domain.canonical import canonical_trusted
from projections.source import Rows

VERSION: Final = 1
_MODULUS: Final = 1 << 256

_SUMS: Final = "SELECT name, size, digest FROM read.progress WHERE digest IS NOT NULL ORDER BY name"
_SUM: Final = "SELECT digest FROM progress WHERE name = %s FOR UPDATE"
_KEEP: Final = "UPDATE progress SET digest = %s WHERE name = %s"


class Lifetime(NamedTuple):
    """When a row holds, and its hash: days [valid_from, valid_to) as ISO texts, positions [known_from, known_to)."""

    valid_from: str
    valid_to: str
    known_from: int
    known_to: int
    row_hash: bytes


def row_hash(table: str, content: Any) -> bytes:
    """The hash of a row's content: plain JSON without floats."""
    return sha256(canonical_trusted([f"luli/row/{VERSION}", table, content])).digest()


def opened(table: str, row: Lifetime) -> int:
    """What the opening of a row of a table adds to the digest."""
    return _of(table, "opened", row, row.known_from)


def closed(table: str, row: Lifetime) -> int:
    """What its closing adds."""
    return _of(table, "closed", row, row.known_to)


def _of(table: str, what: str, row: Lifetime, position: int) -> int:
    said = f"luli/rows/{VERSION} {table} {what} {position} {row.valid_from} {row.valid_to} {row.known_from} "
    return int.from_bytes(sha256(said.encode() + row.row_hash).digest())


def total(numbers: Iterable[int]) -> int:
    """The sum of such numbers."""
    return sum(numbers) % _MODULUS


def of_rows(hashes: Iterable[bytes]) -> str:
    """The digest of a set of rows as they stand for one day and one position, from their hashes."""
    return total(int.from_bytes(one) for one in hashes).to_bytes(32).hex()


def add(connection: psycopg.Connection[Any], model: str, number: int) -> None:
    """Add to a read model's digest, in the transaction that changes its rows; last in it, since it locks the others out."""
    found = connection.execute(_SUM, (model,)).fetchone()
    before = found[0] if found else None
    now = total((number, int.from_bytes(before) if before else 0))
    connection.execute(_KEEP, (now.to_bytes(32), model))


@dataclass(frozen=True, slots=True)
class Digest:
    """What a read model's rows add up to when it holds the events [0, size)."""

    model: str
    size: int
    sum: str

    def json(self) -> dict[str, Any]:
        """The digest for a program, with the version of how it is made."""
        return {"model": self.model, "version": VERSION, "size": self.size, "sum": self.sum}


def kept(rows: Rows) -> Mapping[str, Digest]:
    """The digests of all read models that keep one, by name, each with the size that it is for."""
    return {str(name): Digest(str(name), int(size), bytes(found).hex()) for name, size, found in rows(_SUMS)}
