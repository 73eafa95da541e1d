"""The first pass over an import file: every line read, every local name found, before anything is recorded.

A file with a fault in any line is refused whole and each fault told by its line. What remains are rows that can be judged,
in stages: what is no worker's in file order first (organisations, posts, plans, courses, purchases), then each worker's rows
together. Cycles and volunteers name workers, so their rows are judged at their place: after all workers' rows before them in
the file, and before all after them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from ops.importing.rows import LINE_LIMIT, Batch, Row, RowFault, is_existing, opened_stream, read_row

FAULTS_SHOWN: Final = 100

_NAMING_WORKERS: Final = ("cycle-", "volunteer-")


class BadFile(Exception):
    """The file cannot be imported; nothing was recorded. `faults` are those of its first bad lines, `count` of all."""

    def __init__(self, faults: list[RowFault], count: int) -> None:
        super().__init__(f"{count} bad lines, the first: {faults[0]}")
        self.faults = faults
        self.count = count


@dataclass(frozen=True, slots=True)
class Line:
    """Where a row stands in the file."""

    number: int
    offset: int
    length: int


@dataclass(slots=True)
class Stage:
    """Rows that come before the next stage's: `setup` first, then `groups`, a worker's name with its rows in file order."""

    setup: list[Line] = field(default_factory=list)
    groups: dict[str, list[Line]] = field(default_factory=dict)

    @property
    def workers_rows(self) -> int:
        """How many of its rows are workers'."""
        return sum(len(lines) for lines in self.groups.values())

    @property
    def lines(self) -> Iterator[Line]:
        """All its rows in the order in which they are judged."""
        yield from self.setup
        for lines in self.groups.values():
            yield from lines


@dataclass(slots=True)
class Index:
    """What a file holds. `streams` maps local names to ids."""

    streams: dict[str, str] = field(default_factory=dict)
    stages: list[Stage] = field(default_factory=lambda: [Stage()])
    rows: int = 0


@dataclass(slots=True)
class _Building:
    batch: Batch
    index: Index = field(default_factory=Index)
    owners: dict[int, str] = field(default_factory=dict)
    opened: dict[str, int] = field(default_factory=dict)
    faults: list[RowFault] = field(default_factory=list)
    count: int = 0
    forward: list[tuple[int, str]] = field(default_factory=list)

    def add(self, row: Row, line: Line) -> None:
        """Take a row in. Raises RowFault when a name in it is not one that an earlier row opened."""
        if row.number in self.owners:
            raise RowFault(row.line, f"行号 {row.number} 重复", f"row number {row.number} stands twice")
        if row.opens:
            if row.ref in self.opened:
                first = self.opened[row.ref]
                raise RowFault(
                    row.line,
                    f"名称 {row.ref} 已在第 {first} 行使用",
                    f"line {first} opened {row.ref} already",
                )
            self.opened[row.ref] = row.line
            self.index.streams[row.ref] = opened_stream(self.batch, row)
        elif not row.existing and row.ref not in self.opened:
            self.forward.append((row.line, row.ref))
        self.owners[row.number] = row.ref
        self._check_names(row)
        self._place(row, line)

    def _check_names(self, row: Row) -> None:
        for reference in row.names:
            named = reference.row
            if named is None:
                if reference.stream == row.ref or reference.stream not in self.opened:
                    self.forward.append((row.line, reference.stream))
            elif named == row.number or self.owners.get(named) != row.ref:
                raise RowFault(
                    row.line,
                    f"{reference.text} 不是同一记录在此行之前的行",
                    f"{reference.text} is no earlier row of the same stream",
                )

    def _place(self, row: Row, line: Line) -> None:
        stream = row.ref if row.existing else self.index.streams.get(row.ref, "")
        stages = self.index.stages
        if stream.startswith("worker-"):
            stages[-1].groups.setdefault(row.ref, []).append(line)
        elif stream.startswith(_NAMING_WORKERS):
            if stages[-1].groups:
                stages.append(Stage())
            stages[-1].setup.append(line)
        else:
            stages[0].setup.append(line)

    def name_forward(self) -> Iterator[RowFault]:
        """Names used before the row that opens them, or opened by none. A circle of names always has one of these."""
        for line, name in self.forward:
            opener = self.opened.get(name)
            if opener is None:
                yield RowFault(line, f"未知的名称 {name}", f"no row opens {name}")
            elif opener >= line:
                yield RowFault(
                    line,
                    f"名称 {name} 到第 {opener} 行才建立；被引用的行须在前，且不能互相引用",
                    f"{name} is opened only by line {opener}; what is named stands before, so no names form a circle",
                )


def index_file(file: BinaryIO, batch: Batch, progress: Callable[[int], None] = lambda _bytes: None) -> Index:
    """Read all lines of a file once. Raises BadFile. `progress` is told the bytes read so far."""
    building = _Building(batch)
    for line, content in _lines(file, building):
        if line.number % 1000 == 0:
            progress(line.offset)
        try:
            building.add(read_row(line.number, content), line)
        except RowFault as fault:
            _keep(building, fault)
    for forward in building.name_forward():
        _keep(building, forward)
    if building.count:
        raise BadFile(sorted(building.faults, key=lambda f: f.line), building.count)
    building.index.rows = len(building.owners)
    return building.index


def _lines(file: BinaryIO, building: _Building) -> Iterator[tuple[Line, bytes]]:
    """All lines that are not empty, with their places; one that is too long is told and passed over."""
    offset = number = 0
    while content := file.readline(LINE_LIMIT + 1):
        number += 1
        length = len(content)
        if length > LINE_LIMIT:
            while content and not content.endswith(b"\n"):
                content = file.readline(LINE_LIMIT)
                length += len(content)
            _keep(
                building,
                RowFault(
                    number, f"该行超过 {LINE_LIMIT} 字节", f"the line is longer than {LINE_LIMIT} bytes"
                ),
            )
        elif content.strip():
            yield Line(number, offset, length), content
        offset += length


def _keep(building: _Building, fault: RowFault) -> None:
    building.count += 1
    if len(building.faults) < FAULTS_SHOWN:
        building.faults.append(fault)


def rows_at(file: BinaryIO, lines: list[Line]) -> Iterator[Row]:
    """The rows that stand at these places, read again."""
    for line in lines:
        file.seek(line.offset)
        yield read_row(line.number, file.read(line.length))


def known_ref(index: Index, name: str) -> str:
    """The id of the stream that a name stands for."""
    return name if is_existing(name) else index.streams[name]
