"""The family of errors that the ledger's decisions raise.

Every error speaks Chinese first and English completely, and knows nothing of HTTP: one table in `api` maps the
classes to status codes. `Refused` carries values a person can act on: rule, clause, and what would satisfy it.
"""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


class LedgerError(Exception):
    """Base of all domain errors. `zh` and `en` say the same; `code` is a stable public slug."""

    code: ClassVar[str] = "ledger-error"

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input: a JSON Pointer into it, and the reason in both languages."""

    pointer: str
    zh: str
    en: str


class InvalidInput(LedgerError):
    """The input cannot be read as what it claims to be: unknown field, wrong check digit, impossible date."""

    code = "invalid-input"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        first = faults[0]
        super().__init__(f"{first.pointer}：{first.zh}", f"{first.pointer}: {first.en}")
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one event may not be recorded.

    `rule` is a rule's id in the rulebook, or the name of a built-in impossibility (`impossible.*`); `strength` is
    `must`, `principle` or `impossible`; `clause` names the legal source; `satisfied_*` says what would satisfy it;
    `event_id` names a later standing event that the new one would make impossible.
    """

    rule: str
    strength: str
    zh: str
    en: str
    clause: str = ""
    satisfied_zh: str = ""
    satisfied_en: str = ""
    event_id: UUID | None = None


class Refused(LedgerError):
    """A rule of the rulebook, or what cannot be otherwise, stands against the command. Nothing was recorded."""

    code = "refused"

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(refusals[0].zh, refusals[0].en)
        self.refusals = refusals


def impossible(
    rule: str, zh: str, en: str, satisfied_zh: str = "", satisfied_en: str = "", *, clause: str = ""
) -> Refused:
    """A refusal for what cannot be otherwise, whatever an authority decides (a separated worker is not promoted).

    `clause` is the law's or policy's own, where one says so.
    """
    return Refused(Refusal(f"impossible.{rule}", "impossible", zh, en, clause, satisfied_zh, satisfied_en))


class NotFound(LedgerError):
    """There is no such stream, event or report, or this principal may not know of it."""

    code = "not-found"


class Forbidden(LedgerError):
    """The principal's role or organisation scope does not allow this."""

    code = "forbidden"


class StaleVersion(LedgerError):
    """The expected stream version (If-Match) is not the current one."""

    code = "stale-version"

    def __init__(self, stream_id: str, expected: int, actual: int) -> None:
        super().__init__(
            f"版本已变：期望 {expected}，现为 {actual}，请重新读取后再提交",
            f"the version has changed: expected {expected}, now {actual}; read it again and resubmit",
        )
        self.stream_id = stream_id
        self.expected = expected
        self.actual = actual


class IdempotencyConflict(LedgerError):
    """The idempotency key names another command, another principal's command, or one that was erased."""

    code = "idempotency-conflict"

    def __init__(self) -> None:
        super().__init__(
            "此幂等键已用于另一命令；请换一个键",
            "this idempotency key already names another command; use a new key",
        )


class Contended(LedgerError):
    """Other commands changed the same records three times while this one was being judged. Nothing was recorded."""

    code = "contended"

    def __init__(self) -> None:
        super().__init__(
            "同时有其他操作修改同一记录，请重试", "others kept changing the same records; try again"
        )


class SubjectErased(LedgerError):
    """The person has been erased: nothing can be recorded about them any more."""

    code = "subject-erased"

    def __init__(self, subject: str) -> None:
        super().__init__(
            "该人员信息已依法删除，不能再记录", "this person has been erased; nothing more can be recorded"
        )
        self.subject = subject


class EntryTooLarge(LedgerError):
    """The event's leaf would reach 64 KiB, the limit of a log entry."""

    code = "entry-too-large"

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(
            f"事件过大：{size} 字节，上限 {limit}", f"the event is too large: {size} bytes, limit {limit}"
        )


class StoreUnavailable(LedgerError):
    """The database cannot be reached. Nothing is known to be recorded; the same key may be retried safely."""

    code = "unavailable"


class RecordCorrupt(LedgerError):
    """A stored event cannot be read as what its type and schema say: the ledger has been damaged or is newer."""

    code = "record-corrupt"
