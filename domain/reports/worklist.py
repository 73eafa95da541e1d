"""The work list: what falls due for a worker (R95), on every day of its window, and after it until something ended it.

An item is computed from facts alone, so the same question lists the same items for ever. A stage of an item opens a
stated number of days before it falls due (table `reminders` of the rulebook that manages the worker). What opened
between two questions is the difference of their two answers: however seldom somebody asks, each stage of an item that
is still on the list comes exactly once, whatever was recorded late, corrected or rescinded in the meantime.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple
from uuid import UUID

from domain.hidden import Disclosure
from domain.months import plus_months
from domain.questioned import questioned
from domain.reports.career import Career, Row
from domain.rulebook.reminders import Reminders
from domain.worker.contract_terms import contract_until, end_unsettled, protects

_NO_REMINDERS: Final = Reminders()


class Due(NamedTuple):
    """A matter that falls due: the event it comes from, its last day, and the first day on which the facts hold.

    `opens_on` is where a rule sets the beginning of the window itself; `rests_on` further events it rests on. Without
    `due_on` it is to be looked at at once.
    """

    event_id: UUID
    due_on: date | None
    since: date
    opens_on: date | None = None
    rests_on: tuple[UUID, ...] = ()


class Item(NamedTuple):
    """One matter of one worker on the list.

    `opened` are the stages that have opened, in days before the due day, the earliest first; the last one is the
    stage in force. What has no day by which it is due (`due_on` None) is to be looked at at once.
    """

    worker: str
    name: str
    kind: str
    event_id: UUID
    due_on: date | None
    window_from: date | None
    opened: tuple[int, ...]
    overdue: bool
    rests_on: tuple[int, ...]

    @property
    def key(self) -> str:
        """The same for the same matter on every day; another once its due day is another."""
        day = self.due_on.isoformat() if self.due_on else "-"
        return f"{self.worker}/{self.kind}/{self.event_id}/{day}"

    @property
    def stage(self) -> int | None:
        """The stage in force."""
        return self.opened[-1] if self.opened else None

    def row(self) -> Row:
        """Plain values."""
        kind = KINDS[self.kind]
        return {
            "key": self.key,
            "worker": self.worker,
            "name": self.name,
            "kind": self.kind,
            "label": {"zh": kind.zh, "en": kind.en},
            "event_id": str(self.event_id),
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "window_from": self.window_from.isoformat() if self.window_from else None,
            "stage": self.stage,
            "overdue": self.overdue,
            "rests_on": list(self.rests_on),
        }


class Entry(NamedTuple):
    """A stage of an item that was not open at the question before."""

    item: Item
    stage: int | None


Find = Callable[[Career, Reminders], Iterator[Due]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of matter: its words, its source, how it is found, and who may see it. Stages stand under its code.

    Terms run for whoever is engaged; a kind that `outlasts` the engagement is found for those who have left too.
    """

    code: str
    zh: str
    en: str
    clause: str
    find: Find
    needs: Disclosure | None = None
    outlasts: bool = False


def items(career: Career, kinds: Iterable[str] | None = None) -> list[Item]:
    """All that is on the list for a worker on the day, in order of kinds. What the reader may not see is left out."""
    wanted = KINDS if kinds is None else {code: KINDS[code] for code in kinds}
    book = career.book
    reminders = book.settings.reminders if book else _NO_REMINDERS
    found: list[Item] = []
    for kind in wanted.values():
        if kind.needs is not None and kind.needs not in career.asked.classes:
            continue
        if career.engagement is not None or kind.outlasts:
            dues = (_item(career, kind, due, reminders) for due in kind.find(career, reminders))
            found.extend(item for item in dues if item is not None)
    return found


def entered(before: Iterable[Item], now: Iterable[Item]) -> list[Entry]:
    """The stages that are open now and were not at the question before, in order of items and stages.

    Each question is taken at its own day and its own position, so nothing that was recorded between them is missed.
    """
    known = {(item.key, stage) for item in before for stage in _stages(item)}
    return [Entry(item, stage) for item in now for stage in _stages(item) if (item.key, stage) not in known]


def _stages(item: Item) -> tuple[int | None, ...]:
    return item.opened or (None,)


