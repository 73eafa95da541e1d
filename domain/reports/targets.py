"""Targets and hiring plans against what is there: figures for each organisation, and sums in which one person counts once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from domain.organisation.facets import Target
from domain.organisation.targets import target_on
from domain.reports.career import Asked, Career, Row, positions
from domain.reports.units import Unit, units
from domain.reports.workforce import ratio
from domain.worker.engagement import HIRED

TOTAL = "total"


class _Aim(NamedTuple):
    unit: Unit
    target: Target


class _Counted:
    """The workers under each organisation that has a target: in its whole subtree, and in no lower one with a target."""

    def __init__(self, aims: dict[str, _Aim]) -> None:
        self.aims = aims
        self.below: defaultdict[str, dict[str, list[int]]] = defaultdict(dict)
        self.direct: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, career: Career, host: str, asked: Asked) -> None:
        """Count a worker under every organisation on the path that has a target."""
        assert career.engagement is not None
        resting = career.rests_on(career.engagement.event_id)
        aimed = [
            above.organisation_id
            for above in asked.reading.path(host, asked.on)
            if above.organisation_id in self.aims
        ]
        for organisation_id in aimed:
            self.below[organisation_id][career.worker] = resting
        for organisation_id in aimed[:1]:
            self.direct[organisation_id].add(career.worker)


def targets(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Target and actual workers of each organisation that has a target, as the tree was on the day (R18).

    `actual` are the heads of the whole subtree, `direct` those under no lower organisation with a target: they add up
    to the actual of all, in which each person counts once. `passed_down` is the sum of the targets right below.
    """
    aims = {}
    for unit in units(asked):
        target = target_on(unit.state, asked.on)
        if target is not None and unit.state.active:
            aims[unit.id] = _Aim(unit, target)
    counted = _Counted(aims)
    for career in careers:
        if career.counted and career.engagement is not None:
            counted.add(career, career.engagement.host, asked)
    nearest = {one: _nearest(one, aims, asked) for one in aims}
    rows = [_aimed(one, counted, nearest) for one in aims]
    yield from rows
    if rows:
        yield _total(rows, {row["organisation"] for row in rows if nearest[row["organisation"]] is None})


def _nearest(organisation_id: str, aims: dict[str, _Aim], asked: Asked) -> str | None:
    """The next organisation above that has a target too."""
    above = asked.reading.path(organisation_id, asked.on)[1:]
    return next((one.organisation_id for one in above if one.organisation_id in aims), None)


def _aimed(organisation_id: str, counted: _Counted, nearest: dict[str, str | None]) -> Row:
    unit, target = counted.aims[organisation_id]
    under = counted.below[organisation_id]
    lower = [counted.aims[one].target.number for one, above in nearest.items() if above == organisation_id]
    resting = {place for places in under.values() for place in places}
    return {
        **unit.head(),
        "level": unit.state.level.value,
        "year": target.year,
        "target": target.number,
        "passed_down": sum(lower) if lower else None,
        "actual": len(under),
        "direct": len(counted.direct[organisation_id]),
        "missing": max(target.number - len(under), 0),
        "percent": ratio(len(under), target.number),
        "rests_on": sorted({*unit.resting(target.event_id), *resting}),
    }


def _total(rows: list[Row], top: set[str]) -> Row:
    """All of them: the targets of those under no other, and each person once."""
    target = sum(row["target"] for row in rows if row["organisation"] in top)
    actual = sum(row["direct"] for row in rows)
    return {
        "organisation": TOTAL,
        "organisation_name": None,
        "level": None,
        "year": None,
        "target": target,
        "passed_down": None,
        "actual": actual,
        "direct": actual,
        "missing": max(target - actual, 0),
        "percent": ratio(actual, target),
        "rests_on": sorted({place for row in rows for place in row["rests_on"]}),
    }


def hiring_plans(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Each line of each hiring plan in force: its places, and how many different workers were hired on it by the day (R70)."""
    filled: defaultdict[tuple[str, str], dict[str, list[int]]] = defaultdict(dict)
    for career in careers:
        for standing in career.timeline.standing:
            cited = standing.data.plan if standing.type is HIRED else None
            if cited is not None and standing.effective_on <= asked.on:
                filled[(cited.plan, cited.line)][career.worker] = [*positions(standing)]
    for plan_id in asked.streams("plan"):
        timeline = asked.reading.plan(plan_id)
        plan = timeline.as_of(asked.on)
        if plan is None or plan.approved_on > asked.on or not asked.within(plan.organisation, asked.on):
            continue
        organisation = asked.reading.organisation(plan.organisation, asked.on)
        said = {
            place for one in timeline.standing if one.effective_on <= asked.on for place in positions(one)
        }
        for line in plan.lines:
            taken = filled[(plan_id, line.line)]
            yield {
                "plan": plan_id,
                "organisation": plan.organisation,
                "organisation_name": organisation.name if organisation else None,
                "year": plan.year,
                "line": line.line,
                "title": line.title,
                "level": line.level,
                "planned": line.count,
                "filled": len(taken),
                "open": line.count - len(taken),
                "rests_on": sorted({*said, *(place for places in taken.values() for place in places)}),
            }
