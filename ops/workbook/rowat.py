"""One row of a sheet at work: what its cells say, and faults told by cell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from domain.codes import CodeError
from ops.workbook.cells import CellFault, value_of
from ops.workbook.columns import Column
from ops.workbook.reader import Sheet, SheetRow

Place = tuple[int, int]
"""A row of a workbook: its sheet's order and its number in it."""
Reason = Mapping[str, Any]
"""Why a row is refused: `zh` and `en`, and what is known of `cell`, `column`, `rule`, `clause`, `row` and what would satisfy it."""

_ROW_BITS: Final = 21
T = TypeVar("T")


class RowRefused(Exception):
    """A row with faults in its cells."""

    def __init__(self, reasons: list[Reason]) -> None:
        super().__init__(len(reasons))
        self.reasons = reasons


def place_of(number: int) -> Place:
    """The row of the workbook that an import's row stands for."""
    return number >> _ROW_BITS, number & ((1 << _ROW_BITS) - 1)


@dataclass(frozen=True, slots=True)
class RowAt:
    """A row and the sheet that it stands in."""

    sheet: Sheet
    row: SheetRow

    @property
    def place(self) -> Place:
        """Where it stands in the workbook."""
        return self.sheet.order, self.row.number

    @property
    def number(self) -> int:
        """Its number in the import: it tells sheets apart, and is the same whenever the file is read."""
        return self.sheet.order << _ROW_BITS | self.row.number

    def says(self) -> dict[str, Any]:
        """What it says, by the columns' places. Raises RowRefused with a reason for each cell at fault."""
        said: dict[str, Any] = {}
        reasons: list[Reason] = []
        for at, column in self.sheet.columns.items():
            source = ".".join(column.place)
            try:
                if at in self.row.cells:
                    said[source] = value_of(column, self.row.cells[at])
                elif column.required:
                    raise CellFault("缺少此项", "is missing")
            except CellFault as fault:
                reasons.append(self.reason(source, fault.zh, fault.en))
        if reasons:
            raise RowRefused(reasons)
        return said

    def column(self, source: str) -> Column:
        """The column of a place, whether the sheet has it or not."""
        place = tuple(source.split("."))
        return next(column for column in self.sheet.kind.columns.columns if column.place == place)

    def reason(self, source: str, zh: str, en: str) -> Reason:
        """A reason that names its cell."""
        column = self.column(source)
        cell = self.sheet.cell(self.row.number, column.place)
        return {"column": column.title, **({"cell": cell} if cell else {}), "zh": zh, "en": en}

    def refused(self, source: str, zh: str, en: str) -> RowRefused:
        """What to raise for a cell at fault."""
        return RowRefused([self.reason(source, zh, en)])

    def found(self, source: str, look: Callable[[], T]) -> T:
        """What is found for a cell. Raises RowRefused naming it for what is not."""
        try:
            return look()
        except (CellFault, CodeError) as fault:
            raise self.refused(source, fault.zh, fault.en) from None
