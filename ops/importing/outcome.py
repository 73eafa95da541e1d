"""What became of the rows of an import."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from domain.errors import InvalidInput, LedgerError, Refused
from ops.importing.rows import Row


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not recorded, and why. `reasons` are JSON objects in both languages."""

    row: int
    line: int
    ref: str
    command: str
    code: str
    reasons: Sequence[Mapping[str, Any]]

    @classmethod
    def because(cls, row: Row, error: LedgerError) -> Self:
        """The row as refused by an error of the ledger."""
        return cls(row.number, row.line, row.ref, row.command, error.code, _reasons(error))

    @classmethod
    def resting_on(cls, row: Row, refused: int) -> Self:
        """The row as refused because it names what another row would have recorded."""
        reason = {
            "row": refused,
            "zh": f"所依据的第 {refused} 行未被接受",
            "en": f"it rests on row {refused}, which was refused",
        }
        return cls(row.number, row.line, row.ref, row.command, "rests-on-refused", [reason])

    def json(self) -> dict[str, Any]:
        """One line of the file of refused rows."""
        return {
            "row": self.row,
            "line": self.line,
            "ref": self.ref,
            "command": self.command,
            "code": self.code,
            "reasons": list(self.reasons),
        }


@dataclass(slots=True)
class Report:
    """Counts of an import or a part of it. `rules` is how many rules of the books were asked about the `judged` events of
    the bulk path, all together; `judged_alone` counts the rows that left it. `recorded` are events, `rows` the rows that became them, and
    `events` counts them by type.
    """

    recorded: int = 0
    rows: int = 0
    events: Counter[str] = field(default_factory=Counter)
    already: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    judged: int = 0
    rules: int = 0
    judged_alone: int = 0

    def add(self, other: "Report") -> None:
        """Take another part's counts in."""
        self.recorded += other.recorded
        self.rows += other.rows
        self.events.update(other.events)
        self.already += other.already
        self.refused.extend(other.refused)
        self.judged += other.judged
        self.rules += other.rules
        self.judged_alone += other.judged_alone

    def take(self, names: Iterable[str], recorded: int) -> None:
        """Count a row that became so many events, of these types."""
        self.events.update(names)
        self.recorded += recorded
        self.rows += 1

    @property
    def done(self) -> int:
        """Rows of which it is known what became of them."""
        return self.rows + self.already + len(self.refused)


def _reasons(error: LedgerError) -> list[dict[str, Any]]:
    if isinstance(error, Refused):
        return [
            {
                "rule": refusal.rule,
                "strength": refusal.strength,
                "clause": refusal.clause,
                "zh": refusal.zh,
                "en": refusal.en,
                "satisfied_zh": refusal.satisfied_zh,
                "satisfied_en": refusal.satisfied_en,
            }
            for refusal in error.refusals
        ]
    if isinstance(error, InvalidInput):
        return [{"pointer": fault.pointer, "zh": fault.zh, "en": fault.en} for fault in error.faults]
    return [{"zh": error.zh, "en": error.en}]
