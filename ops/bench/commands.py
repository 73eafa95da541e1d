"""The decided commands that appends are measured with.

The usual one is an assessment, the most frequent event of a career: one hidden value under a known person's key, and an
idempotency digest. The heaviest is a registration: four hidden values, a new person's key, a claim and a digest.
"""

from collections.abc import Sequence
from itertools import count
from typing import Any, Final
from uuid import UUID, uuid4

from domain.canonical import canonical
from domain.catalogue import event_type
from domain.claims import Claim, ClaimKey, ClaimKind
from domain.errors import LedgerError
from domain.ledger import CommandKey, Draft
from domain.record import Event
from domain.values import EARLIEST
from ops.store import PostgresLedger

SCORES: Final = {"duties": "86.5", "learning": "78", "development": "81", "total": "82.50"}

_numbers: Final = count(1)


def assessment_data(year: int) -> dict[str, Any]:
    """What an assessment says."""
    return {
        "kind": "annual",
        "scheme": "annual",
        "period_from": f"{year}-01-01",
        "period_to": f"{year}-12-31",
        "grade": "good",
        "scores": SCORES,
        "assessors": ["assessor-1", "assessor-2", "assessor-3"],
        "months_worked": 12,
    }


def registration_data(name: str) -> dict[str, Any]:
    """What a registration says of a plainly made-up person."""
    return {
        "name": name,
        "document": {"kind": "passport", "number": f"E{next(_numbers):08d}"},
        "person": {"birth_on": "1990-01-01", "sex": "1"},
    }


def registrations(ledger: PostgresLedger, count: int) -> list[Draft]:
    """So many persons to be registered."""
    return [_registration(ledger, f"示例人员{number}") for number in range(count)]


def assessments(
    ledger: PostgresLedger, workers: Sequence[str], each: int, after: int = 1
) -> list[list[Draft]]:
    """For each worker so many assessments, to be recorded in this order on top of version `after`."""
    return [
        [_assessment(ledger, worker, version) for version in range(after, after + each)] for worker in workers
    ]


def register(ledger: PostgresLedger, count: int) -> list[str]:
    """Register so many persons; their streams."""
    drafts = registrations(ledger, count)
    must(ledger.record_many(drafts))
    return [draft.events[0].stream_id for draft in drafts]


def must(results: Sequence[Any]) -> None:
    """Raise the first refusal among what became of many commands: a figure counts only what was recorded."""
    for result in results:
        if isinstance(result, LedgerError):
            raise result


def career(ledger: PostgresLedger, worker: str, count: int) -> list[Draft]:
    """So many more events of a worker who has been registered and has none yet."""
    return [_later(ledger, worker, number + 1, *career_data(number)) for number in range(count)]


def _registration(ledger: PostgresLedger, name: str) -> Draft:
    stream = f"worker-{uuid4()}"
    data = registration_data(name)
    person = ClaimKey(ClaimKind.PERSON, ledger.blind("person", stream))
    return Draft(
        events=(_event("worker.registered", stream, "2015-01-01", data, reason="首次登记"),),
        reads={stream: 0},
        claims=(Claim(person, stream, EARLIEST),),
        claimants=frozenset({stream}),
        key=_key(ledger, stream, data),
        new_subjects=frozenset({stream}),
    )


def _assessment(ledger: PostgresLedger, worker: str, version: int) -> Draft:
    return _later(ledger, worker, version, "worker.assessed", assessment_data(2016 + version % 9))


def _later(ledger: PostgresLedger, worker: str, version: int, kind: str, data: dict[str, Any]) -> Draft:
    return Draft(
        events=(_event(kind, worker, "2025-01-15", data),),
        reads={worker: version},
        key=_key(ledger, worker, data),
    )


def _key(ledger: PostgresLedger, stream: str, data: Any) -> CommandKey:
    return CommandKey(ledger.command_digest(["bench", data]), (stream,))


def _event(name: str, stream: str, on: str, data: Any, **members: Any) -> Event:
    kind = event_type(name)
    event_id: UUID = uuid4()
    said = {"event_id": str(event_id), "effective_on": on, "actor": "bench", "data": data, **members}
    return Event(kind, stream, kind.statement().model_validate_json(canonical(said)))


def career_data(number: int) -> tuple[str, dict[str, Any]]:
    """(type, data) of one event of a long career: assessments and commendations in turn."""
    if number % 2 == 0:
        return "worker.assessed", assessment_data(2016 + number % 9)
    return "worker.commended", {
        "level": "city",
        "title": "优秀工会工作者",
        "issuer": "示例市总工会",
        "document_number": f"示例〔2024〕{number}号",
    }
