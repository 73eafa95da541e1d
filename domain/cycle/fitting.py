"""Whether a result fits the cycle that it names: its terms, its period, the workers enrolled, its closing."""

from domain.cycle.state import CycleState
from domain.errors import Refused, impossible
from domain.timeline import Standing
from domain.worker.state import WorkerState
from domain.world import World


def check_fits_cycle(state: WorkerState, standing: Standing, world: World) -> None:
    """Refuse a result that names a cycle and is none of it. A result that was there at the closing can be corrected."""
    data = standing.data
    timeline = world.cycle(data.cycle)
    cycle, last = timeline.as_of(standing.effective_on), timeline.end
    if cycle is None or last is None or standing.effective_on < cycle.opened_on:
        raise impossible(
            "cycle_unknown",
            "该考核周期在该日期尚未开启",
            "the cycle is not open on that date",
            "先开启考核周期，或更正生效日期",
            "open the cycle first, or correct the effective date",
        )
    if last.closed is not None and standing.origin.position > last.closed.position:
        raise impossible(
            "cycle_closed",
            f"考核周期已于 {last.closed.on} 结束，不再接受新的考核结果",
            f"the cycle was closed on {last.closed.on} and takes no new result",
            "更正已有结果，或先撤销周期的结束",
            "correct a result that stands, or rescind the closing first",
        )
    if standing.origin.stream_id not in cycle.enrolled:
        raise impossible(
            "not_enrolled",
            "该人员在该日期未列入此考核周期",
            "the worker is not enrolled in the cycle on that date",
            "先将该人员列入考核周期",
            "enrol the worker first",
        )
    if any(one.cycle == data.cycle for one in state.assessments):
        raise impossible(
            "assessed_twice_in_cycle",
            "该人员在此考核周期已有考核结果",
            "the worker has a result in this cycle already",
            "更正或撤销已有考核",
            "correct or rescind the one that stands",
        )
    _check_terms(cycle, standing)


def _check_terms(cycle: CycleState, standing: Standing) -> None:
    data = standing.data
    if data.kind != cycle.kind or data.scheme != cycle.scheme:
        raise _misfit(
            "cycle_other_scheme",
            f"周期为 {cycle.kind}，办法为 {cycle.scheme}",
            f"the cycle is {cycle.kind}, by the scheme {cycle.scheme}",
        )
    if data.period_from < cycle.period_from or data.period_to > cycle.period_to:
        raise _misfit(
            "cycle_other_period",
            f"考核期须在周期 {cycle.period_from} 至 {cycle.period_to} 之内",
            f"the period lies outside the cycle's, {cycle.period_from} to {cycle.period_to}",
        )
    said, own = data.standard, cycle.standard
    if said is not None and (said.title, said.version) != (own.title, own.version):
        raise _misfit(
            "cycle_other_standard",
            f"周期的考核标准为“{own.title}”{own.version}",
            f"the cycle is judged by {own.title}, {own.version}",
        )


def _misfit(rule: str, zh: str, en: str) -> Refused:
    return impossible(
        rule, zh, en, "按周期的规定填写，或选择另一周期", "say what the cycle says, or name another cycle"
    )
