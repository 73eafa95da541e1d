"""What a roster question means: the organisations within today's authority, grades by the book, filters by right."""

from collections.abc import Sequence
from datetime import date

from api.dependencies import Dependencies
from api.queries.gate import Asking
from api.queries.parameters import RosterAsked, RosterFilters, checked_stream
from domain.codes import NATION, chain
from domain.errors import Fault, Forbidden, InvalidInput, NotFound
from domain.hidden import Disclosure
from domain.rulebook.settings import Ladder
from projections.known import Known, books_of
from projections.moments import Moment, read_day
from projections.roster import Sort, Wanted
from projections.within import Within, both, path_of, shown, subtree


class RosterQuestions:
    """Reads what was asked for."""

    def __init__(self, deps: Dependencies) -> None:
        self._source = deps.ledger
        self._runner = deps.runner

    def wanted(
        self, asking: Asking, at: Moment, asked: RosterFilters, names: frozenset[Disclosure]
    ) -> Wanted:
        """What is asked for, as the tree was on the day and known then, within today's authority.

        `names` are the classes that the reader may see. Raises InvalidInput, Forbidden and NotFound.
        """
        by_name = asked.name is not None or (isinstance(asked, RosterAsked) and asked.sort is Sort.NAME)
        if by_name and Disclosure.NAME not in names:
            raise Forbidden("该角色不能按姓名查询", "this role may not look for names")
        known = Known(self._source, at.position)
        before = asked.contract_before
        ladder, grades = self._grades(known, at.as_of, asked, asked.organisation or asking.scope)
        return Wanted(
            at.as_of,
            at.position,
            tuple(self._within(asking, known, at, asked.organisation)),
            asked.status,
            asked.mode,
            ladder,
            grades,
            asked.qualification,
            asked.commendation,
            read_day("/contract_before", before) if before else None,
            asked.seconded,
            asked.name,
            asked.post,
        )

    def _within(self, asking: Asking, known: Known, at: Moment, organisation: str | None) -> Sequence[Within]:
        if organisation is None:
            asked = shown(known, asking.scope, at.as_of, asking.today)
        else:
            checked_stream(organisation, "organisation")
            asked = subtree(self._source.rows, organisation, at.as_of, at.position)
            if not asked.paths:
                raise _no_organisation()
        if asking.scope is None:
            return (asked,)
        self._runner.ensure(asking.now.position + 1)
        held = shown(asking.now, asking.scope, at.as_of, asking.today)
        if organisation is not None:
            path = path_of(self._source.rows, organisation, at.as_of, held.position)
            if not held.holds(path):
                raise _no_organisation()
        return both(asked, held) if at.position < held.position else (asked,)

    def _grades(
        self, known: Known, day: date, asked: RosterFilters, organisation: str | None
    ) -> tuple[str | None, tuple[str, ...] | None]:
        """The ladder and the grades asked for; None where any will do."""
        if asked.grade_from is None and asked.grade_to is None:
            return asked.ladder, None if asked.grade is None else (asked.grade,)
        state = known.organisation(organisation, day) if organisation else None
        codes = tuple(chain(state.division if state else NATION))
        book = books_of(known, codes).on(day)
        for code, ladder in (book.settings.ladders if book else {}).items():
            if asked.ladder in {None, code} and _has(ladder, asked.grade_from, asked.grade_to):
                low = ladder.rank(asked.grade_from) if asked.grade_from else 1
                high = ladder.rank(asked.grade_to) if asked.grade_to else len(ladder.steps)
                within = tuple(step.code for step in ladder.steps[low - 1 : high])
                return code, within if asked.grade is None else tuple(
                    one for one in within if one == asked.grade
                )
        raise InvalidInput(
            (
                Fault(
                    "/grade_from" if asked.grade_from else "/grade_to",
                    "规则书中没有同时包含所写等级的序列",
                    "no ladder of the rulebook has these grades",
                ),
            )
        )


def _has(ladder: Ladder, *grades: str | None) -> bool:
    return all(ladder.rank(one) for one in grades if one)


def _no_organisation() -> NotFound:
    return NotFound("没有这个组织", "there is no such organisation")