def _item(career: Career, kind: Kind, due: Due, reminders: Reminders) -> Item | None:
    """The item on the day; None before its window opens."""
    on = career.asked.on
    stages = stages_of(due, getattr(reminders, kind.code, ()))
    opened = tuple(stage for stage in stages if _opening(due, stage) <= on)
    if due.due_on is not None and not opened:
        return None
    return Item(
        career.worker,
        career.name,
        kind.code,
        due.event_id,
        due.due_on,
        _opening(due, stages[0]) if stages else None,
        opened,
        due.due_on is not None and on > due.due_on,
        tuple(career.rests_on(due.event_id, *due.rests_on)),
    )


def stages_of(due: Due, days: Iterable[int]) -> tuple[int, ...]:
    """The stages of a matter in days before its due day, the earliest first; without any, the due day itself.

    Of those that would open before its facts hold only the last is left: it opens when they begin to hold.
    """
    if due.due_on is None:
        return ()
    own = {(due.due_on - due.opens_on).days} if due.opens_on else set[int]()
    stages = sorted({*days, *own} or {0}, reverse=True)
    late = [stage for stage in stages if due.due_on - timedelta(stage) <= due.since]
    return tuple(stages[len(late) - 1 :] if late else stages)


def _opening(due: Due, stage: int) -> date:
    return max(due.due_on - timedelta(stage), due.since) if due.due_on else due.since


def _questioned(career: Career, _reminders: Reminders) -> Iterator[Due]:
    """Decisions that rest on sand."""
    for doubt in questioned(career.timeline, career.asked.reading):
        if doubt.effective_on <= career.asked.on:
            yield Due(doubt.event_id, None, doubt.effective_on, None, doubt.evidence)


def _contract_end(career: Career, _reminders: Reminders) -> Iterator[Due]:
    """The last day with what a union office adds; while one without a known end goes on, nothing falls due."""
    contract = career.state.contract
    until = contract_until(career.state, career.asked.on)
    if contract is not None and until is not None and not end_unsettled(career.state, career.asked.on):
        offices = [one.event_id for one in career.state.particulars.offices if protects(one)]
        yield Due(contract.event_id, until, contract.since, None, tuple(offices))


def _probation_end(career: Career, _reminders: Reminders) -> Iterator[Due]:
    contract = career.state.contract
    if contract is not None and contract.probation_until is not None and contract.probation_ended_on is None:
        yield Due(contract.event_id, contract.probation_until, contract.since)


def _registration_end(career: Career, reminders: Reminders) -> Iterator[Due]:
    """The last registration of each certificate; another may be applied for in its last months only."""
    last = {one.certificate: one for one in career.state.particulars.registrations}
    for one in last.values():
        if one.lapsed_on is None:
            after = one.until + timedelta(1)
            opens = plus_months(after, -reminders.registration_months)
            window = opens if reminders.registration_months else None
            yield Due(one.event_id, one.until, one.since, window)


def _assessment_due(career: Career, reminders: Reminders) -> Iterator[Due]:
    """Full years, at the end of which the worker was engaged, that have no confirmed annual assessment."""
    engagement = career.engagement
    assert engagement is not None
    this_year = career.asked.on.year
    for year in range(this_year - reminders.assessment_years, this_year):
        last_day = date(year, 12, 31)
        of_year = [
            one
            for one in career.state.assessments
            if one.kind == "annual" and one.period_from <= last_day and one.period_to >= date(year, 1, 1)
        ]
        if engagement.since <= last_day and not any(one.confirmed for one in of_year):
            due_on = date.fromisoformat(f"{year + 1}-{reminders.assessment_by}")
            waiting = tuple(one.event_id for one in of_year)
            yield Due(engagement.event_id, due_on, last_day + timedelta(1), None, waiting)


def _secondment_end(career: Career, _reminders: Reminders) -> Iterator[Due]:
    for one in career.state.secondments:
        if one.open:
            yield Due(one.event_id, one.until, one.since)


def _office_end(*, public: bool) -> Find:
    def find(career: Career, _reminders: Reminders) -> Iterator[Due]:
        for one in career.state.particulars.offices:
            if one.open and one.until is not None and (one.union is None) is public:
                yield Due(one.event_id, one.until, one.since)

    return find


