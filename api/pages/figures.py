"""The figures of the first page: heads by part of the organisation, mode, level and grade, each counted once.

They are kept for the moments that were asked for last: what was known at a position does not change.
"""

from collections import Counter, OrderedDict
from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from threading import Lock
from typing import Final, NamedTuple

from api.dependencies import Dependencies
from api.pages.places import Place, place
from api.queries.gate import Asking
from api.queries.parameters import checked_stream
from domain.errors import NotFound
from domain.organisation.facets import Target
from domain.organisation.state import OrganisationLevel
from domain.organisation.targets import target_on
from domain.worker.state import EngagementMode
from projections.headcounts import Heads, headcounts, paths_of
from projections.known import Known
from projections.moments import Moment
from projections.within import Within, shown, subtree

KEPT: Final = 128


class Part(NamedTuple):
    """A part of the organisation with its heads, and the target that was set for it. `id` None: the organisation itself."""

    id: str | None
    name: str
    heads: int
    target: int | None


class Figures(NamedTuple):
    """All figures of one organisation and what is below it, or of all that the reader may see."""

    place: Place
    heads: int
    lent: int
    overdue: int
    soon: int
    target: int | None
    target_year: int | None
    parts: tuple[Part, ...]
    modes: Mapping[str, int]
    levels: Mapping[str, int]
    grades: Mapping[tuple[str, str, str], int]
    """By ladder, grade, and an organisation whose book names them."""


class FigureQueries:
    """Counts, and keeps what was counted. Safe to share between threads."""

    def __init__(self, deps: Dependencies) -> None:
        self._deps = deps
        self._kept: OrderedDict[Hashable, Figures] = OrderedDict()
        self._lock = Lock()

    def of(self, asking: Asking, at: Moment, organisation: str | None) -> Figures:
        """The figures of a moment. Raises NotFound for an organisation that is not there, or not the reader's to see."""
        # Authority is today's: what merges tomorrow is the reader's tomorrow.
        key = (asking.scope, organisation, at.as_of, at.position, asking.now.position, asking.today)
        with self._lock:
            kept = self._kept.get(key)
        if kept is None:
            kept = self._counted(asking, at, organisation)
            with self._lock:
                self._kept[key] = kept
                if len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        return kept

    def _counted(self, asking: Asking, at: Moment, organisation: str | None) -> Figures:
        self._deps.runner.ensure(max(asking.now.position + 1, at.size))
        known = Known(self._deps.ledger, at.position)
        here = place(asking, known, at, organisation)
        groups = headcounts(self._deps.ledger.rows, at, self._withins(asking, known, at.as_of, organisation))
        target = _target(known, here.here.id, at.as_of) if here.here and here.here.id else None
        return Figures(
            here,
            sum(group.heads for group in groups),
            sum(group.lent for group in groups),
            sum(group.overdue for group in groups),
            sum(group.soon for group in groups),
            target.number if target else None,
            target.year if target else None,
            tuple(_parts(known, at, here, groups)),
            _by_mode(groups),
            _by_level(known, at, groups),
            _by_grade(groups),
        )

    def _withins(self, asking: Asking, known: Known, on: date, organisation: str | None) -> Sequence[Within]:
        """Where to count: what was asked for, as known then, within today's authority."""
        own = shown(asking.now, asking.scope, on, asking.today)
        if organisation is None:
            return (shown(known, asking.scope, on, asking.today), own)
        checked_stream(organisation, "organisation")
        below = subtree(self._deps.ledger.rows, organisation, on, known.position)
        if not below.paths or not asking.sees_any((organisation,), on):
            raise NotFound("没有这个组织", "there is no such organisation")
        return (below, own)


def _target(known: Known, organisation_id: str, on: date) -> Target | None:
    state = known.organisation(organisation_id, on)
    return target_on(state, on) if state else None


def _parts(known: Known, at: Moment, here: Place, groups: Sequence[Heads]) -> Sequence[Part]:
    """Heads of each part right below, and of the organisation itself, the largest first."""
    paths = paths_of(known, at, [step.id for step in here.below if step.id])
    counted: Counter[str | None] = Counter()
    for group in groups:
        counted[next((one for one, path in paths.items() if group.path.startswith(path)), None)] += (
            group.heads
        )
    parts = []
    for step in here.below:
        target = _target(known, step.id, at.as_of) if step.id else None
        parts.append(Part(step.id, step.name, counted[step.id], target.number if target else None))
    if counted[None] and here.here:
        parts.append(Part(None, here.here.name, counted[None], None))
    return sorted(parts, key=lambda part: -part.heads)


def _by_mode(groups: Sequence[Heads]) -> Mapping[str, int]:
    counted: Counter[str] = Counter()
    for group in groups:
        counted[group.mode] += group.heads
    return {mode.value: counted[mode.value] for mode in EngagementMode if counted[mode.value]}


def _by_level(known: Known, at: Moment, groups: Sequence[Heads]) -> Mapping[str, int]:
    known.load({group.organisation for group in groups})
    counted: Counter[str] = Counter()
    for group in groups:
        state = known.organisation(group.organisation, at.as_of)
        if state is not None:
            counted[state.level.value] += group.heads
    return {level.value: counted[level.value] for level in OrganisationLevel if counted[level.value]}


def _by_grade(groups: Sequence[Heads]) -> Mapping[tuple[str, str, str], int]:
    """In the order of ladders and codes; a grade is named by the book of the first organisation that has it."""
    counted: Counter[tuple[str, str]] = Counter()
    named: dict[tuple[str, str], str] = {}
    for group in groups:
        if group.ladder is not None and group.grade is not None:
            counted[group.ladder, group.grade] += group.heads
            named.setdefault((group.ladder, group.grade), group.organisation)
    return {(*key, named[key]): counted[key] for key in sorted(counted)}
