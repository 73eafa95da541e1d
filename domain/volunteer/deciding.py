"""Deciding about a volunteer: what cannot be, and whose number it is."""

from collections.abc import Sequence

from domain.claims import Claim
from domain.errors import Refused, SubjectErased, impossible
from domain.reading import Reading
from domain.record import Event
from domain.timeline import Standing, Timeline
from domain.volunteer.events import guard_volunteer, volunteer_claims
from domain.volunteer.state import VolunteerState

VolunteerTimeline = Timeline[VolunteerState | None]


def admit_volunteer(
    reading: Reading, timeline: VolunteerTimeline, events: Sequence[Event]
) -> tuple[VolunteerTimeline, Sequence[Claim]]:
    """The timeline with these events, and what it claims. Raises Refused, SubjectErased."""
    if timeline.end is not None and timeline.end.erased_on is not None:
        raise SubjectErased(timeline.stream_id)

    def judge(state: VolunteerState | None, standing: Standing, _fresh: bool) -> None:
        guard_volunteer(state, standing, reading)

    admitted = timeline.admit(events, judge)
    return admitted, volunteer_claims(admitted, reading)


def volunteer_known() -> Refused:
    """The refusal of a number that another volunteer holds in that time."""
    return impossible(
        "volunteer_known",
        "该志愿者编号已登记在另一份志愿者记录中",
        "this volunteer number is on another volunteer's record in that time",
        "使用已有记录，或先办理其退出",
        "use that record, or end it first",
    )
