"""A ledger in memory: the port with its positions, read sets, claims and seals, and no durability.

Tests of use cases say commands to a `Desk`, which sends them the way that every command goes: read strictly, judged,
recorded, its hidden values sealed.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

import orjson

from domain.canonical import canonical
from domain.catalogue import event_type, hidden_of
from domain.claims import Claim, ClaimKey
from domain.errors import IdempotencyConflict
from domain.hidden import ERASED, Sealed
from domain.ledger import CommandKey, Draft, LostRace, Receipt
from domain.orders import Order, event_id_of, read_command
from domain.questioned import Questioned, questioned
from domain.reading import Reading, Shelf
from domain.record import Event, leaf, line_1, line_2, read_line_2
from domain.recording import record_order
from domain.rulebook.drafts import BookDraft
from domain.rulebook.enacting import enact
from domain.timeline import Timeline
from domain.tree import Frontier, leaf_hash
from domain.worker.state import WorkerState
from tests.specification import AGENCY, CITY, COUNTY, POST, SPACE, WORKER

START = datetime(2026, 1, 1, tzinfo=UTC)


def _seal(subject: str, _event_id: UUID, _pointer: str, value: Any) -> Mapping[str, Any]:
    """A token that anyone can open: the place of the ciphertext holds the plain value."""
    return {"$t": [1, subject, "none", "", "", urlsafe_b64encode(canonical(value)).decode()]}


class MemoryLedger:
    """The port `Ledger`, for one thread."""

    def __init__(self) -> None:
        self.log: list[Event] = []
        self.erased: set[str] = set()
        self._streams: defaultdict[str, list[Event]] = defaultdict(list)
        self._by_id: dict[UUID, Event] = {}
        self._receipts: dict[UUID, tuple[CommandKey | None, Sequence[Receipt]]] = {}
        self._claims: defaultdict[ClaimKey, list[Claim]] = defaultdict(list)
        self._held: dict[str, list[Claim]] = {}
        self._frontier = Frontier()

    def events(self, stream_id: str) -> Sequence[Event]:
        return tuple(self._streams[stream_id])

    def events_of(self, stream_ids: Sequence[str]) -> Mapping[str, Sequence[Event]]:
        return {stream_id: self.events(stream_id) for stream_id in stream_ids}

    def versions(self, stream_ids: Sequence[str]) -> Mapping[str, int]:
        return {stream_id: len(self._streams[stream_id]) for stream_id in stream_ids}

    def claims(self, keys: Sequence[ClaimKey]) -> Sequence[Claim]:
        return [claim for key in dict.fromkeys(keys) for claim in self._claims[key]]

    def held_by(self, stream_id: str) -> Sequence[Claim]:
        """All claims of a stream."""
        return tuple(self._held.get(stream_id, ()))

    def blind(self, purpose: str, value: str) -> str:
        return sha256(f"{purpose}|{value}".encode()).hexdigest()

    def find_event(self, event_id: UUID) -> Event | None:
        return self._by_id.get(event_id)

    def prior(self, first_event_id: UUID, key: CommandKey | None) -> Sequence[Receipt] | None:
        known = self._receipts.get(first_event_id)
        if known is None:
            return None
        if known[0] != key:
            raise IdempotencyConflict
        return known[1]

    def command_digest(self, content: Any) -> bytes:
        return sha256(canonical(content)).digest()

    def now(self) -> datetime:
        return START + timedelta(seconds=len(self.log))

    def open(self, sealed: Sealed) -> Any:
        subject, plain = sealed.token.subject, sealed.token.parts[-1]
        return ERASED if subject in self.erased else orjson.loads(urlsafe_b64decode(plain))

    def record(self, draft: Draft) -> Sequence[Receipt]:
        current = self.versions(list(draft.reads))
        lost = [stream for stream, version in draft.reads.items() if current[stream] != version]
        if lost:
            raise LostRace(lost)
        taken = [self._take(event) for event in draft.events]
        self._claim(draft)
        size, root = self._frontier.size, self._frontier.root()
        receipts = [
            Receipt(event.event_id, event.stream_id, event.version, event.position, hashed, size, root, "")
            for event, hashed in taken
        ]
        self._receipts[receipts[0].event_id] = (draft.key, receipts)
        return receipts

    def _claim(self, draft: Draft) -> None:
        for claim in (one for stream_id in draft.claimants for one in self.held_by(stream_id)):
            self._claims[claim.key].remove(claim)
        self._held |= {stream_id: [] for stream_id in draft.claimants}
        for claim in draft.claims:
            self._claims[claim.key].append(claim)
            self._held.setdefault(claim.stream_id, []).append(claim)

    def _take(self, event: Event) -> tuple[Event, bytes]:
        position, at = len(self.log), self.now()
        version = len(self._streams[event.stream_id]) + 1
        second = line_2(event, hidden_of(event), _seal, event.stream_id)
        said = read_line_2(event.type, event.type.schema, second)
        recorded = Event(event.type, event.stream_id, said, position, version, at)
        first = line_1(position, event.stream_id, version, event.type.name, event.type.schema, at)
        hashed = leaf_hash(leaf(first, second))
        self.log.append(recorded)
        self._streams[event.stream_id].append(recorded)
        self._by_id[recorded.event_id] = recorded
        self._frontier = self._frontier.append(hashed)
        return recorded, hashed


@dataclass(frozen=True)
class Said:
    """One command as it is sent; `label` names its event for those that cite it."""

    type: str
    on: str
    data: Mapping[str, Any]
    label: str
    members: Mapping[str, Any] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        return canonical({"effective_on": self.on, "data": self.data, **self.members})


def say(type_name: str, on: str, label: str = "", /, **data: Any) -> Said:
    """A command of this type."""
    return Said(type_name, on, data, label or f"{type_name}@{on}")


def beside(said: Said, **members: Any) -> Said:
    """The same command with members beside its data: evidence (labels or event ids), exceptions, fact."""
    evidence = members.pop("evidence", ())
    cited = [str(one if isinstance(one, UUID) else uuid5(SPACE, one)) for one in evidence]
    more = {**members, **({"evidence": cited} if cited else {})}
    return Said(said.type, said.on, said.data, said.label, {**said.members, **more})


def _organisations() -> dict[str, dict[str, Any]]:
    return {
        CITY: {"name": "示例市总工会", "kind": "union", "level": "city", "division": "220600"},
        COUNTY: {
            "name": "示例县总工会",
            "kind": "union",
            "level": "county",
            "division": "220621",
            "parent": CITY,
        },
        AGENCY: {"name": "示例人力资源公司", "kind": "enterprise", "level": "city", "division": "220600"},
    }


class Desk:
    """Where commands come in: a ledger with a city union, a county union and a company, registered in 2000."""

    def __init__(self, *books: tuple[BookDraft, str]) -> None:
        self.ledger = MemoryLedger()
        self.shelf = Shelf()
        for stream_id, data in _organisations().items():
            self.do(say("organisation.registered", "2000-01-01", stream_id, **data), stream_id=stream_id)
        post = {"organisation": COUNTY, "title": "社会化工会工作者", "category": "social_worker", "seats": 1}
        self.do(say("post.created", "2000-01-01", POST, **post), stream_id=POST)
        for draft, on in books:
            self.enact(draft, on)

    def enact(self, draft: BookDraft, on: str, label: str = "") -> Sequence[Receipt]:
        """Enact a book from a day on."""
        first = uuid5(SPACE, label or f"{draft.jurisdiction}@{on}")
        return enact(
            self.ledger,
            self.shelf,
            draft,
            effective_on=date.fromisoformat(on),
            principal="administrator",
            first_event_id=first,
            correlation_id=first,
        )

    def do(self, *commands: Said, stream_id: str = WORKER, actor: str = "clerk") -> Sequence[Receipt]:
        """Record commands together, all or none; the first one's label names the command."""
        first = uuid5(SPACE, commands[0].label)
        read = tuple(read_command(event_type(said.type), said.content) for said in commands)
        order = Order(actor, stream_id, read, first, first, today=self.today)
        return record_order(self.ledger, self.shelf, order, lambda *_: None)

    @property
    def today(self) -> date:
        """The day on which commands come in."""
        return self.ledger.now().date()

    def worker(self, worker_id: str = WORKER) -> Timeline[WorkerState]:
        """The worker's timeline as it is recorded."""
        return Reading(self.ledger, self.shelf).worker(worker_id)

    def questioned(self) -> list[Questioned]:
        """What is questioned on the worker's timeline."""
        return questioned(self.worker(), Reading(self.ledger, self.shelf))


def event_id(label: str, ordinal: int = 0) -> UUID:
    """The event id of the command with this label, or of its further events."""
    return event_id_of(uuid5(SPACE, label), ordinal)
