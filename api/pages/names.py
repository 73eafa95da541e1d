"""Names for what rows and states tell by ids and codes: organisations, posts, grades, as they were on the day."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from api.dependencies import Dependencies
from domain.catalogue import CATALOGUE
from domain.codes import NATION, chain
from domain.organisation.state import UNION_KINDS, OrganisationState
from domain.reading import Reading
from domain.rulebook.settings import Settings
from projections.known import Known


class Names:
    """Looks names up for one page. What is not known has its id or code for a name."""

    def __init__(self, deps: Dependencies, known: Known, on: date, *, chinese: bool) -> None:
        self._deps = deps
        self._known = known
        self._on = on
        self._chinese = chinese
        self.home: str | None = None
        """The organisation whose book names the grades of whoever the page is about."""
        self._settings: dict[str, Settings | None] = {}

    def load(self, stream_ids: Iterable[str | None]) -> None:
        """Read many streams in one query, and what stands above those that are organisations in one a level."""
        edge = {one for one in stream_ids if one}
        seen: set[str] = set()
        while edge:
            self._known.load(edge)
            seen |= edge
            states = [
                self._known.organisation(one, self._on) for one in edge if one.startswith("organisation-")
            ]
            edge = {state.above for state in states if state and state.above} - seen

    def organisation(self, organisation_id: str | None) -> str:
        """An organisation's name on the day."""
        if organisation_id is None:
            return ""
        state = self._known.organisation(organisation_id, self._on) or self._latest(organisation_id)
        return state.name if state else organisation_id

    def post(self, post_id: str | None) -> str:
        """A post's title on the day."""
        if post_id is None:
            return ""
        state = self._known.post(post_id, self._on)
        return state.title if state else post_id

    def grade(self, ladder: str, grade: str, organisation_id: str | None) -> str:
        """What the book of the union that manages an organisation's workers calls a grade."""
        settings = self._book(organisation_id)
        named = settings.ladders.get(ladder) if settings else None
        step = named.step(grade) if named else None
        return grade if step is None else self.say(step)

    def rank(self, ladder: str, grade: str, organisation_id: str | None) -> int:
        """The place of a grade on its ladder by that book, from 1; 0 when it is not on it."""
        settings = self._book(organisation_id)
        named = settings.ladders.get(ladder) if settings else None
        return named.rank(grade) if named else 0

    def result(self, scheme: str, grade: str | None, organisation_id: str | None) -> str:
        """What that book calls a result of an assessment."""
        settings = self._book(organisation_id)
        named = settings.assessment_schemes.get(scheme) if settings else None
        found = next((one for one in named.grades if one.code == grade), None) if named else None
        return (grade or "") if found is None else self.say(found)

    def scheme(self, scheme: str, organisation_id: str | None) -> str:
        """What that book calls an assessment scheme."""
        settings = self._book(organisation_id)
        named = settings.assessment_schemes.get(scheme) if settings else None
        return scheme if named is None else self.say(named)

    def event(self, type_name: str) -> str:
        """What a type of event is called."""
        return self.say(CATALOGUE[type_name])

    def path(self, organisation_id: str) -> Sequence[tuple[str, str]]:
        """Ids and names of the organisations from the root down to this one."""
        above = self._known.path(organisation_id, self._on)
        return [(one.organisation_id, one.name) for one in reversed(above)]

    @cached_property
    def _reading(self) -> Reading:
        return Reading(self._deps.ledger, self._deps.shelf)

    def _latest(self, organisation_id: str) -> OrganisationState | None:
        return self._known.organisation_timeline(organisation_id).end

    def _book(self, organisation_id: str | None) -> Settings | None:
        """The settings in force on the day for the workers of an organisation; None when no book is."""
        if organisation_id is None:
            return None
        path = self._known.path(organisation_id, self._on)
        union = next((one for one in path if one.kind in UNION_KINDS and not one.merged_into), None)
        division = union.division if union else NATION
        if division not in self._settings:
            book = self._reading.books(chain(division)).at(self._known.position).on(self._on)
            self._settings[division] = book.settings if book else None
        return self._settings[division]

    def say(self, named: Any) -> str:
        """The name, in the reader's language, of whatever has one in both."""
        return str(named.zh if self._chinese else named.en)
