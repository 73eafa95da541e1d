"""Streams that belong to an organisation: which member names it, and whose business such a stream is."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from domain.timeline import Timeline

OWNED: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "post": ("organisation", "只能在本级及下级组织设岗", "a post is set up in one's own subtree"),
        "cycle": (
            "organisation",
            "只能为本级及下级组织开启考核周期",
            "a cycle is opened for an organisation of one's own subtree",
        ),
        "plan": (
            "organisation",
            "只能批准本级及下级组织的录用（聘用）计划",
            "a hiring plan is of an organisation of one's own subtree",
        ),
        "course": (
            "provider",
            "只能登记本级及下级培训机构的课程",
            "a course is offered by a provider of one's own subtree",
        ),
        "volunteer": (
            "organisation",
            "只能为本级及下级组织登记志愿者",
            "a volunteer is registered in one's own subtree",
        ),
        "purchase": (
            "buyer",
            "只能为本级及下级组织购买服务",
            "a purchase is made for an organisation of one's own subtree",
        ),
    }
)
"""Streams that belong to an organisation: the member that names it, and what is told of one beyond the subtree."""


def prefix_of(stream_id: str) -> str:
    """What kind of stream it is."""
    return stream_id.split("-", 1)[0]


def home_of(timeline: Timeline[Any]) -> str:
    """The organisation that a stream belongs to; of a rescinded one, whose business it was."""
    says = timeline.events[0].data if timeline.end is None else timeline.end
    return str(getattr(says, OWNED[prefix_of(timeline.stream_id)][0]))
