"""Offices held beside the engagement (R57, R60), flows of secondments, and exchanges that are no pairs (R59)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from domain.codes.divisions import NATION, DivisionLevel, chain, division_level
from domain.codes.public_roles import PUBLIC_ROLE, level_of_public_role
from domain.reports.career import UNKNOWN, Asked, Career, Row, positions
from domain.reports.report import POLICY, WORKER, Report
from domain.worker.exchange import one_sided
from domain.worker.secondment import STARTED
from domain.worker.state import Engaged, WorkerState


def concurrent_posts(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """The union offices that workers hold on the day beside their engagement; a worker with several is one head (R57)."""
    for career in careers:
        if not career.counted:
            continue
        for one in career.state.particulars.offices:
            if one.open and one.union is not None:
                yield {
                    **career.head(),
                    "office": one.kind,
                    "union": one.union,
                    "base_union": one.base_union,
                    "full_time": one.full_time,
                    "since": one.since.isoformat(),
                    "until": one.until.isoformat() if one.until else None,
                    "overdue": one.until is not None and one.until < asked.on,
                    "rests_on": career.rests_on(one.event_id),
                }


def public_roles(careers: Iterable[Career], _asked: Asked) -> Iterator[Row]:
    """How many workers hold each public role at each level on the day (R60); with several, one is counted under each."""
    heads: Counter[tuple[str, str]] = Counter()
    rests_on: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for career in careers:
        if not career.counted:
            continue
        for one in career.state.particulars.offices:
            if one.open and one.union is None:
                key = (one.kind, one.level or level_of_public_role(one.kind) or UNKNOWN)
                heads[key] += 1
                rests_on[key].update(career.rests_on(one.event_id))
    for role, level in sorted(heads):
        label = PUBLIC_ROLE.label(role)
        yield {
            "role": role,
            "level": level,
            "zh": label.zh,
            "en": label.en,
            "heads": heads[role, level],
            "rests_on": sorted(rests_on[role, level]),
        }


def flows(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Secondments begun in the period, from the region of the home to that of the host (R59).

    A region is a prefecture, or a province for what stands above or beside its prefectures. `shortage` counts those said
    to go where people are urgently needed.
    """
    cells: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    rests_on: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for career in careers:
        for standing, before in career.befores():
            if standing.type is STARTED and isinstance(before.engagement, Engaged):
                day, data = standing.effective_on, standing.data
                home = _region(before.engagement.host, day, asked)
                cell = (home, _region(data.host, day, asked))
                cells[cell]["secondments"] += 1
                cells[cell]["full_time"] += data.full_time
                cells[cell]["shortage"] += data.shortage is not None
                rests_on[cell].update(positions(standing))
    for (home, host), counted in sorted(cells.items()):
        yield {
            "from_region": home,
            "to_region": host,
            **{name: counted[name] for name in ("secondments", "full_time", "shortage")},
            "rests_on": sorted(rests_on[home, host]),
        }


def _region(organisation_id: str, day: date, asked: Asked) -> str:
    state = asked.reading.organisation(organisation_id, day)
    if state is None:
        return UNKNOWN
    levels = {division_level(code): code for code in chain(state.division)}
    return levels.get(DivisionLevel.PREFECTURE) or levels.get(DivisionLevel.PROVINCE) or NATION


def one_sided_exchanges(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Halves of exchanges whose other half does not name them back (R59)."""
    for career in careers:
        if not career.held or not any(one.exchange for one in career.state.secondments):
            continue
        for half in one_sided(_both(career, asked)):
            if half.worker_id == career.worker:
                yield {
                    **career.head(),
                    "exchange": str(half.exchange.exchange_id),
                    "counterpart": half.exchange.counterpart,
                    "missing": half.missing.value,
                    "rests_on": career.rests_on(half.secondment),
                }


def _both(career: Career, asked: Asked) -> Mapping[str, WorkerState]:
    """The worker and the counterparts that there are, as they stand on the day."""
    states = {career.worker: career.state}
    for one in career.state.secondments:
        if one.exchange is not None:
            other = asked.reading.worker(one.exchange.counterpart)
            if other.version:
                states[other.stream_id] = other.as_of(asked.on)
    return states


REPORTS: Final = (
    Report(
        "concurrent_posts",
        "兼任工会职务",
        "union offices held beside the engagement",
        f"{POLICY} 五(二)",
        (*WORKER, "office", "union", "base_union", "full_time", "since", "until", "overdue"),
        concurrent_posts,
    ),
    Report(
        "public_roles",
        "担任代表、委员的人数",
        "workers who hold public roles",
        f"{POLICY} 五(二)",
        ("role", "level", "zh", "en", "heads"),
        public_roles,
    ),
    Report(
        "secondment_flows",
        "借调挂职的区域流向",
        "secondments from region to region",
        f"{POLICY} 五(二)",
        ("from_region", "to_region", "secondments", "full_time", "shortage"),
        flows,
        period=True,
    ),
    Report(
        "one_sided_exchanges",
        "未互相对应的双向挂职",
        "exchanges whose halves do not name each other",
        f"{POLICY} 五(二)",
        (*WORKER, "exchange", "counterpart", "missing"),
        one_sided_exchanges,
    ),
)
