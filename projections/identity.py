"""The read model `identity`: what each event said of a person, in plain words, for display and search.

A row stands under the position of the event that said it, so what a roster names by position is found here for both
times. It is the only table of read models with a person's values: an erasure empties it, and whoever was erased shows as
that. Full numbers of documents are not in it; they are opened from the record for whoever may see them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

import psycopg

from domain.catalogue import event_type
from domain.codes import mask_document
from domain.hidden import Erased
from domain.record import Event, read_content, said_json, sealed_or_plain
from domain.timeline import CORRECTED
from domain.worker.erasure import ERASED
from domain.worker.registration import PROFILE_CHANGED, REGISTERED
from projections.known import read_row
from projections.names import sound_of
from projections.passes import key_of
from projections.roster import Page
from projections.source import Source

_EVENTS: Final = """
SELECT stream_id, position, version, type, schema, recorded_at, leaf FROM ledger.event
WHERE position >= %(start)s AND position < %(end)s AND type = ANY(%(types)s) AND starts_with(stream_id, 'worker-')
ORDER BY position
"""
_OF_STREAMS: Final = """
SELECT stream_id, position, version, type, schema, recorded_at, leaf FROM ledger.event
WHERE stream_id = ANY(%(streams)s) AND position < %(end)s AND type = ANY(%(types)s) ORDER BY stream_id, version
"""
_COPY: Final = """
COPY identity (worker_id, said_at, name, pinyin, initials, document_kind, document_mask, sex, birth_on) FROM STDIN
"""
_AT: Final = """
SELECT stream_id, position, version, type, schema, recorded_at, leaf FROM ledger.event WHERE position = ANY(%s)
"""
_PURGE: Final = "DELETE FROM identity WHERE worker_id = %s::uuid"
_SAYING: Final = (REGISTERED.name, PROFILE_CHANGED.name)
_TYPES: Final = (*_SAYING, CORRECTED, ERASED.name)
_MEMBERS: Final = ("name", "document", "person")


class Identity:
    """The read model `identity`."""

    name: Final = "identity"
    prefix: Final = "worker"
    tables: Final = ("identity",)

    def __init__(self, source: Source) -> None:
        self._source = source

    def apply(self, connection: psycopg.Connection[Any], start: int, end: int) -> None:
        """Add what the events [start, end) say."""
        asked = {"start": start, "end": end, "types": list(_TYPES)}
        self._write(connection, connection.execute(_EVENTS, asked, binary=True).fetchall())

    def build(self, connection: psycopg.Connection[Any], stream_ids: Sequence[str], size: int) -> int:
        """Write all that the events [0, size) say of these persons; how many of their events say something."""
        asked = {"streams": list(stream_ids), "end": size, "types": list(_TYPES)}
        found = connection.execute(_OF_STREAMS, asked, binary=True).fetchall()
        self._write(connection, found)
        return len(found)

    def _write(self, connection: psycopg.Connection[Any], found: Sequence[Any]) -> None:
        events = [read_row(row) for row in found]
        self._source.load_keys({event.stream_id for event in events})
        rows = [row for event in events for row in self._rows(event)]
        if rows:
            with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
                for row in rows:
                    copy.write_row(row)
        # A key may have been in memory still when its subject had just been erased.
        for event in events:
            if event.type is ERASED:
                self.purge(connection, event.stream_id)

    def purge(self, connection: psycopg.Connection[Any], subject: str) -> int:
        """Remove all that is said of an erased person."""
        if not subject.startswith("worker-"):
            return 0
        return connection.execute(_PURGE, (key_of(subject),)).rowcount

    def _rows(self, event: Event) -> Iterator[tuple[Any, ...]]:
        """What one event says of name, document and person; nothing where it says none of them."""
        name, document, person = (_opened(self._source, event, member) for member in _MEMBERS)
        if name is None and document is None and person is None:
            return
        sound = sound_of(name) if name else None
        yield (
            key_of(event.stream_id),
            event.position,
            name,
            sound.pinyin if sound else None,
            sound.initials if sound else None,
            document["kind"] if document else None,
            mask_document(document["number"]) if document else None,
            person["sex"] if person else None,
            person["birth_on"] if person else None,
        )


def unmasked(source: Source, page: Page) -> Page:
    """The same page with documents as they were recorded, for whoever may see them in full."""
    positions = [row.said.document_at for row in page.rows if row.said.document_at is not None]
    found = [read_row(one) for one in source.rows(_AT, (positions,))]
    source.load_keys({event.stream_id for event in found})
    documents = {event.position: _opened(source, event, "document") for event in found}
    rows = (replace(row, document=documents.get(row.said.document_at) or row.document) for row in page.rows)
    return Page(tuple(rows), page.next_after)


def _opened(source: Source, event: Event, member: str) -> Any:
    """What an event says of a person, in plain JSON; None where it says nothing of it, or where it is erased."""
    data, base = event.data, "/data/"
    if event.type.name == CORRECTED and data.type in _SAYING:
        data, base = read_content(event_type(data.type), said_json(event)["data"]["data"]), "/data/data/"
    elif event.type.name not in _SAYING:
        return None
    value = getattr(data, member)
    if value is None:
        return None
    plain = source.open(sealed_or_plain(event, base + member, value))
    return None if isinstance(plain, Erased) else plain
