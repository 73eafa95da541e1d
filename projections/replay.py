"""The roster of a day and a position computed again from the events alone, and the digest of its rows."""

from datetime import date
from itertools import islice
from typing import Final, NamedTuple

from domain.bitemporal import content_of
from domain.worker.life import INITIAL, evolve
from projections.digests import of_rows, row_hash
from projections.known import Known
from projections.passes import key_of
from projections.roster_table import TABLE

CHUNK: Final = 500


class Replayed(NamedTuple):
    """How many rows there were, home and host, engaged and separated, and their digest."""

    rows: int
    digest: str


def replay(known: Known, day: date, organisation_id: str | None = None) -> Replayed:
    """Fold every worker as known, as of a day; with an organisation, what it and all below it held then."""
    below = None if organisation_id is None else {key_of(one) for one in known.subtree(organisation_id, day)}
    place = TABLE.columns.index("place")
    hashes: list[bytes] = []
    ids = iter(known.source.stream_ids("worker-"))
    while chunk := list(islice(ids, CHUNK)):
        known.load(chunk)
        for worker_id in chunk:
            timeline = known.worker(worker_id)
            standing = [one for one in timeline.standing if one.effective_on <= day or one.type.undated]
            content = content_of(standing, INITIAL, evolve, TABLE.view)
            if content is None:
                continue
            hashes.extend(
                row_hash(TABLE.name, [values, content.rests_on])
                for values in TABLE.rows(worker_id, content)
                if below is None or values[place] in below
            )
        known.forget("worker")
    return Replayed(len(hashes), of_rows(hashes))
