"""A county union with a book, plainly generated workers, and an assessment cycle: what the tests of cycles act on."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import uuid5

import pytest

from domain.cycle.state import CycleState
from domain.errors import Refusal, Refused
from domain.ledger import Receipt
from domain.reading import Reading
from domain.rulebook.drafts import BookDraft, read_draft
from domain.timeline import Timeline
from ops.cli.verify import ClaimsOf
from tests.memory import Desk, Said, say
from tests.specification import COUNTY, CYCLE, SPACE

STANDARD: Final = {"title": "示例考核标准", "version": "2023"}
SCHEME: Final = {
    "zh": "年度考核",
    "en": "yearly",
    "modes": ["direct_hire"],
    "minimum_months": 6,
    "grades": [
        {"code": "excellent", "zh": "优秀", "en": "excellent", "sufficient": True, "top": True},
        {"code": "good", "zh": "合格", "en": "good", "sufficient": True},
    ],
}


def book(percent: int = 20, jurisdiction: str = "CN", document: str = "示例〔2016〕1号") -> BookDraft:
    """A book with one scheme, whose top grade has this share."""
    settings = {"assessment_schemes": {"yearly": {**SCHEME, "top_share_percent": percent}}}
    head = {"jurisdiction": jurisdiction, "title": "示例考核办法", "document": document}
    return read_draft({**head, "rules": [], "settings": settings})


def worker_id(number: int) -> str:
    """The worker of this number."""
    return f"worker-{uuid5(SPACE, f'worker {number}')}"


def opened(on: str = "2023-12-01", label: str = "opened", **changes: Any) -> Said:
    """The county opens its yearly cycle of 2023."""
    data = {
        "organisation": COUNTY,
        "kind": "annual",
        "scheme": "yearly",
        "standard": STANDARD,
        "period_from": "2023-01-01",
        "period_to": "2023-12-31",
        "due_on": "2024-03-31",
        **changes,
    }
    return say("cycle.opened", on, label, **data)


def enrolled(*numbers: int, on: str = "2023-12-05", label: str = "") -> Said:
    """These workers are enrolled."""
    workers = [worker_id(number) for number in numbers]
    return say("cycle.workers_enrolled", on, label or f"enrolled {numbers}", workers=workers)


def withdrawn(*numbers: int, on: str = "2023-12-20") -> Said:
    """These workers are withdrawn."""
    workers = [worker_id(number) for number in numbers]
    return say("cycle.workers_withdrawn", on, f"withdrawn {numbers}", workers=workers, reason_code="left")


def closed(on: str = "2024-04-01", label: str = "closed", **numbers: Any) -> Said:
    """The cycle is closed."""
    return say("cycle.closed", on, label, **numbers)


def assessed(
    number: int, grade: str | None = "good", on: str = "2024-01-15", label: str = "", **more: Any
) -> Said:
    """The result of a worker in the cycle."""
    data = {
        "kind": "annual",
        "scheme": "yearly",
        "period_from": "2023-01-01",
        "period_to": "2023-12-31",
        **({"grade": grade} if grade is not None else {}),
        "scores": {"duties": "90", "learning": "90", "development": "90"},
        "assessors": ["assessor_1"],
        "months_worked": 12,
        "cycle": CYCLE,
        **more,
    }
    return say("worker.assessed", on, label or f"assessed {number}", **data)


def corrected(target: str, to: Said, on: str = "2024-05-01", label: str = "") -> Said:
    """The event of this label says what `to` says instead."""
    data = {
        "target": str(uuid5(SPACE, target)),
        "type": to.type,
        "effective_on": to.on,
        "data": dict(to.data),
    }
    return say("event.corrected", on, label or f"correct {target}", **data)


def rescinded(target: str, on: str = "2024-05-01", label: str = "") -> Said:
    """The event of this label no longer stands."""
    return say("event.rescinded", on, label or f"rescind {target}", target=str(uuid5(SPACE, target)))


class CycleDesk(Desk):
    """A desk with workers 1 to `workers`, all hired by the county in 2022."""

    def __init__(self, workers: int = 0, percent: int = 20) -> None:
        super().__init__((book(percent), "2016-12-05"))
        for number in range(1, workers + 1):
            self.hire(number)

    def hire(self, number: int, host: str = COUNTY) -> None:
        """A person is registered and hired."""
        person = say(
            "worker.registered",
            "2022-03-01",
            f"registered {number}",
            name=f"示例人员{number}",
            document={"kind": "passport", "number": f"E{number:08}"},
            person={"birth_on": "1990-05-01", "sex": "2"},
        )
        hiring = say(
            "worker.hired",
            "2022-03-01",
            f"hired {number}",
            mode="direct_hire",
            legal_employer=host,
            host=host,
            procedure={"kind": "open_recruitment"},
        )
        self.do(person, hiring, stream_id=worker_id(number))

    def run(self, *commands: Said) -> Sequence[Receipt]:
        """Commands on the cycle, one order."""
        return self.do(*commands, stream_id=CYCLE)

    def of(self, number: int, *commands: Said, actor: str = "clerk") -> Sequence[Receipt]:
        """Commands on a worker, one order."""
        return self.do(*commands, stream_id=worker_id(number), actor=actor)

    def refused(self, rule: str, *commands: Said, of: int = 0) -> Refusal:
        """The commands are refused by this rule, in both languages and with what would satisfy it."""
        with pytest.raises(Refused) as told:
            self.do(*commands, stream_id=worker_id(of) if of else CYCLE)
        refusal = told.value.refusals[0]
        assert refusal.rule == rule, refusal
        assert refusal.zh
        assert refusal.en
        return refusal

    def timeline(self) -> Timeline[CycleState | None]:
        """The cycle as it is recorded."""
        return Reading(self.ledger, self.shelf).cycle(CYCLE)

    def state(self) -> CycleState:
        """The cycle as it stands."""
        state = self.timeline().end
        assert state is not None
        return state

    def assert_claims_rebuilt(self) -> None:
        """The places held are those that the events of every stream give."""
        rebuilt = ClaimsOf()
        for stream_id in {event.stream_id for event in self.ledger.log}:
            folded = rebuilt(stream_id, self.ledger.events(stream_id), self.ledger)
            held = self.ledger.held_by(stream_id)
            assert {(one.key, one.since, one.until) for one in folded} == {
                (one.key, one.since, one.until) for one in held
            }, stream_id
