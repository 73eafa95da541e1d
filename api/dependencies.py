"""What the web layer is given by the composition root: the ledger, the principals, the clock, what is read and logged.

State that is not the ledger's lives below `ops` behind the protocols declared here.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any, Final, Protocol
from uuid import UUID

from domain.ledger import Draft, Ledger, Receipt
from domain.reading import Shelf
from domain.reports.deidentified import LEAST
from projections.runner import Runner
from projections.source import Source

CHINA: Final = timezone(timedelta(hours=8))
"""Civil dates are those of China (Asia/Shanghai has kept this offset since 1991)."""


class Role(StrEnum):
    """What a principal is for; exactly one a token."""

    CLERK = "clerk"
    APPROVER = "approver"
    AUDITOR = "auditor"
    INTEGRATOR = "integrator"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is asking. `scope` is the organisation whose subtree they act in, None for the whole ledger."""

    id: str
    role: Role
    scope: str | None = None


class Principals(Protocol):
    """Whoever may call, found by their bearer token."""

    def authenticate(self, token: str) -> Principal | None:
        """The principal of a token in force, None for any other text."""
        ...


class Sessions(Protocol):
    """Browsers that have signed in. A session and a code are secrets of their own; neither is a bearer token."""

    def redeem(self, code: str) -> str | None:
        """A new session for a one-time code that holds, None for any other text."""
        ...

    def begin(self, token: str) -> str | None:
        """A new session for a bearer token in force, None for any other text."""
        ...

    def find(self, session: str) -> Principal | None:
        """The principal of a session that has not ended, None for any other text."""
        ...

    def end(self, session: str) -> None:
        """End a session at once."""
        ...


class AccessLog(Protocol):
    """Who looked at what, and why: personal data read in full are logged before they are shown."""

    def record(self, principal: str, what: str, reason: str | None) -> None:
        """Keep one access. Durable when it returns."""
        ...


class Imports(Protocol):
    """Workbooks of rosters and events: reviewed when uploaded, recorded when confirmed, taken back whole.

    An import is its principal's alone, and each row is allowed or refused as a command of that principal would be. What is
    told of one is JSON: `status` (reviewed, recording, recorded, interrupted, rescinding, rescinded), counts, refused rows.
    """

    def kinds(self) -> Sequence[Mapping[str, str]]:
        """The kinds of sheets: `kind`, `zh`, `en`."""
        ...

    def template(self, principal: Principal, kind: str) -> bytes:
        """An empty workbook of a kind. Raises NotFound."""
        ...

    def upload(self, principal: Principal, content: bytes, kind: str | None) -> Mapping[str, Any]:
        """Review a workbook; the same one is the same import. Raises InvalidInput for what is no workbook of known sheets."""
        ...

    def mine(self, principal: Principal) -> Sequence[Mapping[str, Any]]:
        """The principal's imports, the newest first, without their rows."""
        ...

    def state(self, principal: Principal, draft: str) -> Mapping[str, Any]:
        """What an import has come to. Raises NotFound."""
        ...

    def refused(self, principal: Principal, draft: str) -> bytes:
        """The refused rows as a workbook with a column of reasons. Raises NotFound when there are none."""
        ...

    def confirm(self, principal: Principal, draft: str) -> Mapping[str, Any]:
        """Begin to record, or go on; asking again changes nothing. Raises NotFound."""
        ...

    def rescind(self, principal: Principal, draft: str) -> Mapping[str, Any]:
        """Begin to take all of it back. Raises NotFound."""
        ...

    def close(self) -> None:
        """Let what is under way stop between two commits, and wait for it."""
        ...


class ServedLedger(Ledger, Source, Protocol):
    """The ledger as the web layer uses it: the port for decisions, and what read models and the log read.

    Beside the port it reads for many commands at once, and records without making the caller wait.
    """

    def digests(self, first_event_ids: Sequence[UUID]) -> Mapping[UUID, bytes | None]:
        """Of those ids that are recorded, the digest of the command that each began; None without one."""
        ...

    def submit(self, draft: Draft) -> "Future[Sequence[Receipt]]":
        """Queue a draft: what `record` returns or raises, once the commit is on disk. Raises what encoding raises."""
        ...


@dataclass(frozen=True, slots=True)
class Dependencies:
    """Everything that the web layer stands on."""

    ledger: ServedLedger
    shelf: Shelf
    runner: Runner
    principals: Principals
    sessions: Sessions
    access: AccessLog
    clock: Callable[[], datetime]
    least_cell: int = LEAST
    """How many people share what an extract tells of anybody, at least."""
    public_statistics: bool = False
    """Whether counts are told to whoever asks."""
    imports: Imports | None = None
    """Workbooks; None where none are taken, and then there are no addresses for them."""

    def today(self) -> date:
        """The civil date in China now."""
        return self.clock().astimezone(CHINA).date()
