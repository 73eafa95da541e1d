"""Rows about people without identity, none of which fewer than `least` people share (R79).

Members by which somebody could be recognised are made coarser where few share them, and at last left out. Whoever
holds several extracts of one population can compare them: who may draw one, and why, is logged for that reason.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from domain.codes import chain
from domain.reports.career import UNKNOWN, Career
from domain.reports.counts import value_of

SUPPRESSED: Final = "suppressed"
"""What a row says in place of a value by which few could be told apart."""

LEAST: Final = 5
"""How many people share a combination at least, unless it is told otherwise."""

MEMBERS: Final = (
    *("age", "sex", "education", "certificate", "tenure", "organisation_level", "mode", "region"),
)
"""The members of a row, all of which could help to recognise somebody."""

Record = tuple[str, ...]
"""Values in the order of `MEMBERS`."""

_WIDE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "under_30": "under_40",
        "30_to_39": "under_40",
        "40_to_49": "40_and_over",
        "50_to_59": "40_and_over",
        "60_and_over": "40_and_over",
        "under_1": "under_5",
        "1_to_2": "under_5",
        "3_to_4": "under_5",
        "5_to_9": "5_and_over",
        "10_and_over": "5_and_over",
    }
)


def _wide(value: str) -> str:
    return _WIDE.get(value, value)


def _above(value: str) -> str:
    """The division right above, never the country."""
    found = chain(value) if value.isdigit() else [value]
    return found[1] if len(found) > 2 else value


def city_of(value: str) -> str:
    """The city of a county; what is no county stays."""
    return f"{value[:4]}00" if value.isdigit() and len(value) == 6 else value


def _left_out(_value: str) -> str:
    return SUPPRESSED


_STAGES: Final[tuple[Mapping[str, Callable[[str], str]], ...]] = (
    {"age": _wide, "tenure": _wide, "region": _above},
    {"education": _left_out, "mode": _left_out, "region": _above},
    {"certificate": _left_out, "organisation_level": _left_out, "tenure": _left_out},
    dict.fromkeys(MEMBERS, _left_out),
)
"""What is made coarser one after the other; in the end nothing is told but that there is somebody."""


def records(careers: Iterable[Career]) -> Iterator[Record]:
    """A record for each head of a question, where they are engaged; identity is in none."""
    for career in careers:
        engagement = career.engagement
        if engagement is not None and career.counted:
            host = career.asked.reading.organisation(engagement.host, career.asked.on)
            said = {"mode": engagement.mode.value, "region": _county(host.division) if host else UNKNOWN}
            yield tuple(said[name] if name in said else value_of(name, career) for name in MEMBERS)


def _county(division: str) -> str:
    """The county of a division, or what is above it: streets and villages are not told."""
    return division if len(division) <= 6 else division[:6]


def deidentified(found: Iterable[Record], least: int = LEAST) -> list[Record]:
    """The records made coarser until each combination is that of `least` people, in the order of their values.

    Where so few are left over that even together they would be fewer, the smallest combination joins them. Of fewer
    than `least` people in all nothing is told.
    """
    told: Counter[Record] = Counter()
    rest = Counter(found)
    for stage in ({}, *_STAGES):
        rest = _coarser(rest, stage)
        enough = Counter({record: heads for record, heads in rest.items() if heads >= least})
        told += enough
        rest -= enough
    nothing: Record = (SUPPRESSED,) * len(MEMBERS)
    few = rest.total()
    if few:
        few += told.pop(nothing, 0)
        while few < least and told:
            smallest = min(told, key=lambda record: (told[record], record))
            few += told.pop(smallest)
        if few >= least:
            told[nothing] = few
    return sorted(told.elements())


def _coarser(found: Counter[Record], stage: Mapping[str, Callable[[str], str]]) -> Counter[Record]:
    coarser: Counter[Record] = Counter()
    for record, heads in found.items():
        values = zip(MEMBERS, record, strict=True)
        coarser[tuple(stage[name](value) if name in stage else value for name, value in values)] += heads
    return coarser
