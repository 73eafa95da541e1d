"""A workbook judged and taken in: the dry run, the import, and refused rows given back with their reasons."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ops.importing.outcome import RefusedRow
from ops.importing.rows import Batch
from ops.importing.run import Progress, Summary, run_import, run_rehearsal
from ops.shards import Lent, Opening
from ops.store import PostgresLedger
from ops.workbook import writer
from ops.workbook.lookup import Lookup
from ops.workbook.reader import Sheet, read_workbook
from ops.workbook.rowat import Place, Reason, RowAt, place_of
from ops.workbook.translate import Translation, translate
from projections.moments import today

TOLD: Final = 200
"""Refused and known rows that an answer tells one by one; all of the refused ones are in the workbook that comes back."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A workbook that was read and judged, or recorded. `refused` has every reason of every refused row."""

    sheets: Sequence[Sheet]
    translation: Translation
    summary: Summary
    refused: Mapping[Place, Sequence[Reason]]

    def json(self) -> dict[str, Any]:
        """What came of it, for a program."""
        names = {sheet.order: sheet.name for sheet in self.sheets}
        known = self.translation.known
        return {
            "rows": self.translation.rows,
            "fit": self.summary.report.rows,
            "already": self.summary.report.already,
            "unchanged": len(self.translation.unchanged),
            "events": dict(sorted(self.summary.report.events.items())),
            "refused_count": len(self.refused),
            "refused": [
                {"sheet": names[order], "row": row, "reasons": list(self.refused[order, row])}
                for order, row in sorted(self.refused)[:TOLD]
            ],
            "known_count": len(known),
            "known": [
                {
                    "sheet": names[order],
                    "row": row,
                    "stream_id": known[order, row],
                    "unchanged": (order, row) in self.translation.unchanged,
                }
                for order, row in sorted(known)[:TOLD]
            ],
        }

    def workbook(self) -> bytes:
        """The refused rows as a workbook."""
        return refused_workbook(self.sheets, self.refused)


def prepare(
    content: bytes, kind: str | None, ledger: PostgresLedger, batch: Batch
) -> tuple[list[Sheet], Translation]:
    """Read a workbook and make an import of it. Raises BadWorkbook."""
    sheets = read_workbook(content, kind)
    lookup = Lookup(ledger, batch.authority, today(ledger))
    return sheets, translate(sheets, lookup, batch)


def rehearse(
    sheets: Sequence[Sheet],
    translation: Translation,
    ledger: PostgresLedger,
    batch: Batch,
    progress: Progress = lambda *_: None,
) -> Reviewed:
    """Judge every row and record none."""
    summary = run_rehearsal(io.BytesIO(b"".join(translation.lines)), batch, ledger, progress)
    return reviewed(sheets, translation, summary)


def record(
    sheets: Sequence[Sheet],
    translation: Translation,
    opening: Opening | Lent,
    batch: Batch,
    *,
    processes: int = 1,
    progress: Progress = lambda *_: None,
) -> Reviewed:
    """Record what can be. Raises StoreUnavailable, ShardFailed; running it again records what is missing, once."""
    lines = io.BytesIO(b"".join(translation.lines))
    summary = run_import(lines, batch, opening, processes=processes, progress=progress)
    return reviewed(sheets, translation, summary)


def reviewed(sheets: Sequence[Sheet], translation: Translation, summary: Summary) -> Reviewed:
    """What the cells and the rules refuse, told by the workbook's rows."""
    refused = dict(translation.refused)
    by_order = {sheet.order: sheet for sheet in sheets}
    for one in summary.report.refused:
        order, row = place = place_of(one.row)
        refused[place] = reasons_of(by_order[order], row, one, translation.sources.get(place, ()))
    return Reviewed(sheets, translation, summary, refused)


def refused_workbook(sheets: Sequence[Sheet], refused: Mapping[Place, Sequence[Reason]]) -> bytes:
    """The refused rows as they came, with a column of reasons."""
    return writer.refused(
        sheets, {place: "\n".join(map(told, reasons)) for place, reasons in refused.items()}
    )


def reasons_of(
    sheet: Sheet, row: int, refused: RefusedRow, sources: Sequence[Mapping[str, str]]
) -> list[Reason]:
    """The reasons of an import's row, by cells of the workbook where they are about one."""
    at = RowAt(sheet, next(one for one in sheet.rows if one.number == row))
    return [_reason(at, reason, sources) for reason in refused.reasons]


def _reason(at: RowAt, reason: Reason, sources: Sequence[Mapping[str, str]]) -> Reason:
    if "row" in reason:
        order, row = place_of(reason["row"])
        where = ("", "") if order == at.sheet.order else (f"第 {order + 1} 张表", f" of sheet {order + 1}")
        return {
            "row": row,
            "zh": f"所依据的{where[0]}第 {row} 行未被接受",
            "en": f"it rests on row {row}{where[1]}, which was refused",
        }
    if "pointer" in reason:
        source = _source(reason["pointer"], sources)
        if source is not None:
            return at.reason(source, reason["zh"], reason["en"])
    return reason


def _source(pointer: str, sources: Sequence[Mapping[str, str]]) -> str | None:
    """The column that a fault's place in a command came from, or would have come from."""
    parts = pointer.strip("/").split("/")
    command = 0
    if parts[0] == "commands":
        command, parts = int(parts[1]), parts[3:]
    members = sources[command] if command < len(sources) else {}
    while parts:
        target = ".".join(parts)
        found = members.get(target) or next(
            (s for t, s in members.items() if t.startswith(f"{target}.")), None
        )
        if found is not None:
            return found
        parts = parts[:-1]
    return None


def told(reason: Reason) -> str:
    """A reason as a line of text in both languages."""
    cell = f"{reason['cell']} " if reason.get("cell") else ""
    column = f"{reason['column']}：" if reason.get("column") else ""
    rule = f"[{reason['rule']}] " if reason.get("rule") else ""
    clause = f"（{reason['clause']}）" if reason.get("clause") else ""
    remedy = f"；{reason['satisfied_zh']} / {reason['satisfied_en']}" if reason.get("satisfied_zh") else ""
    return f"{cell}{column}{rule}{reason['zh']} / {reason['en']}{clause}{remedy}"
