"""What the web layer is given by the composition root: the ledger, the principals, the clock, what is read and logged.

State that is not the ledger's lives below `ops` behind the protocols declared here.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Final, Protocol
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

    def today(self) -> date:
        """The civil date in China now."""
        return self.clock().astimezone(CHINA).date()
