"""Reports about pay: beside the guide, with its factors, who is not insured, who bears it, and what was allocated.

Amounts are whole fen until they are told. What a reader may not see reads `hidden`, what was erased `erased`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any, Final, get_args

from pydantic import TypeAdapter

from domain.hidden import Disclosure, reveal
from domain.judging import book_for
from domain.money import apportioned, fen, yuan
from domain.organisation.facets import Funding
from domain.reports.career import ERASED, HIDDEN, Asked, Career, Row, positions
from domain.reports.units import Unit, units
from domain.rulebook.levels import UnionLevel
from domain.rulebook.pay_guide import GuideLevel, PayGuide
from domain.worker.insurance import insured
from domain.worker.pay import DETERMINED, RAISED, PayContent
from domain.worker.state import EngagementMode, Graded

BY_STATE_RULES: Final = frozenset({EngagementMode.UNION_ORGAN, EngagementMode.UNION_INSTITUTION})
"""Whose pay follows the state's own rules (正式工作人员): no guide is for them (R45)."""
UNASSIGNED: Final = "unassigned"
"""What stands for the level where nobody set who bears a worker's pay."""
HUNDRED_PERCENT: Final = 100_00
LEVELS: Final = (*get_args(UnionLevel), UNASSIGNED)

_PAY: Final = TypeAdapter(PayContent)


def _content(career: Career, amounts: Any) -> PayContent | str:
    """The pay opened, `hidden` or `erased`."""
    if Disclosure.PAY not in career.asked.classes:
        return HIDDEN
    content = reveal(career.asked.reading, amounts, _PAY)
    return content if isinstance(content, PayContent) else ERASED


def _total(content: PayContent) -> int:
    return sum(fen(part.amount) for part in content.parts)


