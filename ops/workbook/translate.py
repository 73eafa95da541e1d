"""From the rows of sheets to the rows of an import: names resolved and commands made; what cannot be is told by cell."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeVar

import orjson

from domain.orders import stream_of
from domain.worker.state import Engaged
from ops.importing.rows import Batch, is_existing
from ops.workbook import roster
from ops.workbook.columns import Form
from ops.workbook.lookup import Lookup
from ops.workbook.reader import Sheet, filled
from ops.workbook.rowat import Place, Reason, RowAt, RowRefused, place_of

Said = Mapping[str, Any]
T = TypeVar("T")


@dataclass(slots=True)
class Translation:
    """What a workbook comes to. `lines` are the rows of an import; `refused` are told by row, with reasons.

    `known` are rows about persons, organisations and posts that the ledger has; `unchanged` those that say nothing new. `sources` tells for
    each command of a row which column each of its members came from.
    """

    rows: int = 0
    lines: list[bytes] = field(default_factory=list)
    refused: dict[Place, Sequence[Reason]] = field(default_factory=dict)
    known: dict[Place, str] = field(default_factory=dict)
    unchanged: set[Place] = field(default_factory=set)
    sources: dict[Place, Sequence[Mapping[str, str]]] = field(default_factory=dict)


def translate(sheets: Sequence[Sheet], lookup: Lookup, batch: Batch) -> Translation:
    """Make the rows of an import. Nothing is judged by rules yet."""
    work = _Work(lookup, batch)
    read = [(at, work.taken(at, at.says)) for at in (RowAt(sheet, row) for sheet, row in filled(sheets))]
    work.found.rows = len(read)
    work.look_ahead(said for _, said in read if said is not None)
    for at, said in read:
        if said is not None:
            work.add(at, said)
    return work.found


class _Work:
    """The translation of one workbook under way."""

    def __init__(self, lookup: Lookup, batch: Batch) -> None:
        self._lookup = lookup
        self._batch = batch
        self.found = Translation()

    def taken(self, at: RowAt, work: Callable[[], T]) -> T | None:
        """What `work` makes of a row; None where the row is refused, which is kept."""
        try:
            return work()
        except RowRefused as refused:
            self.found.refused[at.place] = refused.reasons
        return None

    def look_ahead(self, said: Iterator[Said]) -> None:
        """Read at once all that the rows will ask for of persons."""
        persons = {person for one in said for person in _persons(one)}
        self._lookup.meet(persons)
        workers = (self._lookup.registered(person) for person in persons)
        self._lookup.load(worker for worker in workers if worker is not None)

    def add(self, at: RowAt, said: dict[str, Any]) -> None:
        """Take a row in."""
        make = self._roster_row if at.sheet.kind.type is None else self._event_row
        line = self.taken(at, lambda: make(at, said))
        if line is not None:
            self.found.lines.append(orjson.dumps(line) + b"\n")

    def _event_row(self, at: RowAt, said: dict[str, Any]) -> dict[str, Any] | None:
        kind = at.sheet.kind
        assert kind.type is not None
        ref = f".{at.number}" if kind.type.first else self._subject(at, said, kind.type.stream)
        members = {place: place for place in said if not place.startswith("who.")}
        body = self._body(at, members, said)
        self.found.sources[at.place] = [members]
        there = self._there(at, kind.code, body["data"])
        self._open(kind.code, there or f"@{ref}", body["data"])
        if there is not None:
            self.found.known[at.place] = there
            self.found.unchanged.add(at.place)
            return None
        return {"row": at.number, "ref": ref, "command": kind.command, "body": body}

    def _subject(self, at: RowAt, said: Said, stream: str) -> str:
        """Whose event it is: the stream that the row names."""
        if stream == "worker":
            return self._person(at, said)
        if stream in {"organisation", "post"}:
            organisation = self._value(at, "who.organisation", said)
            if stream == "organisation":
                return str(organisation).removeprefix("@")
            post = at.found("who.post", lambda: self._lookup.post(organisation, said["who.post"]))
            return post.removeprefix("@")
        named = str(said["who.id"])
        if not (is_existing(named) and named.startswith(f"{stream}-")):
            raise at.refused(
                "who.id", f"应为 {stream}- 开头的编号", f"has to be an id that begins with {stream}-"
            )
        return named

    def _person(self, at: RowAt, said: Said) -> str:
        source = "who.id" if "who.id" in said else "who.number"
        if source not in said:
            raise at.refused(source, "应填证件号码或人员编号", "say the document number or the worker id")
        kind = said.get("who.kind", "citizen_id")
        worker = at.found(source, lambda: self._lookup.worker(said[source], kind))
        if is_existing(worker):
            self.found.known[at.place] = worker
            name = self._lookup.name_of(worker)
            if name is not None and said.get("who.name", name) != name:
                raise at.refused(
                    "who.name",
                    "与登记的姓名不符；请核对姓名和证件号码",
                    "differs from the registered name: check the name and the document number",
                )
        return worker.removeprefix("@")

    def _roster_row(self, at: RowAt, given: dict[str, Any]) -> dict[str, Any] | None:
        """The commands that a person's row becomes; None where the ledger has all of it."""
        said = at.found("document.number", lambda: roster.completed(given))
        person = (said["document.kind"], said["document.number"])
        self._once(at, person)
        said["host"] = self._value(at, "host", said)
        known = self._lookup.registered(person)
        if known == stream_of("worker", self._batch.event_id(at.number)):
            known = None  # This row opened it, when the file was imported before.
        if known is not None:
            self.found.known[at.place] = known
            if self._on_roster(known, said):
                self.found.unchanged.add(at.place)
                return None
        parts = list(roster.parts(said, registered=known is not None))
        first, *rest = [
            {"command": command, "body": self._body(at, members, said)} for command, members in parts
        ]
        self.found.sources[at.place] = [members for _, members in parts]
        ref = known or f".{at.number}"
        self._lookup.here.persons[person] = f"@{ref}"
        return {"row": at.number, "ref": ref, **first, **({"with": rest} if rest else {})}

    def _once(self, at: RowAt, person: tuple[str, str]) -> None:
        earlier = self._lookup.here.rows.setdefault(person, at.number)
        if earlier != at.number:
            row = place_of(earlier)[1]
            raise at.refused(
                "document.number", f"与第 {row} 行证件号码相同", f"the same document number as in row {row}"
            )

    def _on_roster(self, worker: str, said: Said) -> bool:
        """Whether the ledger has this person engaged there since that day already."""
        engagement = self._lookup.timeline(worker).end.engagement
        if not isinstance(engagement, Engaged):
            return False
        return (engagement.host, engagement.since.isoformat()) == (said["host"], said["start"])

    def _body(self, at: RowAt, members: Mapping[str, str], said: Said) -> dict[str, Any]:
        """A command's body, its members from what the row says. Raises RowRefused with every name that is none."""
        body: dict[str, Any] = {"data": {}}
        reasons: list[Reason] = []
        for target, source in members.items():
            if source not in said:
                continue
            try:
                _put(body, target.split("."), self._value(at, source, said, body["data"].get("host")))
            except RowRefused as refused:
                reasons += refused.reasons
        if reasons:
            raise RowRefused(reasons)
        return body

    def _value(self, at: RowAt, source: str, said: Said, host: str | None = None) -> Any:
        """The value of a column, with ids and local names in the place of what people write."""
        value, look = said[source], self._lookup
        match at.column(source).form:
            case Form.ORGANISATION:
                return at.found(source, lambda: look.organisation(value))
            case Form.ORGANISATIONS:
                return at.found(source, lambda: [look.organisation(one) for one in value])
            case Form.POST:
                return at.found(source, lambda: look.post(host, value))
            case Form.WORKER:
                return at.found(source, lambda: look.worker(value))
            case Form.WORKERS:
                return at.found(source, lambda: [look.worker(one) for one in value])
            case Form.EVENT:
                return at.found(source, lambda: look.event(value))
            case Form.EVENTS:
                return at.found(source, lambda: [look.event(one) for one in value])
        return value

    def _there(self, at: RowAt, code: str, data: Said) -> str | None:
        """The organisation or post of the ledger that a row would open a second time."""
        match code:
            case "organisation.registered":
                there = self._lookup.organisation_below(data.get("parent"), data["name"])
            case "post.created":
                there = self._lookup.post_of(data["organisation"], data["title"])
            case _:
                return None
        own = stream_of(code.split(".", maxsplit=1)[0], self._batch.event_id(at.number))
        return None if there == own else there

    def _open(self, code: str, ref: str, data: Said) -> None:
        """Let later rows name what this one opens."""
        here = self._lookup.here
        match code:
            case "organisation.registered":
                for name in (data.get("name"), data.get("credit_code")):
                    if isinstance(name, str):
                        here.organisations.setdefault(name, ref)
            case "post.created":
                here.posts.setdefault((data.get("organisation"), data.get("title")), ref)
            case "worker.registered":
                document = data.get("document", {})
                here.persons.setdefault((document.get("kind"), document.get("number")), ref)


def _put(body: dict[str, Any], path: Sequence[str], value: Any) -> None:
    """Put a value into a body; a part `0` of the path stands for the only element of a list."""
    at: Any = body
    for part, after in pairwise(path):
        if part != "0":
            at = at.setdefault(part, [{}] if after == "0" else {})
            at = at[0] if after == "0" else at
    at[path[-1]] = value


def _persons(said: Said) -> Iterator[tuple[str, str]]:
    for kind, number in (("who.kind", "who.number"), ("document.kind", "document.number")):
        if number in said:
            yield said.get(kind, "citizen_id"), said[number]
