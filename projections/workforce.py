"""Whom a subtree ever held, and all assessment cycles, in bulk: what reports walk through. Nothing is decided here."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from domain.cycle.state import CycleState
from domain.timeline import Timeline
from domain.worker.state import WorkerState
from projections.known import Known
from projections.membership import candidates

CHUNK: Final = 500
"""Timelines read in one query and held in memory at once."""


def ever_held(
    known: Known, organisations: Sequence[str], after: str = ""
) -> Iterator[list[Timeline[WorkerState]]]:
    """The timelines of all workers that one of these organisations was ever said to hold, in order of their ids.

    They come in chunks, beyond the worker `after`; each is let go of when the next is asked for.
    """
    while True:
        chunk = candidates(known.source.rows, list(organisations), known.position, after, CHUNK)
        known.load(chunk)
        yield [known.worker(worker_id) for worker_id in chunk]
        known.forget("worker")
        if len(chunk) < CHUNK:
            return
        after = chunk[-1]


def every_cycle(known: Known, after: str = "") -> Iterator[Timeline[CycleState | None]]:
    """All assessment cycles beyond `after` in order of their ids; those not known then are empty."""
    ids = (one for one in known.source.stream_ids("cycle-") if one > after)
    while page := list(islice(ids, CHUNK)):
        known.load(page)
        yield from (known.cycle(cycle_id) for cycle_id in page)
        known.forget("cycle")
