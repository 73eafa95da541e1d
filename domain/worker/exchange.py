"""Exchanges of two secondments (双向挂职): each half names the other, and one that is not named back is told (R59)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from domain.worker.state import Exchange, WorkerState


class Missing(StrEnum):
    """What keeps a half from being a pair."""

    WORKER = "worker_unknown"
    SECONDMENT = "secondment_unknown"
    PAIR = "not_paired_back"
    SAME = "paired_otherwise"


class OneSided(NamedTuple):
    """A half of an exchange whose other half does not name it back."""

    worker_id: str
    secondment: UUID
    exchange: Exchange
    missing: Missing


def one_sided(workers: Mapping[str, WorkerState]) -> list[OneSided]:
    """The halves among these workers that are not pairs, in the order of the workers and their secondments.

    `workers` holds every worker's state on the day asked about: a counterpart that is not there is unknown.
    """
    found = []
    for worker_id, state in workers.items():
        for half in state.secondments:
            if half.exchange is not None:
                missing = _missing(worker_id, half.event_id, half.exchange, workers)
                if missing is not None:
                    found.append(OneSided(worker_id, half.event_id, half.exchange, missing))
    return found


def _missing(
    worker_id: str, secondment: UUID, exchange: Exchange, workers: Mapping[str, WorkerState]
) -> Missing | None:
    other = workers.get(exchange.counterpart)
    if other is None:
        return Missing.WORKER
    half = next((one for one in other.secondments if one.event_id == exchange.counterpart_secondment), None)
    if half is None:
        return Missing.SECONDMENT
    if half.exchange is None:
        return Missing.PAIR
    back = Exchange(exchange.exchange_id, worker_id, secondment)
    return None if half.exchange == back else Missing.SAME
