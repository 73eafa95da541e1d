"""Imports by upload: reviewed at once, recorded in the background when confirmed, taken back whole. One a ledger."""

import hashlib
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from typing import Any, Final
from uuid import uuid5

from api.dependencies import Principal
from domain.canonical import canonical
from domain.errors import Fault, InvalidInput, LedgerError, NotFound
from domain.orders import NAMESPACE
from ops.importing.rescinding import rescind_batch
from ops.importing.rows import Batch
from ops.shards import Lent
from ops.store import PostgresLedger
from ops.workbook import review
from ops.workbook.drafts import REFUSED, WORKBOOK, Drafts
from ops.workbook.kinds import kinds
from ops.workbook.lookup import Lookup
from ops.workbook.reader import BadWorkbook
from ops.workbook.writer import template
from projections.moments import today

log = logging.getLogger("luli.imports")

AT_ONCE: Final = 2
"""Imports recorded at the same time; further ones wait."""
REVIEWED, RECORDING, RECORDED = "reviewed", "recording", "recorded"
RESCINDING, RESCINDED, INTERRUPTED = "rescinding", "rescinded", "interrupted"
_CONFIRMED: Final = frozenset({RECORDING, RECORDED})
_TAKEN_BACK: Final = frozenset({RESCINDING, RESCINDED})

