"""Activists and volunteers: who they are, the teams of their leads (R67), and where those hired came from (R68)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from pydantic import TypeAdapter

from domain.hidden import Disclosure, Erased, reveal
from domain.reports.career import ERASED, HIDDEN, Asked, Career, Row, positions
from domain.reports.report import POLICY, Report
from domain.timeline import Standing, Timeline
from domain.volunteer.state import VolunteerState
from domain.worker.engagement import HIRED
from domain.worker.movement import ADOPTED
from domain.worker.state import Engaged

ACTIVIST: Final = "activist"
VOLUNTEER: Final = "volunteer"
ADOPTION: Final = "adopted"

_NAME: Final = TypeAdapter(str)

VolunteerTimeline = Timeline[VolunteerState | None]


def _timelines(asked: Asked) -> Iterator[tuple[VolunteerTimeline, VolunteerState]]:
    """All volunteers registered by the day."""
    for volunteer_id in asked.streams("volunteer"):
        timeline = asked.reading.volunteer(volunteer_id)
        state = timeline.as_of(asked.on)
        if state is not None and state.since <= asked.on:
            yield timeline, state


def _serving(asked: Asked) -> Iterator[tuple[VolunteerTimeline, VolunteerState]]:
    """Those of the organisations asked for who belong to a team on the day."""
    for timeline, state in _timelines(asked):
        if state.serving(asked.on) and asked.within(state.organisation, asked.on):
            yield timeline, state


def _name(state: VolunteerState, asked: Asked) -> str:
    if Disclosure.NAME not in asked.classes:
        return HIDDEN
    name = reveal(asked.reading, state.name, _NAME)
    return ERASED if isinstance(name, Erased) else name


def _rests_on(timeline: VolunteerTimeline, asked: Asked) -> list[int]:
    said = (one for one in timeline.standing if one.type.undated or one.effective_on <= asked.on)
    return sorted({place for one in said for place in positions(one)})


def register(_careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Who is an activist or volunteer on the day, where, and on whose team (R67)."""
    for timeline, state in _serving(asked):
        yield {
            "volunteer": state.volunteer_id,
            "name": _name(state, asked),
            "kind": state.kind,
            "organisation": state.organisation,
            "lead": state.lead,
            "since": state.since.isoformat(),
            "rests_on": _rests_on(timeline, asked),
        }


def teams(_careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """How many activists and volunteers each lead has at each organisation; those without a lead stand apart (R67)."""
    heads: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    rests_on: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for timeline, state in _serving(asked):
        key = (state.organisation, state.lead or "")
        heads[key][state.kind] += 1
        rests_on[key].update(_rests_on(timeline, asked))
    for (organisation, lead), kinds in sorted(heads.items()):
        yield {
            "organisation": organisation,
            "lead": lead or None,
            "activists": kinds[ACTIVIST],
            "volunteers": kinds[VOLUNTEER],
            "heads": kinds.total(),
            "rests_on": sorted(rests_on[organisation, lead]),
        }


def hire_sources(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Where those came from who were taken on in the period: activists, volunteers, else the procedure (R68).

    A volunteer's hiring is of the engagement that the named worker is in on its day.
    """
    became = {
        state.worker: (timeline, state) for timeline, state in _timelines(asked) if state.worker is not None
    }
    heads: Counter[str] = Counter()
    rests_on: defaultdict[str, set[int]] = defaultdict(set)
    for career in careers:
        linked = became.get(career.worker)
        from_team = _engagement_of(career, linked[1]) if linked is not None else None
        for standing in _taken_on(career, asked):
            by_team = linked is not None and standing.event_id == from_team
            source = linked[1].kind if linked is not None and by_team else _procedure(standing)
            heads[source] += 1
            rests_on[source].update(positions(standing))
            if linked is not None and by_team:
                rests_on[source].update(_rests_on(linked[0], asked))
    total = heads.total()
    for source in sorted(heads):
        yield {
            "source": source,
            "hires": heads[source],
            "of_all": total,
            "rests_on": sorted(rests_on[source]),
        }


def _taken_on(career: Career, asked: Asked) -> Iterator[Standing]:
    """The hirings and adoptions of the period into the organisations asked for."""
    for standing in career.timeline.standing:
        day = standing.effective_on
        if standing.type in (HIRED, ADOPTED) and asked.covers(day) and asked.within(standing.data.host, day):
            yield standing


def _engagement_of(career: Career, state: VolunteerState) -> UUID | None:
    """The event that began the engagement which the volunteer's hiring is about."""
    assert state.hired_on is not None
    engagement = career.timeline.as_of(state.hired_on).engagement
    return engagement.event_id if isinstance(engagement, Engaged) else None


def _procedure(standing: Standing) -> str:
    return standing.data.procedure.kind if standing.type is HIRED else ADOPTION


REPORTS: Final = (
    Report(
        "volunteers",
        "积极分子与志愿者名册",
        "activists and volunteers",
        f"{POLICY} 五(三)",
        ("volunteer", "name", "kind", "organisation", "lead", "since"),
        register,
    ),
    Report(
        "volunteer_teams",
        "志愿者队伍（按带队人员与组织）",
        "teams of activists and volunteers, by lead and organisation",
        f"{POLICY} 五(三)",
        ("organisation", "lead", "activists", "volunteers", "heads"),
        teams,
    ),
    Report(
        "hire_sources",
        "录用来源",
        "where those hired came from",
        f"{POLICY} 五(三)",
        ("source", "hires", "of_all"),
        hire_sources,
        period=True,
    ),
)