def guides(_careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """The pay guides by which the unions that are asked for go on the day, each once, a row for each level (R44).

    `since` is the first day of the edition that last set it; earlier editions are those of earlier days.
    """
    told: set[str] = set()
    for unit in units(asked):
        book = book_for(asked.reading, unit.id, asked.on) if unit.state.active else None
        edition = next((one for one in book.editions if "pay_guide" in one.settings), None) if book else None
        if book is None or edition is None or edition.jurisdiction in told:
            continue
        told.add(edition.jurisdiction)
        guide = book.settings.pay_guide
        for code, level in guide.levels.items():
            yield {
                "jurisdiction": edition.jurisdiction,
                "document": edition.document,
                "since": edition.effective_on.isoformat(),
                "period_from": guide.period_from.isoformat() if guide.period_from else None,
                "period_to": guide.period_to.isoformat() if guide.period_to else None,
                "in_force": guide.holds(asked.on),
                "level": code,
                "zh": level.zh,
                "en": level.en,
                "low": yuan(fen(level.low)),
                "high": yuan(fen(level.high)),
                "rests_on": [edition.position],
            }


def below_guide(careers: Iterable[Career], _asked: Asked) -> Iterator[Row]:
    """Who is paid less than the guide's least for the level of their grade (R46).

    To whoever may not see pay, all are listed whose pay could be compared, and none is told.
    """
    for career in careers:
        found = _guided(career)
        if found is None or not career.counted:
            continue
        grade, code, level = found
        pay = career.state.particulars.pays[-1]
        content = _content(career, pay.amounts)
        total = content if isinstance(content, str) else _total(content)
        if isinstance(total, int) and total >= fen(level.low):
            continue
        yield {
            **career.head(),
            "grade": grade.grade,
            "level": code,
            "low": yuan(fen(level.low)),
            "high": yuan(fen(level.high)),
            "pay": total if isinstance(total, str) else yuan(total),
            "short": total if isinstance(total, str) else yuan(fen(level.low) - total),
            "rests_on": career.rests_on(pay.event_id, grade.event_id),
        }


def _guided(career: Career) -> tuple[Graded, str, GuideLevel] | None:
    """The grade and its level in the guide of the day, for whoever is paid by it."""
    engagement, grade, book = career.engagement, career.state.grade, career.book
    if engagement is None or book is None or not isinstance(grade, Graded):
        return None
    if engagement.mode in BY_STATE_RULES or not career.state.particulars.pays:
        return None
    guide: PayGuide = book.settings.pay_guide
    code = guide.level_of_grade.get(grade.grade)
    if code is None or not guide.holds(career.asked.on) or guide.ladder not in {None, grade.ladder}:
        return None
    return grade, code, guide.levels[code]


def factors(careers: Iterable[Career], _asked: Asked) -> Iterator[Row]:
    """Every pay determined or raised, the factors kept with it, and the events that it cites (R46)."""
    for career in careers:
        for standing in career.entries():
            if standing.type not in {DETERMINED, RAISED}:
                continue
            content = _content(career, standing.hidden("pay"))
            cited = standing.source.said.evidence
            yield {
                **career.head(),
                "effective_on": standing.effective_on.isoformat(),
                "event_id": str(standing.event_id),
                "raised": standing.type is RAISED,
                **_told(content),
                "cited": [str(one) for one in cited],
                "rests_on": sorted({*positions(standing), *career.rests_on(*cited)}),
            }


def _told(content: PayContent | str) -> Row:
    """The whole, the parts and the factors; each says why where it cannot be told."""
    if isinstance(content, str):
        return dict.fromkeys(("pay", "parts", "factors"), content)
    return {
        "pay": yuan(_total(content)),
        "parts": [f"{one.code}={one.amount}" for one in content.parts],
        "factors": [f"{one.code}={one.value}" for one in content.factors],
    }


def insurance_gaps(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Who has a labour contract, and is not enrolled in all that the book asks for within its days (R47).

    The days are counted from the day after the first one at work; their last day is still in time.
    """
    for career in careers:
        contract, engagement, book = career.state.contract, career.engagement, career.book
        if contract is None or engagement is None or book is None or not career.counted:
            continue
        terms = book.settings.insurance
        since = min(contract.since, engagement.since)
        due_on = since + timedelta(terms.within_days)
        missing = [kind for kind in terms.kinds if kind not in insured(career.state)]
        if missing and asked.on > due_on:
            yield {
                **career.head(),
                "employer": contract.employer,
                "since": since.isoformat(),
                "due_on": due_on.isoformat(),
                "days": (asked.on - due_on).days,
                "missing": missing,
                "rests_on": career.rests_on(contract.event_id, engagement.event_id),
            }


def cost_by_level(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """What the unions of each level bear of the month's pay (R78): shares times determined pay, in all the whole pay."""
    amounts: defaultdict[str, int] = defaultdict(int)
    heads: defaultdict[str, int] = defaultdict(int)
    erased: defaultdict[str, int] = defaultdict(int)
    resting: defaultdict[str, set[int]] = defaultdict(set)
    for career in careers:
        if not career.counted or not career.state.particulars.pays:
            continue
        pay, shares = career.state.particulars.pays[-1], career.state.particulars.cost_shares
        percent = shares.percent if shares and shares.holds(asked.on) else ((UNASSIGNED, 100),)
        named = (pay.event_id, *((shares.event_id,) if shares else ()))
        content = _content(career, pay.amounts)
        parts = (
            apportioned(_total(content), [part for _, part in percent])
            if isinstance(content, PayContent)
            else []
        )
        for place, (level, _) in enumerate(percent):
            heads[level] += 1
            amounts[level] += parts[place] if parts else 0
            erased[level] += content == ERASED
            resting[level].update(career.rests_on(*named))
    seen = Disclosure.PAY in asked.classes
    found = [level for level in LEVELS if level in heads]
    shown = _percents([amounts[level] for level in found])
    for level, share in zip(found, shown, strict=True):
        yield {
            "level": level,
            "heads": heads[level],
            "amount": yuan(amounts[level]) if seen else HIDDEN,
            "percent": share if seen else HIDDEN,
            "erased": erased[level],
            "rests_on": sorted(resting[level]),
        }


def _percents(amounts: list[int]) -> list[str]:
    """The shares of amounts in percent, with two decimals, that sum to 100.00; 0.00 of nothing."""
    return [yuan(share) for share in apportioned(HUNDRED_PERCENT, amounts)]


def funding(member: str) -> Callable[[Iterable[Career], Asked], Iterator[Row]]:
    """What was allocated for each year, by level, by use or by source, with its share of the year's (R76, R77)."""

    def rows(_careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
        amounts: defaultdict[int, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
        resting: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
        for unit, one in _fundings(asked):
            value = str(getattr(one, member))
            amounts[one.year][value] += fen(one.amount)
            resting[one.year, value].update(unit.resting(one.event_id))
        for year in sorted(amounts):
            values = _ordered(member, amounts[year])
            shares = _percents([amounts[year][value] for value in values])
            for value, share in zip(values, shares, strict=True):
                yield {
                    "year": year,
                    member: value,
                    "amount": yuan(amounts[year][value]),
                    "percent": share,
                    "rests_on": sorted(resting[year, value]),
                }

    return rows


def _ordered(member: str, values: Iterable[str]) -> list[str]:
    return sorted(values, key=LEVELS.index) if member == "level" else sorted(values)


def _fundings(asked: Asked) -> Iterator[tuple[Unit, Funding]]:
    for unit in units(asked):
        for one in unit.state.particulars.fundings:
            if asked.covers(one.on):
                yield unit, one
