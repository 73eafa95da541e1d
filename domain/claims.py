"""Claims: what only so many streams may hold at once in the world (a person, a post's seat, a cycle's top grade, a
place under a purchase).

A claim holds a half-open interval of effective time. Each command replaces its streams' claims by those of the new
fold; the store checks them under the head lock. Claims can always be rebuilt from the events.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ClaimKind(StrEnum):
    """What is claimed."""

    PERSON = "person"
    SEAT = "seat"
    CERTIFICATE = "certificate"
    CREDIT_CODE = "credit_code"
    QUOTA = "quota"
    PLAN_LINE = "plan_line"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class ClaimKey:
    """What is claimed, and which one: `key` is opaque (a keyed index of a document number, a post's stream id)."""

    kind: ClaimKind
    key: str


@dataclass(frozen=True, slots=True)
class Claim:
    """`stream_id` holds one of `capacity` places of `key` from `since` until the day before `until` (None: open)."""

    key: ClaimKey
    stream_id: str
    since: date
    until: date | None = None
    capacity: int = 1

    def overlaps(self, other: "Claim") -> bool:
        """Whether the two intervals share a day."""
        return (other.until is None or self.since < other.until) and (
            self.until is None or other.since < self.until
        )


def joined(claims: Iterable[Claim]) -> set[tuple[ClaimKey, str, date, date | None]]:
    """What is held by whom on which days: a stream's claims on one key that follow one another without a gap count as one."""
    held: list[tuple[ClaimKey, str, date, date | None]] = []
    for claim in sorted(claims, key=lambda one: (one.key.kind, one.key.key, one.stream_id, one.since)):
        if held and held[-1][:2] == (claim.key, claim.stream_id) and held[-1][3] == claim.since:
            held[-1] = (*held[-1][:3], claim.until)
        else:
            held.append((claim.key, claim.stream_id, claim.since, claim.until))
    return set(held)


def conflict(wanted: Claim, held: Iterable[Claim]) -> Sequence[Claim]:
    """The claims of other streams that leave no place for `wanted` on some day; empty when there is a place.

    The busiest day of an interval is the first day of one of the claims in it (or of `wanted`), so only those days
    are counted.
    """
    others = [claim for claim in held if claim.stream_id != wanted.stream_id and wanted.overlaps(claim)]
    if len(others) < wanted.capacity:
        return ()
    for day in {wanted.since, *(claim.since for claim in others if claim.since > wanted.since)}:
        here = [
            claim for claim in others if claim.since <= day and (claim.until is None or day < claim.until)
        ]
        if len(here) >= wanted.capacity:
            return here
    return ()
