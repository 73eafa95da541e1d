"""The quota of the top grade, held by claims: who has it in a cycle takes one place, and the closing counts them.

Before the closing every place is free. The closing claims on the same key with one place more than the quota, so the
store's check under its lock refuses it where more of the top grade stand; and so does whoever takes a place after it.
"""

from collections.abc import Iterator
from typing import Final

from domain.claims import Claim, ClaimKey, ClaimKind
from domain.cycle.events import CLOSED
from domain.cycle.state import CycleState
from domain.timeline import Timeline
from domain.values import EARLIEST
from domain.worker.state import WorkerState
from domain.world import World

TOP_SHARE: Final = "assessment.top_share"
"""The name of the share in refusals, and in what a closing says when it sets the share aside."""

WITHOUT_LIMIT: Final = 1_000_000


def quota_key(cycle_id: str) -> ClaimKey:
    """What the places of a cycle are claimed under."""
    return ClaimKey(ClaimKind.QUOTA, cycle_id)


def holds_top(state: WorkerState, cycle: CycleState) -> bool:
    """Whether the worker's standing result in the cycle is of the top grade."""
    return any(one.cycle == cycle.cycle_id and one.grade in cycle.top_grades for one in state.assessments)


def worker_places(timeline: Timeline[WorkerState], world: World) -> Iterator[Claim]:
    """The places that a worker takes, one a cycle. Whoever held it when the cycle was closed keeps it."""
    cycles = dict.fromkeys(one.cycle for one in timeline.end.assessments if one.cycle and one.grade)
    for cycle_id in cycles:
        cycle = world.cycle(cycle_id).end
        if cycle is None or not holds_top(timeline.end, cycle):
            continue
        capacity, closing = WITHOUT_LIMIT, cycle.closed
        if closing is not None and not holds_top(timeline.known_at(closing.position).end, cycle):
            capacity = closing.quota + 1
        yield Claim(quota_key(cycle_id), timeline.stream_id, EARLIEST, None, capacity)


def closing_places(timeline: Timeline[CycleState | None]) -> tuple[Claim, ...]:
    """What a closed cycle holds on its own key: a place beyond the quota, so that the quota is what is left."""
    state = timeline.end
    if state is None or state.closed is None:
        return ()
    capacity = WITHOUT_LIMIT if _over(timeline) else state.closed.quota + 1
    return (Claim(quota_key(timeline.stream_id), timeline.stream_id, EARLIEST, None, capacity),)


def _over(timeline: Timeline[CycleState | None]) -> bool:
    """Whether the closing sets the share aside: by an authority's exception, or as the breach of a fact done."""
    closing = next((one for one in timeline.standing if one.type.name == CLOSED.name), None)
    if closing is None:
        return False
    said = closing.source.said
    return TOP_SHARE in {*(one.rule for one in said.exceptions), *(one.rule for one in said.breaches)}