def _technical_post_end(career: Career, _reminders: Reminders) -> Iterator[Due]:
    for one in career.state.particulars.appointments:
        if one.open and one.until is not None:
            yield Due(one.event_id, one.until, one.since)


def _examination_validity(career: Career, _reminders: Reminders) -> Iterator[Due]:
    """A pass that counts for a time only, and that no certificate of its level has followed."""
    held = {(one.kind, one.level) for one in career.state.qualifications}
    for one in career.state.particulars.examinations:
        if one.passed and one.valid_until is not None and (one.kind, one.level) not in held:
            yield Due(one.event_id, one.valid_until, one.result_on or one.valid_until)


def _absence_end(*, suspended: bool) -> Find:
    def find(career: Career, _reminders: Reminders) -> Iterator[Due]:
        for one in career.state.particulars.absences:
            if one.open and one.until is not None and one.suspended is suspended:
                yield Due(one.event_id, one.until, one.since)

    return find


def _sanction_end(career: Career, _reminders: Reminders) -> Iterator[Due]:
    for one in career.state.particulars.sanctions:
        if one.open and one.until is not None:
            yield Due(one.event_id, one.until, one.on)


def _upgrade_plan_end(career: Career, _reminders: Reminders) -> Iterator[Due]:
    for one in career.state.particulars.plans:
        if one.open:
            yield Due(one.event_id, one.until, one.on)


KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        kind.code: kind
        for kind in (
            Kind("contract_end", "劳动合同期满", "contract runs out", "劳动合同法第四十四条", _contract_end),
            Kind("probation_end", "试用期满", "probation ends", "劳动合同法第十九条", _probation_end),
            Kind(
                "registration_end",
                "证书登记期满",
                "registration of a certificate runs out",
                "民发〔2009〕44号",
                _registration_end,
            ),
            Kind(
                "assessment_due",
                "年度考核待确认",
                "annual assessment not confirmed",
                "总工发〔2016〕37号 五(二)",
                _assessment_due,
            ),
            Kind(
                "secondment_end",
                "借调期满",
                "secondment runs out",
                "总工发〔2016〕37号 五(二)",
                _secondment_end,
            ),
            Kind(
                "concurrent_post_end",
                "兼任工会职务届满",
                "term of a union office ends",
                "工会法第十九条",
                _office_end(public=False),
            ),
            Kind(
                "public_role_end",
                "代表、委员任期届满",
                "term of a public role ends",
                "总工发〔2016〕37号 五(二)",
                _office_end(public=True),
            ),
            Kind(
                "technical_post_end",
                "专业技术职务聘期届满",
                "term of a technical post ends",
                "国人部发〔2006〕71号",
                _technical_post_end,
            ),
            Kind(
                "examination_validity",
                "考试合格证明有效期届满",
                "a passed examination stops counting",
                "人社部规〔2018〕2号",
                _examination_validity,
            ),
            Kind(
                "leave_end",
                "休假期满",
                "leave ends",
                "总工发〔2016〕37号 六",
                _absence_end(suspended=False),
                Disclosure.HEALTH,
            ),
            Kind(
                "suspension_end",
                "停职期满",
                "suspension ends",
                "总工发〔2016〕37号 六",
                _absence_end(suspended=True),
            ),
            Kind(
                "sanction_end",
                "处分期满",
                "sanction ends",
                "总工发〔2016〕37号 六",
                _sanction_end,
                Disclosure.SANCTION,
            ),
            Kind(
                "upgrade_plan_end",
                "素质提升计划到期",
                "plan to qualify ends",
                "总工发〔2016〕37号 六",
                _upgrade_plan_end,
            ),
            Kind(
                "questioned",
                "决定的依据存疑",
                "decision on evidence or a rule that no longer holds",
                "总工发〔2016〕37号 五(二)",
                _questioned,
                outlasts=True,
            ),
        )
    }
)
"""Every kind of the work list by its code, which is also its member of the settings table `reminders`.

Leave is known by its ground and a sanction by what it is, so their ends are for those who may see these.
"""
