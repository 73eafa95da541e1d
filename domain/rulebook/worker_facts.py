"""Facts about the worker, just before the event that is judged."""

from typing import TYPE_CHECKING, Final

from pydantic import TypeAdapter

from domain.codes import SOCIAL_WORKER, attainment, chain
from domain.hidden import reveal
from domain.months import whole_months, whole_years
from domain.rulebook.case import Case
from domain.rulebook.facts import ErasedFact, Fact, Kind
from domain.worker.continuity import fixed_terms, worked_since
from domain.worker.registration import Household, Person
from domain.worker.state import Engaged, Graded, Separated

if TYPE_CHECKING:
    from domain.rulebook.book import ResolvedBook

_PERSON: Final = TypeAdapter(Person)
_HOUSEHOLD: Final = TypeAdapter(Household)
_LEVELS: Final = tuple(SOCIAL_WORKER)


def certificate_rank(level: str | None) -> int:
    """1 junior social worker, 2 social worker, 3 senior social worker; 0 for none or another."""
    return _LEVELS.index(level) + 1 if level in _LEVELS else 0


def person_of(case: Case) -> Person | None:
    """Birth, sex and the like; None before registration. Raises ErasedFact when erased."""
    identity = case.state.identity
    if identity is None:
        return None
    person = reveal(case.opener, identity.person, _PERSON)
    if isinstance(person, Person):
        return person
    raise ErasedFact("该人员信息已删除 / the person has been erased")


def _age(case: Case, _book: "ResolvedBook") -> int:
    person = person_of(case)
    return whole_years(person.birth_on, case.on) if person else 0


def _born_on(case: Case, _book: "ResolvedBook") -> str:
    person = person_of(case)
    return person.birth_on.isoformat() if person else ""


def _political_status(case: Case, _book: "ResolvedBook") -> str:
    person = person_of(case)
    return (person.political_status or "") if person else ""


def _education_rank(case: Case, _book: "ResolvedBook") -> int:
    identity = case.state.identity
    return int(attainment(identity.education)) if identity and identity.education else 0


def _household(case: Case) -> Household | None:
    identity = case.state.identity
    if identity is None or identity.household is None:
        return None
    household = reveal(case.opener, identity.household, _HOUSEHOLD)
    if isinstance(household, Household):
        return household
    raise ErasedFact("该人员信息已删除 / the person has been erased")


def _household_divisions(case: Case, _book: "ResolvedBook") -> list[str]:
    household = _household(case)
    return list(chain(household.division)) if household else []


def _engaged(case: Case) -> Engaged | None:
    return case.state.engagement if isinstance(case.state.engagement, Engaged) else None


def _months_engaged(case: Case, _book: "ResolvedBook") -> int:
    engagement = _engaged(case)
    return whole_months(engagement.since, case.on) if engagement else 0


def _graded(case: Case) -> Graded | None:
    return case.state.grade if isinstance(case.state.grade, Graded) else None


def _grade_rank(case: Case, book: "ResolvedBook") -> int:
    grade = _graded(case)
    ladder = book.settings.ladders.get(grade.ladder) if grade else None
    return ladder.rank(grade.grade) if grade and ladder else 0


def _months_in_grade(case: Case, _book: "ResolvedBook") -> int:
    grade = _graded(case)
    return whole_months(grade.since, case.on) if grade else 0


def _certificate(case: Case, _book: "ResolvedBook") -> int:
    return max((certificate_rank(q.level) for q in case.state.qualifications), default=0)


def _employer(case: Case) -> str:
    engagement = case.state.engagement
    if isinstance(engagement, Engaged):
        return engagement.employer
    return engagement.last.employer if isinstance(engagement, Separated) else ""


def _had_probation(case: Case, _book: "ResolvedBook") -> bool:
    employer = getattr(case.data, "employer", None) or _employer(case)
    return any(c.probation_until is not None and c.employer == employer for c in case.state.contracts)


def _contracts_before(case: Case, _book: "ResolvedBook") -> int:
    employer = getattr(case.data, "employer", None) or _employer(case)
    return sum(1 for contract in case.state.contracts if contract.employer == employer)


def _years_with_employer(case: Case, _book: "ResolvedBook") -> int:
    since = worked_since(case.state)
    return whole_years(since, case.on) if since else 0


FACTS: Final = (
    Fact("worker.age", Kind.INT, "生效日的周岁", "age in full years on the effective date", _age),
    Fact("worker.born_on", Kind.STRING, "出生日期 YYYY-MM-DD", "date of birth", _born_on),
    Fact(
        "worker.political_status",
        Kind.STRING,
        "政治面貌代码（GB/T 4762）",
        "political status (GB/T 4762)",
        _political_status,
    ),
    Fact(
        "worker.education_rank",
        Kind.INT,
        "学历层次：4 大专、5 本科、6 硕士、7 博士",
        "schooling completed: 4 junior college, 5 bachelor, 6 master, 7 doctor",
        _education_rank,
    ),
    Fact(
        "worker.household_divisions",
        Kind.STRINGS,
        "户籍所在区划及其上级的代码",
        "codes of the household registration's division and those above it",
        _household_divisions,
    ),
    Fact("worker.engaged", Kind.BOOL, "在岗", "is engaged", lambda case, _: _engaged(case) is not None),
    Fact(
        "worker.mode",
        Kind.STRING,
        "用人方式",
        "engagement mode",
        lambda case, _: engagement.mode.value if (engagement := _engaged(case)) else "",
    ),
    Fact(
        "worker.months_engaged", Kind.INT, "本次在岗满月数", "full months of this engagement", _months_engaged
    ),
    Fact("worker.has_grade", Kind.BOOL, "已定级", "has a grade", lambda case, _: _graded(case) is not None),
    Fact(
        "worker.grade_rank",
        Kind.INT,
        "现等级在序列中的位次（自 1 起）",
        "place of the grade on its ladder, from 1",
        _grade_rank,
    ),
    Fact("worker.months_in_grade", Kind.INT, "现等级满月数", "full months in the grade", _months_in_grade),
    Fact(
        "worker.certificate_rank",
        Kind.INT,
        "社会工作者职业水平：1 助理、2 社会工作师、3 高级",
        "social worker level held: 1 junior, 2 social worker, 3 senior",
        _certificate,
    ),
    Fact(
        "worker.certificates",
        Kind.STRINGS,
        "所持证书的类别",
        "kinds of certificates held",
        lambda case, _: [q.kind for q in case.state.qualifications],
    ),
    Fact(
        "worker.had_probation",
        Kind.BOOL,
        "与该用人单位约定过试用期",
        "had a probation with this employer",
        _had_probation,
    ),
    Fact(
        "worker.contracts_with_employer",
        Kind.INT,
        "此前与该用人单位订立的合同数",
        "contracts with this employer before",
        _contracts_before,
    ),
    Fact(
        "worker.fixed_terms_running",
        Kind.INT,
        "与该用人单位连续订立的固定期限合同次数",
        "fixed-term contracts in a row with this employer",
        lambda case, _: fixed_terms(case.state, case.on, interpreted=False),
    ),
    Fact(
        "worker.years_with_employer",
        Kind.INT,
        "在该用人单位连续工作满年数",
        "full years with this employer",
        _years_with_employer,
    ),
    Fact(
        "worker.commendation_levels",
        Kind.STRINGS,
        "现有表彰的级别",
        "levels of the commendations that stand",
        lambda case, _: [c.level for c in case.state.commendations if c.revoked_on is None],
    ),
)
