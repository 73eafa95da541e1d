"""Facts about the evidence that the event cites, and the settings as rules may name them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, cast

from domain.codes import Attainment
from domain.months import whole_months
from domain.rulebook.case import Case
from domain.rulebook.facts import Fact, Kind
from domain.rulebook.settings import SchemeGrade
from domain.worker.assessment_course import unsettled
from domain.worker.state import Assessment

if TYPE_CHECKING:
    from domain.rulebook.book import ResolvedBook


def _look_back(case: Case, book: "ResolvedBook") -> int:
    look_back = book.settings.look_back
    if case.standing.type.name.startswith("worker.contract"):
        return look_back.renewal_months
    if case.standing.type.name == "worker.pay_raised":
        return look_back.pay_raise_months or look_back.promotion_months
    return look_back.promotion_months


def cited_assessments(case: Case, book: "ResolvedBook") -> Sequence[Assessment]:
    """The cited assessments that were confirmed by the event's date, lie inside the look-back, and no review unsettles."""
    months = _look_back(case, book)
    known = case.memo.get(("cited", months))
    if known is None:
        known = case.memo["cited", months] = _cited(case, months)
    return cast(Sequence[Assessment], known)


def _cited(case: Case, months: int) -> Sequence[Assessment]:
    return [
        assessment
        for assessment in case.state.assessments
        if assessment.event_id in case.evidence
        and assessment.confirmed
        and not unsettled(case.state, assessment)
        and (months == 0 or whole_months(assessment.effective_on, case.on) < months)
    ]


def result_of(assessment: Assessment, book: "ResolvedBook") -> SchemeGrade | None:
    """What an assessment's result is in its scheme, None where it has none there."""
    scheme = book.settings.assessment_schemes.get(assessment.scheme)
    return (
        next((grade for grade in scheme.grades if grade.code == assessment.grade), None) if scheme else None
    )


def _sufficient(case: Case, book: "ResolvedBook") -> int:
    results = [result_of(assessment, book) for assessment in cited_assessments(case, book)]
    return sum(1 for result in results if result and result.sufficient)


def _insufficient(case: Case, book: "ResolvedBook") -> int:
    results = [result_of(assessment, book) for assessment in cited_assessments(case, book)]
    return sum(1 for result in results if result and not result.sufficient)


def _top(case: Case, book: "ResolvedBook") -> int:
    results = [result_of(assessment, book) for assessment in cited_assessments(case, book)]
    return sum(1 for result in results if result and result.top)


def _certificates(case: Case, _book: "ResolvedBook") -> int:
    return sum(1 for held in case.state.qualifications if held.event_id in case.evidence)


FACTS: Final = (
    Fact(
        "evidence.assessments",
        Kind.INT,
        "所引、已确认、在回溯期内且无未决或未维持的复核的考核数",
        "cited assessments that are confirmed, inside the look-back, and neither under review nor set aside by one",
        lambda case, book: len(cited_assessments(case, book)),
    ),
    Fact(
        "evidence.sufficient",
        Kind.INT,
        "其中合格以上的考核数",
        "those of them with a sufficient result",
        _sufficient,
    ),
    Fact(
        "evidence.insufficient",
        Kind.INT,
        "其中不足合格的考核数",
        "those of them with an insufficient result",
        _insufficient,
    ),
    Fact("evidence.top", Kind.INT, "其中最高等次的考核数", "those of them with the top result", _top),
    Fact("evidence.certificates", Kind.INT, "所引证书数", "certificates cited", _certificates),
    Fact(
        "settings.minimum_education_rank",
        Kind.INT,
        "最低学历层次",
        "least schooling, ranked as worker.education_rank",
        lambda _, book: int(Attainment[book.settings.eligibility.minimum_education.upper()]),
    ),
    Fact(
        "settings.minimum_age",
        Kind.INT,
        "最低年龄，0 为不限",
        "least age, 0 for none",
        lambda _, book: book.settings.eligibility.minimum_age,
    ),
    Fact(
        "settings.maximum_age",
        Kind.INT,
        "年龄上限（须小于），0 为不限",
        "age to be under, 0 for none",
        lambda _, book: book.settings.eligibility.maximum_age,
    ),
    Fact(
        "settings.relaxed_maximum_age",
        Kind.INT,
        "放宽后的年龄上限（须小于）",
        "age to be under with a relaxation",
        lambda _, book: book.settings.eligibility.relaxed_maximum_age,
    ),
    Fact(
        "settings.born_from",
        Kind.STRING,
        "公告要求的最早出生日期，空为不限",
        "earliest date of birth that a notice takes, empty for none",
        lambda _, book: born.isoformat() if (born := book.settings.eligibility.born_from) else "",
    ),
    Fact(
        "settings.relaxations",
        Kind.STRINGS,
        "可放宽的情形",
        "what relaxes eligibility",
        lambda _, book: list(book.settings.eligibility.relaxations),
    ),
    Fact(
        "settings.household",
        Kind.STRINGS,
        "要求的户籍区划，空为不限",
        "divisions of household registration asked for, empty for none",
        lambda _, book: list(book.settings.eligibility.household),
    ),
    Fact(
        "settings.experience_months",
        Kind.INT,
        "要求的工作经历月数",
        "months of experience asked for",
        lambda _, book: book.settings.eligibility.experience_months,
    ),
    Fact(
        "settings.eligibility_modes",
        Kind.STRINGS,
        "资格条件适用的用人方式",
        "engagement modes that the eligibility is for",
        lambda _, book: list(book.settings.eligibility.modes),
    ),
    Fact(
        "settings.written_within_months",
        Kind.INT,
        "书面合同的订立期限（月），0 为不限",
        "months within which a contract is written, 0 for none",
        lambda _, book: book.settings.contract.written_within_months,
    ),
    Fact(
        "settings.first_term_months",
        Kind.INT,
        "首次合同的月数，0 为不限",
        "months of a first contract, 0 for any",
        lambda _, book: book.settings.contract.first_term_months,
    ),
    Fact(
        "settings.probation_months",
        Kind.INT,
        "本地规定的试用期月数，0 为依法约定",
        "months of probation fixed locally, 0 for what the law allows",
        lambda _, book: book.settings.contract.probation_months,
    ),
    Fact(
        "settings.fixed_terms_before_open_ended",
        Kind.INT,
        "应订立无固定期限合同前的固定期限合同次数",
        "fixed terms in a row before an open-ended contract is due",
        lambda _, book: book.settings.contract.fixed_terms_before_open_ended,
    ),
    Fact(
        "settings.years_before_open_ended",
        Kind.INT,
        "应订立无固定期限合同前的连续工作年数",
        "years with the employer before an open-ended contract is due",
        lambda _, book: book.settings.contract.years_before_open_ended,
    ),
    Fact(
        "settings.dispatch_minimum_months",
        Kind.INT,
        "劳务派遣合同的最短月数，0 为不按派遣",
        "least months of a dispatch contract, 0 where purchased posts are no dispatch",
        lambda _, book: book.settings.contract.dispatch_minimum_months,
    ),
    Fact(
        "settings.employer_kinds",
        Kind.STRINGS,
        "可作用人单位的组织类型，空为不限",
        "kinds of organisations that may employ, empty for any",
        lambda _, book: list(book.settings.contract.employer_kinds),
    ),
    Fact(
        "settings.secondment_months_maximum",
        Kind.INT,
        "借调的最长月数，0 为不限",
        "longest secondment in months, 0 for any",
        lambda _, book: book.settings.secondment.maximum_months,
    ),
)