_ID: Final = re.compile(r"import-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

State = dict[str, Any]


class _Stopping(Exception):
    """The server ends: the import goes on when it is confirmed again."""


class Imports:
    """It is the web layer's `Imports`. Safe to share between threads."""

    def __init__(self, ledger: PostgresLedger, drafts: Drafts) -> None:
        self._ledger = ledger
        self._drafts = drafts
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="luli-import")
        self._stopping = Event()
        self._lock = Lock()
        self._progress: dict[str, tuple[int, int]] = {}

    def close(self) -> None:
        """Let what is under way stop between two commits, and wait for it."""
        self._stopping.set()
        self._threads.shutdown()

    def kinds(self) -> Sequence[Mapping[str, str]]:
        """The kinds of sheets."""
        return [{"kind": one.code, "zh": one.zh, "en": one.en} for one in kinds().values()]

    def template(self, principal: Principal, kind: str) -> bytes:
        """The template of a kind. Raises NotFound."""
        if kind not in kinds():
            raise NotFound("没有这种模板", "there is no such template")
        return template(kinds()[kind], Lookup(self._ledger, principal, today(self._ledger)).names())

    def upload(self, principal: Principal, content: bytes, kind: str | None) -> State:
        """Review a workbook and keep it; the same workbook is the same import. Raises InvalidInput."""
        self._drafts.sweep()
        draft = self._name(principal, content, kind)
        known = self._drafts.state(draft)
        if known is not None and known["status"] != REVIEWED:
            return self._shown(known)
        batch = Batch(principal.id, draft, principal)
        try:
            found = review.rehearse(*review.prepare(content, kind, self._ledger, batch), self._ledger, batch)
        except BadWorkbook as bad:
            raise InvalidInput((Fault("", bad.zh, bad.en),)) from None
        self._drafts.write(draft, WORKBOOK, content)
        state = {"import_id": draft, "principal": principal.id, "kind": kind, "status": REVIEWED}
        return self._keep(state, found)

    def state(self, principal: Principal, draft: str) -> State:
        """What an import has come to. Raises NotFound for one that is not this principal's."""
        return self._shown(self._own(principal, draft))

    def mine(self, principal: Principal) -> list[State]:
        """The principal's imports, the newest first, without their rows."""
        states = (one for one in self._drafts.states() if one["principal"] == principal.id)
        return [
            {name: value for name, value in self._shown(one).items() if name not in {"refused", "known"}}
            for one in states
        ]

    def refused(self, principal: Principal, draft: str) -> bytes:
        """The refused rows as a workbook. Raises NotFound when there are none."""
        self._own(principal, draft)
        content = self._drafts.read(draft, REFUSED)
        if content is None:
            raise NotFound("没有未接受的行", "no row was refused")
        return content

    def confirm(self, principal: Principal, draft: str) -> State:
        """Record the import in the background, going on where it stopped. Asking again changes nothing."""
        return self._begin(principal, draft, RECORDING, _CONFIRMED | _TAKEN_BACK, self._record)

    def rescind(self, principal: Principal, draft: str) -> State:
        """Take the import back in the background. Asking again goes on with what still stands."""
        return self._begin(principal, draft, RESCINDING, frozenset({REVIEWED, RESCINDING}), self._take_back)

    def _begin(
        self,
        principal: Principal,
        draft: str,
        status: str,
        unless: frozenset[str],
        work: Callable[[Principal, State], None],
    ) -> State:
        with self._lock:
            state = self._own(principal, draft)
            if draft in self._progress or self._shown(state)["status"] in unless:
                return self._shown(state)
            state = {**state, "status": status}
            self._drafts.keep(draft, state)
            self._progress[draft] = (0, 0)
        self._threads.submit(self._run, principal, state, work)
        return self._shown(state)

    def _run(self, principal: Principal, state: State, work: Callable[[Principal, State], None]) -> None:
        """Do what was begun; whatever breaks it off leaves an import that can be confirmed again."""
        draft = state["import_id"]
        try:
            work(principal, state)
        except _Stopping:
            log.info("import %s stopped with the server", draft)
        except LedgerError as error:
            log.warning("import %s broke off: %s", draft, error)
            self._drafts.keep(draft, {**state, "error": {"zh": error.zh, "en": error.en}})
        except Exception:
            log.exception("import %s broke off", draft)
        finally:
            self._progress.pop(draft, None)

    def _record(self, principal: Principal, state: State) -> None:
        draft = state["import_id"]
        content = self._drafts.read(draft, WORKBOOK)
        if content is None:
            raise NotFound("此导入的工作簿已删除", "the workbook of this import is gone")
        batch = Batch(principal.id, draft, principal)
        made = review.prepare(content, state["kind"], self._ledger, batch)
        found = review.record(*made, Lent(self._ledger), batch, progress=self._follow(draft))
        self._keep({**state, "status": RECORDED}, found)

    def _take_back(self, principal: Principal, state: State) -> None:
        draft = state["import_id"]
        batch = Batch(principal.id, draft, principal)
        taken = rescind_batch(self._ledger, batch, Lent(self._ledger), self._follow(draft))
        left = [row for summary in taken.summaries for row in summary.report.refused]
        told = {
            "stood": taken.events,
            "rescinded": taken.events - len(left),
            "refused": [
                {"position": row.row - 1, "reasons": list(row.reasons)} for row in left[: review.TOLD]
            ],
        }
        state = {**state, "status": RECORDED if left else RESCINDED, "rescission": told}
        self._drafts.keep(draft, state)

    def _follow(self, draft: str) -> Callable[[int, int], None]:
        def follow(done: int, of: int) -> None:
            self._progress[draft] = (done, of)
            if self._stopping.is_set():
                raise _Stopping

        return follow

    def _keep(self, state: State, found: review.Reviewed) -> State:
        """Keep what was found; a workbook of which nothing is left to do is not kept."""
        draft = state["import_id"]
        state = {name: value for name, value in state.items() if name != "error"} | found.json()
        if found.refused:
            self._drafts.write(draft, REFUSED, found.workbook())
        else:
            self._drafts.drop(draft, REFUSED)
            if state["status"] == RECORDED:
                self._drafts.drop(draft, WORKBOOK)
        self._drafts.keep(draft, state)
        return self._shown(state)

    def _name(self, principal: Principal, content: bytes, kind: str | None) -> str:
        """An import's id. One that was taken back is followed by another of the same workbook."""
        digest = hashlib.sha256(content).hexdigest()
        for time in range(1_000):
            draft = f"import-{uuid5(NAMESPACE, canonical([principal.id, kind or '', digest, time]).decode())}"
            state = self._drafts.state(draft)
            if state is None or state["status"] not in _TAKEN_BACK:
                return draft
        raise InvalidInput((Fault("", "同一文件撤销次数过多", "the same file was taken back too often"),))

    def _own(self, principal: Principal, draft: str) -> State:
        state = self._drafts.state(draft) if _ID.fullmatch(draft) else None
        if state is None or state["principal"] != principal.id:
            raise NotFound("没有这次导入", "there is no such import")
        return state

    def _shown(self, state: State) -> State:
        """What is told of an import: one that says it is under way and is not was broken off."""
        shown = {name: value for name, value in state.items() if name != "principal"}
        under_way = self._progress.get(state["import_id"])
        if under_way is not None:
            shown["progress"] = {"done": under_way[0], "of": under_way[1]}
        elif state["status"] in {RECORDING, RESCINDING}:
            shown["status"] = INTERRUPTED
        return shown
