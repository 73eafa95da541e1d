"""How each kind of stream that commands write to is folded into its timeline, by the prefix of its id."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from domain.cycle.events import cycle_timeline
from domain.errors import NotFound
from domain.organisation.events import organisation_timeline
from domain.organisation.post_life import post_timeline
from domain.plan.events import plan_timeline
from domain.purchase.events import purchase_timeline
from domain.record import Event
from domain.timeline import Timeline
from domain.training.events import course_timeline
from domain.volunteer.events import volunteer_timeline
from domain.worker.life import worker_timeline

_FOLDS: Final[Mapping[str, Callable[[str, Sequence[Event]], Timeline[Any]]]] = MappingProxyType(
    {
        "worker": worker_timeline,
        "organisation": organisation_timeline,
        "post": post_timeline,
        "cycle": cycle_timeline,
        "plan": plan_timeline,
        "course": course_timeline,
        "volunteer": volunteer_timeline,
        "purchase": purchase_timeline,
    }
)


def timeline_of(stream_id: str, events: Sequence[Event]) -> Timeline[Any]:
    """The timeline of a stream of any kind from its events in version order. Raises NotFound for no kind."""
    fold = _FOLDS.get(stream_id.split("-", 1)[0])
    if fold is None:
        raise NotFound("没有这份记录", "there is no such record")
    return fold(stream_id, events)
