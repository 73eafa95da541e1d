"""What a report is: its words, its source, its columns, and the function that gives its rows.

A report about workers walks through their careers. One about organisations, posts or plans leaves the careers unread
and walks through `asked.streams(kind)`, each stream's timeline read from `asked.reading`; some need both.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from domain.reports.career import Asked, Career, Row

Rows = Callable[[Iterable[Career], Asked], Iterator[Row]]
"""The rows of a report over all workers that ever belonged to what is asked for; each row picks its own day."""


@dataclass(frozen=True, slots=True)
class Report:
    """One report. `columns` are the members of each row, `rests_on` beside them; `period` tells whether from and to
    bound what is looked at.
    """

    code: str
    zh: str
    en: str
    clause: str
    columns: tuple[str, ...]
    rows: Rows
    period: bool = False


POLICY: Final = "总工发〔2016〕37号"
WORKER: Final = ("worker", "name")
"""The columns that `Career.head` gives."""
