"""Counts of workers on a day. A person counts once, where they are engaged; secondees at their home.

What the reader's role may not see is not divided: all heads stand under `hidden`. What was erased counts as `erased`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from uuid import UUID

from domain.codes import EDUCATION, ETHNIC_GROUP, POLITICAL_STATUS, SERVICE_DOMAIN, SEX, SOCIAL_WORKER
from domain.codes.table import CodeList
from domain.months import whole_years
from domain.reports.career import UNKNOWN, Asked, Career, Row
from domain.reports.people import highest
from domain.worker.registration import Person
from domain.worker.state import Engaged, EngagementMode, Graded

NONE: Final = "none"

AGE_BANDS: Final = (("under_30", 30), ("30_to_39", 40), ("40_to_49", 50), ("50_to_59", 60))
TENURE_BANDS: Final = (("under_1", 1), ("1_to_2", 3), ("3_to_4", 5), ("5_to_9", 10))
"""Names of bands, and the age or full years at which the next one begins."""

_LABELS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "under_30": ("不满 30 岁", "under 30"),
        "30_to_39": ("30 至 39 岁", "30 to 39"),
        "40_to_49": ("40 至 49 岁", "40 to 49"),
        "50_to_59": ("50 至 59 岁", "50 to 59"),
        "60_and_over": ("60 岁及以上", "60 and over"),
        "under_1": ("不满 1 年", "under 1 year"),
        "1_to_2": ("1 至 2 年", "1 to 2 years"),
        "3_to_4": ("3 至 4 年", "3 to 4 years"),
        "5_to_9": ("5 至 9 年", "5 to 9 years"),
        "10_and_over": ("10 年及以上", "10 years and over"),
        "none": ("无", "none"),
        "unknown": ("不详", "unknown"),
        "hidden": ("不予显示", "hidden"),
        "erased": ("已删除", "erased"),
        "national": ("全国", "national"),
        "province": ("省级", "province"),
        "city": ("市级", "city"),
        "county": ("县级", "county"),
        "street": ("街道（乡镇）", "street"),
        "community": ("社区（村）", "community"),
        "enterprise": ("企业", "enterprise"),
    }
)

REGIMES: Final[Mapping[EngagementMode, str]] = MappingProxyType(
    {
        EngagementMode.UNION_ORGAN: "civil_servant",
        EngagementMode.UNION_INSTITUTION: "public_institution",
        EngagementMode.DIRECT_HIRE: "labour_contract",
        EngagementMode.PURCHASED_POST: "labour_contract",
        EngagementMode.PURCHASED_SERVICE: "labour_contract",
    }
)
"""Which rules of contract, assessment and pay run for a mode of engagement (R19)."""


class Cell(NamedTuple):
    """A value that a worker has, and the events that say so beside the one that engaged them."""

    value: str
    events: tuple[UUID, ...] = ()


class Tally:
    """Heads by key, with the positions of the events by which each is counted."""

    def __init__(self) -> None:
        self._heads: Counter[tuple[str, ...]] = Counter()
        self._rests_on: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)

    def add(self, key: tuple[str, ...], career: Career, *event_ids: UUID) -> None:
        """Count a worker under a key."""
        self._heads[key] += 1
        self._rests_on[key].update(career.rests_on(*event_ids))

    def lines(
        self, order: Callable[[tuple[str, ...]], Any] | None = None
    ) -> Iterator[tuple[tuple[str, ...], int, list[int]]]:
        """Key, heads and positions; in order of the keys unless told otherwise."""
        for key in sorted(self._heads, key=order):
            yield key, self._heads[key], sorted(self._rests_on[key])


def _of_person(member: Callable[[Person, Career], str]) -> Callable[[Career], Cell]:
    """A value of the person; for everybody alike where the reader may not see it."""

    def cell(career: Career) -> Cell:
        person = career.person
        value = person if isinstance(person, str) else member(person, career)
        return Cell(value, career.identified_by)

    return cell


def _band(years: int, bands: Iterable[tuple[str, int]], beyond: str) -> str:
    return next((name for name, end in bands if years < end), beyond)


def _age_band(person: Person, career: Career) -> str:
    return _band(whole_years(person.birth_on, career.asked.on), AGE_BANDS, "60_and_over")


def _education(career: Career) -> Cell:
    identity = career.state.identity
    return Cell((identity.education if identity else None) or UNKNOWN, career.identified_by)


def _certificate(career: Career) -> Cell:
    best = highest(career)
    return Cell(best.level, (best.event_id,)) if best else Cell(NONE)


def _tenure(career: Career) -> Cell:
    engagement = career.engagement
    assert engagement is not None
    since = career.state.particulars.seniority_since or engagement.since
    return Cell(_band(whole_years(since, career.asked.on), TENURE_BANDS, "10_and_over"))


def _grade(career: Career) -> Cell:
    grade = career.state.grade
    if not isinstance(grade, Graded):
        return Cell(NONE)
    return Cell(f"{grade.ladder}/{grade.grade}", (grade.event_id,))


def _level(career: Career) -> Cell:
    engagement = career.engagement
    assert engagement is not None
    host = career.asked.reading.organisation(engagement.host, career.asked.on)
    return Cell(host.level.value if host else UNKNOWN)


_PARTS: Final[Mapping[str, tuple[Callable[[Career], Cell], CodeList | None]]] = MappingProxyType(
    {
        "age": (_of_person(_age_band), None),
        "sex": (_of_person(lambda person, _: person.sex), SEX),
        "ethnic_group": (_of_person(lambda person, _: person.ethnic_group or UNKNOWN), ETHNIC_GROUP),
        "political_status": (
            _of_person(lambda person, _: person.political_status or UNKNOWN),
            POLITICAL_STATUS,
        ),
        "education": (_education, EDUCATION),
        "certificate": (_certificate, SOCIAL_WORKER),
        "tenure": (_tenure, None),
        "grade": (_grade, None),
        "organisation_level": (_level, None),
    }
)


def value_of(part: str, career: Career) -> str:
    """The value of an engaged worker in a part of the structure: age, sex, education, certificate, tenure ..."""
    return _PARTS[part][0](career).value


def _label(part: str, value: str) -> tuple[str, str]:
    """What a value of a part is called; a grade is told by its own code."""
    codes = _PARTS[part][1]
    if codes and value in codes:
        return codes.label(value)
    return _LABELS.get(value, (value, value.replace("_", " ")))


def _counted(careers: Iterable[Career]) -> Iterator[tuple[Career, Engaged]]:
    for career in careers:
        engagement = career.engagement
        if engagement is not None and career.counted:
            yield career, engagement


def structure(careers: Iterable[Career], _asked: Asked) -> Iterator[Row]:
    """Heads by age, sex, ethnic group, political status, schooling, certificate, tenure, grade and level (R17)."""
    tally = Tally()
    for career, engagement in _counted(careers):
        for part, (cell_of, _) in _PARTS.items():
            value, events = cell_of(career)
            tally.add((part, value), career, engagement.event_id, *events)
    order = list(_PARTS)
    for (part, value), heads, rests_on in tally.lines(lambda key: (order.index(key[0]), key[1])):
        zh, en = _label(part, value)
        yield {"part": part, "value": value, "zh": zh, "en": en, "heads": heads, "rests_on": rests_on}


def service_domains(careers: Iterable[Career], _asked: Asked) -> Iterator[Row]:
    """Heads by the services for which they were engaged (R2); whoever gives several is counted under each."""
    tally = Tally()
    for career, engagement in _counted(careers):
        for domain in _said(career, engagement, "service_domains") or (NONE,):
            tally.add((domain,), career, engagement.event_id)
    for (domain,), heads, rests_on in tally.lines():
        known = (
            SERVICE_DOMAIN.label(domain)
            if domain in SERVICE_DOMAIN
            else _LABELS.get(domain, (domain, domain))
        )
        yield {"service_domain": domain, "zh": known[0], "en": known[1], "heads": heads, "rests_on": rests_on}


def former_titles(careers: Iterable[Career], _asked: Asked) -> Iterator[Row]:
    """Heads by the title that they had before they were adopted, and the mode in which they are engaged now (R3)."""
    tally = Tally()
    for career, engagement in _counted(careers):
        title = _adopted_title(career)
        if title is not None:
            tally.add((title, engagement.mode.value), career, engagement.event_id)
    for (title, mode), heads, rests_on in tally.lines():
        yield {"former_title": title, "mode": mode, "heads": heads, "rests_on": rests_on}


def modes(careers: Iterable[Career], _asked: Asked) -> Iterator[Row]:
    """Heads by mode of engagement and the regime that goes with it (R19)."""
    tally = Tally()
    for career, engagement in _counted(careers):
        tally.add((engagement.mode.value, REGIMES[engagement.mode]), career, engagement.event_id)
    for (mode, regime), heads, rests_on in tally.lines():
        yield {"mode": mode, "regime": regime, "heads": heads, "rests_on": rests_on}


def _said(career: Career, engagement: Engaged, member: str) -> tuple[str, ...]:
    """What the event that began the engagement says."""
    began = career.event(engagement.event_id)
    return getattr(began.data, member, ()) if began else ()


def _adopted_title(career: Career) -> str | None:
    """The former title said last, in whatever engagement."""
    titles = (
        getattr(standing.data, "former_title", None)
        for standing in reversed(career.timeline.standing)
        if standing.effective_on <= career.asked.on
    )
    return next((title for title in titles if title), None)
