"""Certificates beside the list of the national system (R49): what either side lacks, and where they differ."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pydantic import TypeAdapter, ValidationError

from domain.codes import SOCIAL_WORKER
from domain.errors import Fault, InvalidInput
from domain.hidden import Erased, reveal
from domain.reports.career import Asked, Career, Row
from domain.values import Day
from domain.worker.qualification import CertificateNumber
from domain.worker.state import Qualification

COLUMNS: Final = ("number", "level", "obtained_on")
"""The headings of the list, in any order; others are passed over."""

NOT_RECORDED: Final = "not_recorded"
NOT_LISTED: Final = "not_listed"
DIFFERS: Final = "differs"
NATIONAL_KIND: Final = "social_worker"
FAULTS_SHOWN: Final = 100

_NUMBER: Final = TypeAdapter(CertificateNumber)
_DAY: Final = TypeAdapter(Day)


@dataclass(frozen=True, slots=True)
class Listed:
    """A certificate as the national system lists it."""

    number: str
    level: str
    on: date


def read_listed(text: str) -> Mapping[str, Listed]:
    """The certificates of a list, as CSV with headings, by number. Raises InvalidInput with the faults by line."""
    reader = csv.DictReader(text.removeprefix("\ufeff").splitlines())
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        told = ", ".join(missing)
        raise InvalidInput((Fault("/1", f"缺少列：{told}", f"columns are missing: {told}"),))
    found: dict[str, Listed] = {}
    faults: list[Fault] = []
    for line, cells in enumerate(reader, 2):
        number, level, day = ((cells[column] or "").strip() for column in COLUMNS)
        try:
            listed = Listed(_NUMBER.validate_python(number), level, _DAY.validate_json(f'"{day}"'))
        except ValidationError:
            zh = "管理号或取得日期（yyyy-mm-dd）不正确"
            faults.append(Fault(f"/{line}", zh, "the number or the date (yyyy-mm-dd) is not one"))
            continue
        if level not in SOCIAL_WORKER:
            known = "、".join(SOCIAL_WORKER)
            faults.append(Fault(f"/{line}/level", f"级别应为 {known} 之一", "no level of the qualification"))
        elif number in found:
            faults.append(Fault(f"/{line}/number", "管理号重复", "the number stands twice"))
        else:
            found[number] = listed
    if faults:
        raise InvalidInput(tuple(faults[:FAULTS_SHOWN]))
    return found


def differences(listed: Mapping[str, Listed], careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """What the ledger and the list do not have in common, as of the day: first by worker, then what nobody has."""
    seen: set[str] = set()
    for career in careers:
        if not career.held:
            continue
        for one in career.state.qualifications:
            number = _number(one, asked)
            if one.kind != NATIONAL_KIND or number is None:
                continue
            seen.add(number)
            there = listed.get(number)
            if there is None:
                yield _row(NOT_LISTED, number, career, one, None)
            elif (there.level, there.on) != (one.level, one.on):
                yield _row(DIFFERS, number, career, one, there)
    for number in sorted(listed.keys() - seen):
        yield _row(NOT_RECORDED, number, None, None, listed[number])


def _number(one: Qualification, asked: Asked) -> str | None:
    """The number; None where it was erased."""
    number = reveal(asked.reading, one.number, _NUMBER)
    return None if isinstance(number, Erased) else number


def _row(
    what: str, number: str, career: Career | None, recorded: Qualification | None, there: Listed | None
) -> Row:
    return {
        "what": what,
        "number": number,
        "worker": career.worker if career else None,
        "level_recorded": recorded.level if recorded else None,
        "level_listed": there.level if there else None,
        "obtained_recorded": recorded.on.isoformat() if recorded else None,
        "obtained_listed": there.on.isoformat() if there else None,
        "rests_on": career.rests_on(recorded.event_id) if career and recorded else [],
    }
