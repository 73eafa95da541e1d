"""What callers hand to the appender: one job a command, encoded and sealed before it waits.

Everything that does not need the head lock is done here, in the caller's thread.
"""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple
from uuid import UUID

from domain.canonical import canonical_trusted
from domain.catalogue import hidden_of
from domain.claims import Claim, ClaimKey
from domain.errors import EntryTooLarge, Fault, InvalidInput
from domain.hidden import Seal
from domain.ledger import CommandKey, Draft, Receipt
from domain.record import ENTRY_LIMIT, Event, line_2
from ops.vault import Vault

ERASURE_TYPE: Final = "subject.erased"

# The longest that a position, an instant with its quotes, and the brackets, commas and newline can be.
_LINE_1_REST: Final = 16 + 29 + 5


class Entry(NamedTuple):
    """One event on its way: all of its leaf but position and instant. `middle` is line 1 between those two."""

    stream_id: str
    version: int
    type: str
    schema: int
    event_id: UUID
    second: bytes
    middle: bytes

    @classmethod
    def of(
        cls, stream_id: str, version: int, type_name: str, schema: int, event_id: UUID, second: bytes
    ) -> "Entry":
        """Raises EntryTooLarge when the leaf could reach 64 KiB."""
        middle = canonical_trusted([stream_id, version, type_name, schema])[1:-1]
        size = len(second) + len(middle) + _LINE_1_REST
        if size >= ENTRY_LIMIT:
            raise EntryTooLarge(size, ENTRY_LIMIT)
        return cls(stream_id, version, type_name, schema, event_id, second, middle)

    def leaf(self, position: int, instant: bytes) -> bytes:
        """The two lines; `instant` is the JSON text of recorded_at, quotes included. Equals
        `domain.record.leaf`.
        """
        return b"[%d,%b,%b]\n%b" % (position, self.middle, instant, self.second)


@dataclass(slots=True, eq=False)
class Job:
    """One command in the appender: its entries, what has to hold for them, and who waits for the answer.

    `floors` is for callers without a read set (the library's own recorders): the stream's version has to be
    below. `tracking` is the mark of a follower, moved in the same commit. `sent` says that a commit was asked
    for and its outcome may be unknown. `relied` are the wrapped keys, registered by earlier jobs of the same
    caller, that this job was sealed with: they have to be the ones recorded.
    """

    entries: Sequence[Entry]
    reads: Mapping[str, int] = field(default_factory=dict)
    floors: Mapping[str, int] = field(default_factory=dict)
    claims: Sequence[Claim] = ()
    claimants: frozenset[str] = frozenset()
    key: CommandKey | None = None
    subjects: frozenset[str] = frozenset()
    new_keys: Mapping[str, bytes] = field(default_factory=dict)
    wrapped: Mapping[str, bytes] = field(default_factory=dict)
    relied: Mapping[str, bytes] = field(default_factory=dict)
    tracking: tuple[str, int] | None = None
    future: "Future[Sequence[Receipt]]" = field(default_factory=Future)
    sent: bool = False

    @property
    def wanted(self) -> frozenset[ClaimKey]:
        """The keys whose holders have to be known to judge this job's claims."""
        return frozenset(claim.key for claim in self.claims)


class NewKey(NamedTuple):
    """The key of a subject that is about to be registered, and the form in which it will be stored."""

    key: bytes
    wrapped: bytes


def encode(draft: Draft, vault: Vault, waiting: dict[str, NewKey] | None = None) -> Job:
    """Seal, serialise and bound a draft. `waiting` collects the new keys of a caller's drafts, for its later ones.

    Raises InvalidInput for a draft that contradicts itself, EntryTooLarge, SubjectErased, NotFound for a
    subject that is neither known nor new.
    """
    _check(draft)
    new = _new_keys(draft.new_subjects, vault) if draft.new_subjects else {}
    subjects = {event.stream_id for event in draft.events} | draft.new_subjects
    relied = (
        {subject: waiting[subject] for subject in subjects - new.keys() if subject in waiting}
        if waiting
        else {}
    )
    seal = vault.sealer({subject: made.key for subject, made in (relied | new).items()})
    versions = dict(draft.reads)
    entries = []
    for event in draft.events:
        versions[event.stream_id] += 1
        entries.append(_entry(event, versions[event.stream_id], seal))
    if waiting is not None:
        waiting.update(new)
    return Job(
        entries=entries,
        reads=draft.reads,
        claims=draft.claims,
        claimants=draft.claimants,
        key=draft.key,
        subjects=frozenset(subjects if draft.key is None else subjects.union(draft.key.subjects)),
        new_keys={subject: made.key for subject, made in new.items()},
        wrapped={subject: made.wrapped for subject, made in new.items()},
        relied={subject: made.wrapped for subject, made in relied.items()},
    )


def _new_keys(subjects: Iterable[str], vault: Vault) -> dict[str, NewKey]:
    return {
        subject: NewKey(key, vault.subjects.wrap(subject, key))
        for subject, key in vault.new_keys(subjects).items()
    }


def _entry(event: Event, version: int, seal: Seal) -> Entry:
    second = line_2(event, hidden_of(event), seal, event.stream_id)
    return Entry.of(event.stream_id, version, event.type.name, event.type.schema, event.event_id, second)


def _check(draft: Draft) -> None:
    """A draft is made by our own use cases: what is wrong here is a fault of the program, told as such."""
    if not draft.events:
        _refuse("/events", "命令没有事件", "a command records at least one event")
    if len(draft.events) > 1 and len({event.event_id for event in draft.events}) < len(draft.events):
        _refuse("/events", "事件编号重复", "two events have the same id")
    for event in draft.events:
        if event.stream_id not in draft.reads:
            _refuse("/reads", f"读取集缺少 {event.stream_id}", f"the read set lacks {event.stream_id}")
        if "\x00" in event.stream_id:
            _refuse("/events", "流编号含空字符", "a stream id with a NUL character")
    if any(claim.stream_id not in draft.claimants for claim in draft.claims):
        _refuse("/claims", "占用者不在占用者清单中", "a claim of a stream that is not among the claimants")


def _refuse(pointer: str, zh: str, en: str) -> Any:
    raise InvalidInput((Fault(pointer, zh, en),))
