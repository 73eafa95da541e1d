"""Facts about the event that is judged: what it says, and the organisations that it names."""

from typing import TYPE_CHECKING, Any, Final

from domain.codes import SERVICE_DOMAIN
from domain.months import months_begun, term_months, whole_months
from domain.organisation.state import OrganisationLevel, OrganisationState
from domain.rulebook.case import Case
from domain.rulebook.facts import Fact, Kind
from domain.rulebook.settings import AssessmentScheme, GradeStep, Ladder
from domain.rulebook.worker_facts import certificate_rank
from domain.worker.state import Engaged, Separated

if TYPE_CHECKING:
    from domain.rulebook.book import ResolvedBook


def _said(member: str, neutral: Any) -> Any:
    def value(case: Case, _book: "ResolvedBook") -> Any:
        found = getattr(case.data, member, None)
        return neutral if found is None else found

    return value


def _listed(member: str) -> Any:
    return lambda case, _book: list(getattr(case.data, member, None) or ())


def _organisation(case: Case, member: str) -> OrganisationState | None:
    identifier = getattr(case.data, member, None)
    return case.world.organisation(identifier, case.on) if identifier else None


def _kind_of(member: str) -> Any:
    return lambda case, _book: found.kind.value if (found := _organisation(case, member)) else ""


def _level_of(member: str) -> Any:
    return lambda case, _book: found.level.value if (found := _organisation(case, member)) else ""


_LEVELS: Final = tuple(OrganisationLevel)


def _levels_up(case: Case, _book: "ResolvedBook") -> int:
    """How many levels the host stands above the worker's own organisation; negative below."""
    host, engagement = _organisation(case, "host"), case.state.engagement
    home = case.world.organisation(engagement.host, case.on) if isinstance(engagement, Engaged) else None
    return _LEVELS.index(home.level) - _LEVELS.index(host.level) if host and home else 0


def _examined(case: Case, _book: "ResolvedBook") -> bool:
    on = getattr(getattr(case.data, "procedure", None), "examination_on", None)
    return on is not None and on <= case.on


def _procedure(member: str, neutral: Any) -> Any:
    def value(case: Case, _book: "ResolvedBook") -> Any:
        found = getattr(getattr(case.data, "procedure", None), member, None)
        return neutral if found is None else found

    return value


def _publicity_days(case: Case, _book: "ResolvedBook") -> int:
    procedure = getattr(case.data, "procedure", None)
    if procedure is None or procedure.publicity_from is None or procedure.publicity_to is None:
        return 0
    return int((procedure.publicity_to - procedure.publicity_from).days) + 1


def _term_months(case: Case, _book: "ResolvedBook") -> int:
    until = getattr(case.data, "until", None)
    return term_months(case.on, until) if until else 0


def _whole_term_months(case: Case, _book: "ResolvedBook") -> int:
    until = getattr(case.data, "until", None)
    return whole_months(case.on, until.fromordinal(until.toordinal() + 1)) if until else 0


def _probation_months(case: Case, _book: "ResolvedBook") -> int:
    until = getattr(case.data, "probation_until", None)
    return term_months(case.on, until) if until else 0


def _whole_probation_months(case: Case, _book: "ResolvedBook") -> int:
    until = getattr(case.data, "probation_until", None)
    return whole_months(case.on, until.fromordinal(until.toordinal() + 1)) if until else 0


def _months_without_contract(case: Case, _book: "ResolvedBook") -> int:
    engagement = case.state.engagement
    if not isinstance(engagement, Engaged):
        return 0
    ends = [c.ended_on for c in case.state.contracts if c.ended_on is not None]
    return months_begun(max((engagement.since, *ends)), case.on)


def _secondment_months(case: Case, _book: "ResolvedBook") -> int:
    until = getattr(case.data, "until", None)
    if until is None or not case.standing.type.name.startswith("worker.secondment"):
        return 0
    extended = getattr(case.data, "secondment", None)
    since = next((one.since for one in case.state.secondments if one.event_id == extended), case.on)
    return term_months(since, until)


def _ladder(case: Case, book: "ResolvedBook") -> Ladder | None:
    return book.settings.ladders.get(getattr(case.data, "ladder", ""))


