"""Import rows in the making, numbered as they come, so that later ones can name the events of earlier ones."""

from datetime import date
from typing import Any

Row = dict[str, Any]


class Rows:
    """Rows from a first number on."""

    def __init__(self, first: int) -> None:
        self.rows: list[Row] = []
        self._first = first

    @property
    def following(self) -> int:
        """The number of the row that comes next."""
        return self._first + len(self.rows)

    def say(self, ref: str, command: str, on: date, data: dict[str, Any], **said: Any) -> str:
        """Append a row; returns the local name of its event."""
        number = self.following
        body = {"effective_on": on.isoformat(), **said, "data": data}
        self.rows.append({"row": number, "ref": ref, "command": command, "body": body})
        return f"#row{number}"
