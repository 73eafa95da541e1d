"""Names in place of ids: organisations, posts and persons of the ledger, and those of the same workbook."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final

from pydantic import TypeAdapter

from api.authority import in_scope
from api.dependencies import Principal
from domain.codes import CodeError, checked_document
from domain.hidden import Erased, reveal
from domain.timeline import Timeline
from domain.worker.life import person_key
from domain.worker.registration import Document
from domain.worker.state import WorkerState
from ops.importing.rows import is_existing
from ops.store import PostgresLedger
from ops.workbook.cells import CellFault
from projections.known import Known
from projections.search import event_at

_NAME: Final = TypeAdapter(str)
Person = tuple[str, str]
"""Kind and number of an identity document."""


@dataclass(slots=True)
class Here:
    """What rows of the same workbook open: their local names, by what people call them. `rows` are those of a roster."""

    organisations: dict[str, str] = field(default_factory=dict)
    posts: dict[tuple[Any, Any], str] = field(default_factory=dict)
    persons: dict[tuple[Any, Any], str] = field(default_factory=dict)
    rows: dict[Person, int] = field(default_factory=dict)


class Lookup:
    """Finds what cells name. One a workbook; what it has read it keeps."""

    def __init__(self, ledger: PostgresLedger, authority: Principal | None, today: date) -> None:
        self._ledger = ledger
        self._authority = authority
        self._today = today
        self._known = Known(ledger, ledger.size_and_root()[0] - 1)
        self.here = Here()
        self._persons: dict[Person, str | None] = {}

    @cached_property
    def _organisations(self) -> Mapping[str, list[str]]:
        """Ids by name and by credit code, those of the principal's own subtree before all others."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for inside in (True, False):
            for state in self._all_organisations:
                if self._inside(state.organisation_id) is inside:
                    for name in {state.name, state.credit_code} - {None}:
                        found[str(name)].append(state.organisation_id)
        return found

    @cached_property
    def _all_organisations(self) -> list[Any]:
        ids = list(self._ledger.stream_ids("organisation-"))
        self._known.load(ids)
        states = (self._known.organisation(one, self._today) for one in ids)
        return [state for state in states if state is not None and state.active]

    def _inside(self, organisation_id: str) -> bool:
        return self._authority is None or in_scope(self._authority, self._known, organisation_id, self._today)

    @cached_property
    def _posts(self) -> Mapping[tuple[str, str], list[str]]:
        ids = list(self._ledger.stream_ids("post-"))
        self._known.load(ids)
        found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for post_id in ids:
            post = self._known.post(post_id, self._today)
            if post is not None and post.active:
                found[post.organisation, post.title].append(post_id)
        return found

    def names(self) -> list[str]:
        """The names of the organisations that the principal acts in, in order."""
        return sorted({one.name for one in self._all_organisations if self._inside(one.organisation_id)})

    def organisation(self, text: str) -> str:
        """The organisation of a name, credit code or id, as an id or a local name. Raises CellFault."""
        if text in self.here.organisations:
            return self.here.organisations[text]
        if text.startswith("@") or (is_existing(text) and text.startswith("organisation-")):
            return text
        found = self._organisations.get(text, [])
        inside = [one for one in found if self._inside(one)] or found
        if len(inside) > 1:
            raise CellFault(
                f"有 {len(inside)} 个组织叫这个名称；请改填统一社会信用代码或编号：{'、'.join(inside[:5])}",
                f"{len(inside)} organisations have this name: give the credit code or the id, {', '.join(inside[:5])}",
            )
        if not inside:
            raise CellFault(
                "没有这个组织；请先登记，或核对名称",
                "there is no such organisation: register it first, or check the name",
            )
        return inside[0]

    def post(self, host: str | None, text: str) -> str:
        """The post of this title in an organisation, or of an id. Raises CellFault."""
        if is_existing(text) and text.startswith("post-"):
            return text
        if host is None:
            raise CellFault("先填用工组织", "say the host first")
        if (host, text) in self.here.posts:
            return self.here.posts[host, text]
        found = self._posts.get((host, text), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise CellFault(
                f"该组织有 {len(found)} 个这样的岗位；请改填岗位编号",
                f"{len(found)} posts have this title there: give the id",
            )
        raise CellFault(
            "该组织没有这个岗位；请先设立，或核对名称",
            "that organisation has no such post: create it, or check the title",
        )

    def organisation_below(self, parent: str | None, name: str) -> str | None:
        """The organisation of this name right under another, None when there is none."""
        return next((one for one in self._organisations.get(name, ()) if self._parent(one) == parent), None)

    def _parent(self, organisation_id: str) -> str | None:
        state = self._known.organisation(organisation_id, self._today)
        return None if state is None else state.parent

    def post_of(self, organisation: str, title: str) -> str | None:
        """The post of this title in an organisation, None when there is none."""
        return next(iter(self._posts.get((organisation, title), ())), None)

    def meet(self, persons: Iterable[Person]) -> None:
        """Find out at once which of these persons the ledger knows."""
        keys: dict[Any, Person] = {}
        for person in persons:
            key = self._key(person)
            if key is not None and person not in self._persons:
                self._persons[person] = None
                keys[key] = person
        for claim in self._ledger.claims(list(keys)) if keys else ():
            self._persons[keys[claim.key]] = claim.stream_id

    def registered(self, person: Person) -> str | None:
        """The worker who is registered under a document, None when nobody is."""
        if person not in self._persons:
            self.meet([person])
        return self._persons.get(person)

    def _key(self, person: Person) -> Any:
        try:
            checked_document(*person)
        except CodeError:
            return None
        return person_key(Document(kind=person[0], number=person[1]), self._ledger)

    def worker(self, text: str, kind: str = "citizen_id") -> str:
        """The worker of an id or a document number, as an id or a local name. Raises CellFault."""
        if is_existing(text) and text.startswith("worker-"):
            return text
        person = (kind, text)
        if person in self.here.persons:
            return self.here.persons[person]
        try:
            checked_document(*person)
        except CodeError as error:
            raise CellFault(error.zh, error.en) from None
        found = self.registered(person)
        if found is None:
            raise CellFault(
                "账本中没有此证件号码的人员；请先登记",
                "nobody is registered under this document: register the person first",
            )
        return found

    def timeline(self, worker_id: str) -> Timeline[WorkerState]:
        """The worker's whole timeline as known now."""
        return self._known.worker(worker_id)

    def load(self, worker_ids: Iterable[str]) -> None:
        """Read many workers at once."""
        self._known.load(worker_ids)

    def name_of(self, worker_id: str) -> str | None:
        """What the worker is called now; None for one who is erased or not there."""
        identity = self.timeline(worker_id).end.identity
        if identity is None:
            return None
        name = reveal(self._ledger, identity.name, _NAME)
        return None if isinstance(name, Erased) else name

    def event(self, said: str | int) -> str:
        """The id of an event that is named by id or by position. Raises CellFault."""
        if isinstance(said, str):
            return said
        event = event_at(self._ledger.rows, said)
        if event is None:
            raise CellFault("没有这个序号的事件", "there is no event at this position")
        return str(event.event_id)
