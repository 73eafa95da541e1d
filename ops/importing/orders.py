"""From a row to an order: local names replaced, the body read strictly, the command's digest taken."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from api.authority import authorise_commands, require_target
from domain.canonical import NotCanonical
from domain.errors import Fault, InvalidInput
from domain.hidden import is_subject
from domain.ledger import CommandKey
from domain.orders import Command, Order, read_command
from domain.reading import Reading
from domain.recording import Authorise
from domain.timeline import Timeline
from ops.importing.references import resolve
from ops.importing.rows import Batch, Row, is_existing


class RestsOnRefused(Exception):
    """The row names what row number `row`, which was refused, would have recorded."""

    def __init__(self, row: int) -> None:
        super().__init__(f"row {row}")
        self.row = row


@dataclass(slots=True)
class Names:
    """What local names stand for, and which of them a refused row would have opened (its number)."""

    streams: Mapping[str, str]
    refused: dict[str, int] = field(default_factory=dict)

    def stream(self, name: str) -> str:
        """The id of a stream by its local name or its id."""
        return name if is_existing(name) else self.streams[name]


def allow_all(_reading: Reading, _timeline: Timeline[Any]) -> None:
    """The operator's command line has the whole ledger as its scope."""


class Orders:
    """Makes the orders of one batch."""

    def __init__(self, batch: Batch, names: Names, digest: Callable[[Any], bytes], today: date) -> None:
        self.names = names
        self._batch = batch
        self._digest = digest
        self._today = today
        self._correlation = batch.correlation_id

    def stream_id(self, row: Row) -> str:
        """The stream that a row opens or acts on."""
        return self.names.stream(row.ref)

    def event_id(self, row: Row) -> UUID:
        """The id of the event that a row becomes."""
        return self._batch.event_id(row.number)

    def order(self, row: Row) -> Order:
        """The row as an order; its body then holds ids in place of local names. Raises InvalidInput."""
        event_id = self.event_id(row)
        stream_id = self.stream_id(row)
        resolve(row.names, self.names.stream, self._batch.event_id)
        commands = _commands(row)
        try:
            digest = self._digest([self._batch.principal, *_said(row), stream_id])
        except NotCanonical as error:
            zh = "只可为文字、整数、true/false、列表与对象"
            raise InvalidInput((Fault(error.pointer, zh, error.fault),)) from None
        subjects = (stream_id,) if is_subject(stream_id) else ()
        key = CommandKey(digest, subjects)
        return Order(
            self._batch.principal, stream_id, commands, event_id, self._correlation, key, today=self._today
        )

    def authorise(self, order: Order) -> Authorise:
        """Who asks whether an order may be given. Raises Forbidden for what the role records never."""
        authority = self._batch.authority
        if authority is None:
            return allow_all
        for command in order.commands:
            require_target(authority, command.type, order.stream_id.split("-", 1)[0])
        return authorise_commands(authority, order.commands, self._today)

    def check_names(self, row: Row, refused: Collection[int] = ()) -> None:
        """Raises RestsOnRefused when a row that this one names was refused; `refused` are rows of its own group."""
        gone = self.names.refused
        if not row.opens and row.ref in gone:
            raise RestsOnRefused(gone[row.ref])
        if not gone and not refused:
            return
        for name in row.names:
            number = name.row
            if number is None and name.stream in gone:
                raise RestsOnRefused(gone[name.stream])
            if number is not None and number in refused:
                raise RestsOnRefused(number)


def _commands(row: Row) -> tuple[Command, ...]:
    """The row's commands read strictly; of several, a fault names the one that it is in."""
    if not row.further:
        return (read_command(row.type, orjson.dumps(row.body)),)
    commands, faults = [], []
    for place, part in enumerate(row.parts):
        try:
            commands.append(read_command(part.type, orjson.dumps(part.body)))
        except InvalidInput as wrong:
            faults += [Fault(f"/commands/{place}/body{one.pointer}", one.zh, one.en) for one in wrong.faults]
    if faults:
        raise InvalidInput(tuple(faults))
    return tuple(commands)


def _said(row: Row) -> list[Any]:
    """What tells the row's order from another: its command and body, or all of them."""
    if not row.further:
        return [row.command, row.body]
    return [[[part.command, part.body] for part in row.parts]]
