"""A published recruitment, run as commands: organisations, posts, candidates, hires accepted and hires refused.

Every command goes the way of a command over HTTP or of an import's row: read strictly, judged by the rules of the books
in force, claimed and recorded in PostgreSQL.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any, Final

import orjson

from domain.codes import citizen_check_character
from domain.errors import Refusal, Refused
from domain.ledger import Receipt
from domain.reading import Shelf
from domain.recording import record_order
from ops.divisions import load_divisions
from ops.importing.orders import Names, Orders, allow_all
from ops.importing.rows import Batch, opened_stream, read_row
from ops.store import PostgresLedger
from projections.moments import today

FOUNDED: Final = "2010-01-01"


@dataclass
class Recruitment:
    """A ledger in which one city recruits. Names of streams and events are those of the test."""

    ledger: PostgresLedger
    streams: dict[str, str] = field(default_factory=dict)
    numbers: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.batch = Batch("clerk_1", "recruitment")
        self.shelf = Shelf()
        self.orders = Orders(self.batch, Names(self.streams), self.ledger.command_digest, today(self.ledger))

    def say(self, command: str, ref: str, on: str | date, data: dict[str, Any], **said: Any) -> Receipt:
        """Record one command; raises what stands against it. Hirings here rest on written tests and interviews."""
        reason = {"reason": "示例：以笔试、面试成绩为依据"} if command == "hirings" else {}
        body = {"effective_on": str(on), **reason, **said, "data": data}
        number = next(self.numbers)
        row = read_row(number, orjson.dumps({"row": number, "ref": ref, "command": command, "body": body}))
        if row.opens:
            self.streams[ref] = opened_stream(self.batch, row)
        return record_order(self.ledger, self.shelf, self.orders.order(row), allow_all)[0]

    def refusals(
        self, command: str, ref: str, on: str | date, data: dict[str, Any], **said: Any
    ) -> Sequence[Refusal]:
        """Why a command is refused; that nothing of it was recorded is checked."""
        before = self.ledger.size_and_root()
        try:
            self.say(command, ref, on, data, **said)
        except Refused as refused:
            assert self.ledger.size_and_root() == before
            return refused.refusals
        raise AssertionError(f"{command} of {ref} was recorded")

    def union(self, division: str, level: str, parent: str | None = None) -> str:
        """Register the federation of trade unions of a division under its code."""
        data = {
            "name": f"{load_divisions().name(division)}总工会",
            "kind": "union",
            "level": level,
            "division": division,
        }
        self.say("organisations", division, FOUNDED, data | ({"parent": f"@{parent}"} if parent else {}))
        return division

    def beside(self, ref: str, name: str, kind: str, parent: str) -> str:
        """Register another organisation of a union."""
        data = {"name": name, "kind": kind, "level": "city", "division": parent, "parent": f"@{parent}"}
        self.say("organisations", ref, FOUNDED, data)
        return ref

    def post(self, organisation: str, seats: int) -> str:
        """Set up the recruited post of an organisation."""
        data = {
            "organisation": f"@{organisation}",
            "title": "工会社会工作者",
            "category": "social_worker",
            "seats": seats,
        }
        self.say("posts", f"post-of-{organisation}", FOUNDED, data)
        return f"post-of-{organisation}"

    def candidate(
        self, born: str, household: str, education: str = "21", on: str = "2018-01-01", political: str = "13"
    ) -> str:
        """Register a generated person; returns their name in the test."""
        number = len(self.streams)
        first = f"100000{born.replace('-', '')}{number % 1000:03d}"
        document = first + citizen_check_character(first)
        data = {
            "name": f"示例甲{number:04d}",
            "document": {"kind": "citizen_id", "number": document},
            "person": {
                "birth_on": born,
                "sex": "1" if int(document[16]) % 2 else "2",
                "political_status": political,
            },
            "household": {"division": household},
            "education": education,
        }
        ref = f"candidate-{number}"
        self.say("workers", ref, on, data)
        return ref


def hiring(mode: str, employer: str, host: str, **changes: Any) -> dict[str, Any]:
    """What a hiring by open recruitment says."""
    return {
        "mode": mode,
        "legal_employer": f"@{employer}",
        "host": f"@{host}",
        "post": f"@post-of-{host}",
        "procedure": {
            "kind": "open_recruitment",
            "notice_number": "示例招1号",
            "examination_on": "2018-12-01",
            "publicity_from": "2019-01-01",
            "publicity_to": "2019-01-07",
        },
        "experience_months": 36,
        **changes,
    }
