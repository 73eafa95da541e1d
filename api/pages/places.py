"""The organisation that a page looks at: the way down to it, and what stands right under it, as links."""

from typing import NamedTuple

from api.queries.gate import Asking
from projections.known import Known
from projections.moments import Moment
from projections.parentage import ABOVE_ROOTS


class Step(NamedTuple):
    """An organisation that somebody can go to; None is all that they may see."""

    id: str | None
    name: str


class Place(NamedTuple):
    """Where a page stands: the steps from the top of the reader's scope down to it, and those below."""

    path: tuple[Step, ...]
    below: tuple[Step, ...]

    @property
    def here(self) -> Step | None:
        """The organisation itself, None at the top of the whole ledger."""
        return self.path[-1] if self.path else None


def place(asking: Asking, known: Known, at: Moment, wanted: str | None) -> Place:
    """The place of an organisation, by the tree of the day and within the reader's scope; the top when none is wanted."""
    top = wanted or asking.scope or _only_root(known, at)
    path = known.path(top, at.as_of) if top else ()
    steps = [Step(one.organisation_id, one.name) for one in reversed(path)]
    if asking.scope is not None:
        own = [index for index, step in enumerate(steps) if step.id == asking.scope]
        steps = steps[own[0] :] if own else steps[-1:]
    below = [
        Step(one.organisation_id, one.name)
        for one in known.children([top or ABOVE_ROOTS], at.as_of)
        if one.active and asking.sees_any((one.organisation_id,), at.as_of)
    ]
    return Place(tuple(steps), tuple(below))


def _only_root(known: Known, at: Moment) -> str | None:
    """The organisation above all others, when there is one alone."""
    roots = known.children([ABOVE_ROOTS], at.as_of)
    return roots[0].organisation_id if len(roots) == 1 else None
