"""One organisation as a report looks at it: on a day, as known at a position, within what is asked for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from uuid import UUID

from domain.organisation.state import OrganisationKind, OrganisationState
from domain.reports.career import Asked, Career, Row, rests_on
from domain.timeline import Standing, Timeline


class Unit:
    """An organisation that is asked for on the day: registered by then, ended or not."""

    def __init__(
        self, timeline: Timeline[OrganisationState | None], state: OrganisationState, asked: Asked
    ) -> None:
        self.timeline = timeline
        self.state = state
        self.asked = asked

    @property
    def id(self) -> str:
        """The organisation's id."""
        return self.timeline.stream_id

    @property
    def social(self) -> bool:
        """Whether it is a social organisation that goes on."""
        return self.state.active and self.state.kind is OrganisationKind.SOCIAL_ORGANISATION

    @cached_property
    def standing(self) -> tuple[Standing, ...]:
        """Its standing events by the day."""
        return tuple(one for one in self.timeline.standing if one.effective_on <= self.asked.on)

    def head(self) -> Row:
        """The columns that begin a row about this organisation."""
        return {"organisation": self.id, "organisation_name": self.state.name}

    def resting(self, *event_ids: UUID) -> list[int]:
        """The positions of these events, and of all that name one of them; without any, of the registration."""
        return rests_on(self.timeline, self.asked.on, *(event_ids or (self.standing[0].event_id,)))


def units(asked: Asked) -> Iterator[Unit]:
    """The organisations that are asked for, in order of their ids."""
    for organisation_id in asked.streams("organisation"):
        timeline = asked.reading.organisation_timeline(organisation_id)
        state = timeline.as_of(asked.on)
        registered = state is not None and timeline.standing[0].effective_on <= asked.on
        if state is not None and registered and asked.within(organisation_id, asked.on):
            yield Unit(timeline, state, asked)


class Heads:
    """Who counts where: the workers of organisations on the day, with the events that engaged them."""

    def __init__(self) -> None:
        self._found: defaultdict[str, dict[str, list[int]]] = defaultdict(dict)

    def add(self, organisation_id: str, career: Career) -> None:
        """Count a worker in an organisation, once."""
        engagement = career.engagement
        if engagement is not None:
            self._found[organisation_id][career.worker] = career.rests_on(engagement.event_id)

    def count(self, organisation_id: str) -> int:
        """How many different workers."""
        return len(self._found.get(organisation_id, ()))

    def resting(self, organisation_id: str) -> set[int]:
        """The positions by which they are counted."""
        return {place for places in self._found.get(organisation_id, {}).values() for place in places}


def at_home(careers: Iterable[Career]) -> Heads:
    """The heads of each organisation: whoever is engaged there on the day; secondees at their home."""
    heads = Heads()
    for career in careers:
        if career.counted and career.engagement is not None:
            heads.add(career.engagement.host, career)
    return heads