def _step(case: Case, book: "ResolvedBook") -> GradeStep | None:
    ladder = _ladder(case, book)
    return ladder.step(getattr(case.data, "grade", None)) if ladder else None


def _rank(case: Case, book: "ResolvedBook") -> int:
    ladder = _ladder(case, book)
    return ladder.rank(case.data.grade) if ladder else 0


def _scheme(case: Case, book: "ResolvedBook") -> AssessmentScheme | None:
    return book.settings.assessment_schemes.get(getattr(case.data, "scheme", ""))


def _scheme_fits(case: Case, book: "ResolvedBook") -> bool:
    scheme = _scheme(case, book)
    engagement = case.state.engagement
    last = engagement.last if isinstance(engagement, Separated) else engagement
    return bool(scheme and isinstance(last, Engaged) and last.mode.value in scheme.modes)


def _result_known(case: Case, book: "ResolvedBook") -> bool:
    scheme = _scheme(case, book)
    return bool(scheme and any(grade.code == case.data.grade for grade in scheme.grades))


FACTS: Final = (
    Fact("event.type", Kind.STRING, "事件类型", "the event's type", lambda case, _: case.standing.type.name),
    Fact(
        "event.on", Kind.STRING, "生效日期 YYYY-MM-DD", "effective date", lambda case, _: case.on.isoformat()
    ),
    Fact(
        "event.mode",
        Kind.STRING,
        "录用的用人方式",
        "engagement mode of a hiring",
        lambda case, _: mode.value if (mode := getattr(case.data, "mode", None)) else "",
    ),
    Fact("event.host_kind", Kind.STRING, "用工组织的类型", "kind of the host", _kind_of("host")),
    Fact("event.host_level", Kind.STRING, "用工组织的层级", "level of the host", _level_of("host")),
    Fact(
        "event.legal_employer_kind",
        Kind.STRING,
        "用人单位的类型",
        "kind of the legal employer",
        _kind_of("legal_employer"),
    ),
    Fact(
        "event.employer_is_host",
        Kind.BOOL,
        "用人单位即用工组织",
        "the legal employer is the host",
        lambda case, _: getattr(case.data, "legal_employer", 0) == getattr(case.data, "host", 1),
    ),
    Fact(
        "event.procedure",
        Kind.STRING,
        "录用程序的种类",
        "kind of the hiring procedure",
        _procedure("kind", ""),
    ),
    Fact(
        "event.has_notice",
        Kind.BOOL,
        "有招聘公告文号",
        "names the recruitment notice",
        lambda case, _: bool(_procedure("notice_number", "")(case, _)),
    ),
    Fact("event.publicity_days", Kind.INT, "公示天数", "days of public notice", _publicity_days),
    Fact(
        "event.examined",
        Kind.BOOL,
        "录用前经过考试或能力测试",
        "an examination or test of ability came before the hiring",
        _examined,
    ),
    Fact(
        "event.by_plan",
        Kind.BOOL,
        "引用录用（聘用）计划的一项",
        "cites a line of a hiring plan",
        lambda case, _: getattr(case.data, "plan", None) is not None,
    ),
    Fact("event.relaxations", Kind.STRINGS, "适用的放宽条件", "relaxations claimed", _listed("relaxations")),
    Fact("event.priority", Kind.STRINGS, "适用的优先条件", "preferences applied", _listed("priority")),
    Fact(
        "event.service_domains_unknown",
        Kind.STRINGS,
        "所填服务领域中不在七类之内的",
        "service domains stated that are none of the seven",
        lambda case, _: [
            one for one in getattr(case.data, "service_domains", ()) if one not in SERVICE_DOMAIN
        ],
    ),
    Fact(
        "event.experience_months",
        Kind.INT,
        "录用前工作经历月数",
        "months of experience before",
        _said("experience_months", 0),
    ),
    Fact(
        "event.contract_kind",
        Kind.STRING,
        "合同期限种类",
        "kind of the contract's term",
        lambda case, _: (
            case.data.kind.value
            if case.standing.type.name in {"worker.contract_signed", "worker.contract_renewed"}
            else ""
        ),
    ),
    Fact(
        "event.term_months",
        Kind.INT,
        "期限月数，不足一月按一月计",
        "length in months, a begun one whole",
        _term_months,
    ),
    Fact("event.whole_term_months", Kind.INT, "期限满月数", "full months of the term", _whole_term_months),
    Fact(
        "event.probation_months",
        Kind.INT,
        "试用期月数，不足一月按一月计；无则 0",
        "probation in months, a begun one whole",
        _probation_months,
    ),
    Fact(
        "event.whole_probation_months",
        Kind.INT,
        "试用期满月数",
        "full months of the probation",
        _whole_probation_months,
    ),
    Fact(
        "event.months_without_contract",
        Kind.INT,
        "自用工之日或上一合同终止起无合同的月数，不足一月按一月计",
        "months without a contract since the engagement or the last contract's end, a begun one whole",
        _months_without_contract,
    ),
    Fact(
        "event.secondment_months",
        Kind.INT,
        "借调总月数（含延期），不足一月按一月计",
        "months of a secondment in all, extension included, a begun one whole",
        _secondment_months,
    ),
    Fact(
        "event.direction",
        Kind.STRING,
        "借调方向：up、down、across",
        "direction of a secondment",
        _said("direction", ""),
    ),
    Fact(
        "event.levels_up",
        Kind.INT,
        "借调单位高于原单位的层级数，低则为负",
        "levels that the host stands above the worker's own organisation, negative below",
        _levels_up,
    ),
    Fact("event.shortage", Kind.STRING, "急需紧缺类别", "the shortage it relieves", _said("shortage", "")),
    Fact("event.reason_code", Kind.STRING, "原因代码", "code of the reason", _said("reason_code", "")),
    Fact(
        "event.ladder_known",
        Kind.BOOL,
        "等级序列在规则书中",
        "the ladder is in the book",
        lambda case, book: _ladder(case, book) is not None,
    ),
    Fact(
        "event.grade_known",
        Kind.BOOL,
        "等级在该序列中",
        "the grade is on that ladder",
        lambda case, book: _step(case, book) is not None,
    ),
    Fact("event.grade_rank", Kind.INT, "拟任等级的位次", "place of the new grade on its ladder", _rank),
    Fact(
        "event.grade_months",
        Kind.INT,
        "升入该等级前须在下一等级满的月数",
        "months required in the grade below",
        lambda case, book: step.months if (step := _step(case, book)) else 0,
    ),
    Fact(
        "event.grade_months_early",
        Kind.INT,
        "考核优秀可提前的月数",
        "months that a top assessment shortens it by",
        lambda case, book: ladder.months_early if (ladder := _ladder(case, book)) else 0,
    ),
    Fact(
        "event.grade_certificate_rank",
        Kind.INT,
        "该等级要求的职业水平：0 无要求",
        "social worker level that the grade asks for, 0 for none",
        lambda case, book: certificate_rank(step.certificate) if (step := _step(case, book)) else 0,
    ),
    Fact(
        "event.scheme_known",
        Kind.BOOL,
        "考核办法在规则书中",
        "the scheme is in the book",
        lambda case, book: _scheme(case, book) is not None,
    ),
    Fact(
        "event.scheme_fits",
        Kind.BOOL,
        "考核办法适用于该用人方式",
        "the scheme is for this engagement mode",
        _scheme_fits,
    ),
    Fact(
        "event.result_known",
        Kind.BOOL,
        "考核等次在该办法中",
        "the result is one of the scheme's",
        _result_known,
    ),
    Fact(
        "event.has_result",
        Kind.BOOL,
        "评定了等次",
        "gives a result",
        lambda case, _: case.standing.type.name == "worker.assessed" and case.data.grade is not None,
    ),
    Fact(
        "event.assessment_kind",
        Kind.STRING,
        "考核种类：annual、term、regular",
        "kind of the assessment: annual, term, regular",
        lambda case, _: case.data.kind if case.standing.type.name == "worker.assessed" else "",
    ),
    Fact(
        "event.months_worked",
        Kind.INT,
        "考核期内工作月数",
        "months worked in the period",
        _said("months_worked", 0),
    ),
    Fact(
        "event.scheme_minimum_months",
        Kind.INT,
        "评定等次的最少月数",
        "least months for a result",
        lambda case, book: scheme.minimum_months if (scheme := _scheme(case, book)) else 0,
    ),
    Fact("event.assessors", Kind.STRINGS, "考核人", "the assessors", _listed("assessors")),
)
