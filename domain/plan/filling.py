"""Who fills a line of a hiring plan, held by claims: each worker hired on it takes one of its places for good.

The plan claims a place on every line that it ever had, with one place more than the line has, so that the store's check
under its lock refuses a line lowered below those who fill it as well as a hiring beyond it. A line that is no more has
none. Places count by the plan as it stands: what an amendment adds or takes, it adds or takes for the whole year.
"""

from collections.abc import Iterator
from typing import Final

from domain.claims import Claim, ClaimKey, ClaimKind
from domain.errors import Refused, impossible
from domain.plan.lines import PlanLineRef
from domain.plan.state import PlanState
from domain.timeline import CORRECTED, Standing, Timeline
from domain.values import EARLIEST
from domain.world import World

SEPARATOR: Final = "/"


def line_key(plan_id: str, line: str) -> ClaimKey:
    """What the places of a line are claimed under."""
    return ClaimKey(ClaimKind.PLAN_LINE, f"{plan_id}{SEPARATOR}{line}")


def _places(plan: PlanState | None, line: str) -> int:
    found = plan.line(line) if plan is not None else None
    return found.count if found is not None else 0


def plan_claims(timeline: Timeline[PlanState | None]) -> tuple[Claim, ...]:
    """What a plan holds on every line that it ever had: a place beyond those that the line has."""
    return tuple(
        Claim(
            line_key(timeline.stream_id, line),
            timeline.stream_id,
            EARLIEST,
            None,
            _places(timeline.end, line) + 1,
        )
        for line in _ever(timeline)
    )


def _ever(timeline: Timeline[PlanState | None]) -> Iterator[str]:
    """The codes of all lines that any event of the plan has said, each once."""
    seen: dict[str, None] = {}
    for event in timeline.events:
        data = event.data.data if event.type.name == CORRECTED else event.data
        lines = data.get("lines", ()) if isinstance(data, dict) else getattr(data, "lines", ())
        seen.update((one["line"] if isinstance(one, dict) else one.line, None) for one in lines)
    yield from seen


def fillings(cited: Iterator[PlanLineRef], worker_id: str, world: World) -> Iterator[Claim]:
    """The places that a worker takes by the lines that their hirings cite, one a line."""
    for plan_id, line in dict.fromkeys((one.plan, one.line) for one in cited):
        places = _places(world.plan(plan_id).end, line)
        yield Claim(line_key(plan_id, line), worker_id, EARLIEST, None, places + 1)


def check_fits_plan(standing: Standing, world: World) -> None:
    """Refuse a hiring that cites a plan of an organisation that is not its host or above it, or a line that it has not."""
    cited: PlanLineRef | None = standing.data.plan
    if cited is None:
        return
    plan = world.plan(cited.plan).as_of(standing.effective_on)
    if plan is None or standing.effective_on < plan.approved_on:
        raise impossible(
            "plan_unknown",
            "该录用（聘用）计划在该日期尚未批准",
            "the hiring plan is not approved on that date",
            "先批准计划，或更正生效日期",
            "approve the plan first, or correct the effective date",
        )
    path = world.path(standing.data.host, standing.effective_on)
    if all(above.organisation_id != plan.organisation for above in path):
        raise impossible(
            "plan_of_another",
            "该计划不属于用工组织及其上级",
            "the plan is of no organisation that is the host or above it",
            "引用用工组织或其上级的计划",
            "cite a plan of the host or of one above it",
        )
    if plan.line(cited.line) is None:
        told = "、".join(one.line for one in plan.lines)
        raise impossible(
            "plan_line_unknown",
            f"计划中没有 {cited.line} 项；有：{told}",
            f"the plan has no line {cited.line}; it has: {told}",
            "引用计划中的项",
            "cite a line of the plan",
        )


def filled(claim: Claim) -> Refused:
    """What is told of a line that has no place left: to who is hired on it, or to whoever lowers it."""
    places = claim.capacity - 1
    if claim.key.key.startswith(f"{claim.stream_id}{SEPARATOR}"):
        line = claim.key.key.split(SEPARATOR, 1)[1]
        return impossible(
            "plan_below_filled",
            f"{line} 项已录用人数超过 {places} 人",
            f"more than {places} have been hired on line {line} already",
            "名额不得少于已录用人数；先更正有关录用",
            "leave it the places that are filled, or correct those hirings first",
        )
    return impossible(
        "plan_filled",
        f"计划该项的 {places} 个名额已用完",
        f"all {places} places of that line of the plan are filled",
        "引用有名额的项，或先调整计划",
        "cite a line with a place left, or amend the plan first",
    )
