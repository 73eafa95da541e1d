"""Where a command is taken in: role, body, key and order, then the use case; the same for a route and for a batch."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from api.authority import authorise_commands, require_target
from api.bodies import parse_body
from api.dependencies import Dependencies, Principal
from api.receipts import receipt_json
from api.rounds import Rounds
from api.targets import Target
from domain.hidden import is_subject
from domain.ledger import CommandKey, Receipt
from domain.orders import Order, key_to_event_id, stream_of
from domain.recording import Authorise


@dataclass(frozen=True, slots=True)
class Sent:
    """A command as it came: `stream` is the id in the address, None for an opening; `content` the body's bytes."""

    target: Target
    stream: str | None
    content: bytes
    key: str | None = None
    expected_version: int | None = None
    correlation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of it: `location` is the address of what is new."""

    location: str
    receipts: Sequence[Receipt]

    @property
    def version(self) -> int:
        """The version now of the stream that the command was sent to."""
        first = self.receipts[0].stream_id
        return max(one.stream_version for one in self.receipts if one.stream_id == first)

    def json(self) -> dict[str, Any]:
        """The body of the answer."""
        return {"receipts": [receipt_json(receipt) for receipt in self.receipts]}


@dataclass(frozen=True, slots=True)
class Asked:
    """A command that was read: what is to be recorded, if this principal may."""

    target: Target
    order: Order
    authorise: Authorise

    def recorded(self, receipts: Sequence[Receipt]) -> Recorded:
        """What came of it."""
        new = self.order.stream_id if self.target.opening else receipts[0].position
        return Recorded(f"/v1/{self.target.collection if self.target.opening else 'events'}/{new}", receipts)


class Desk:
    """Takes commands of any principal. Safe to share between threads."""

    def __init__(self, deps: Dependencies) -> None:
        self._deps = deps
        self._rounds = Rounds(deps.ledger, deps.shelf)

    def close(self) -> None:
        """Finish what was taken."""
        self._rounds.close()

    def take(self, principal: Principal, sent: Sent) -> Recorded:
        """Record one command and wait for it. Raises what is told as a problem: LedgerError's kinds, and Problem."""
        asked = self.read(principal, sent)
        return asked.recorded(self.submit(asked).result())

    def submit(self, asked: Asked) -> "Future[Sequence[Receipt]]":
        """Queue a command: its receipts once the commit is on disk, or why there are none."""
        return self._rounds.submit(asked.order, asked.authorise)

    def read(self, principal: Principal, sent: Sent) -> Asked:
        """Read one command, strictly. Raises InvalidInput, Forbidden, NotFound and Problem."""
        target = sent.target
        require_target(principal, target.kind, target.prefix)
        stream = None if sent.stream is None else target.stream(sent.stream)
        said = parse_body(sent.content)
        commands = target.read(sent.content)
        first = uuid7() if sent.key is None else key_to_event_id(principal.id, sent.key)
        if stream is None:
            stream = stream_of(target.prefix, first)
        order = Order(
            principal=principal.id,
            stream_id=stream,
            commands=commands,
            first_event_id=first,
            correlation_id=sent.correlation_id or first,
            key=self._command_key(principal, sent, said, stream),
            expected_version=sent.expected_version,
            today=self._deps.today(),
        )
        authorise = authorise_commands(principal, commands, self._deps.today())
        return Asked(target, order, authorise)

    def _command_key(self, principal: Principal, sent: Sent, said: Any, stream: str) -> CommandKey | None:
        """What tells this command from another of the same key: who, which command, what was said, to whom."""
        if sent.key is None:
            return None
        path_ids = [] if sent.stream is None else [sent.stream]
        digest = self._deps.ledger.command_digest([principal.id, sent.target.name, said, path_ids])
        return CommandKey(digest, (stream,) if is_subject(stream) else ())
