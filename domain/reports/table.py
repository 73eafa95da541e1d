"""The table of all reports: what each is called, its source, its columns, and the function that gives its rows.

A report about workers walks through their careers. One about organisations, posts or plans leaves the careers unread
and walks through `asked.streams(kind)`, each stream's timeline read from `asked.reading`; some need both.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from domain.reports import counts, coverage, cycles, decisions, establishment, labour, people, posts, talent
from domain.reports.career import Asked, Career, Row

Rows = Callable[[Iterable[Career], Asked], Iterator[Row]]
"""The rows of a report over all workers that ever belonged to what is asked for; each row picks its own day."""


@dataclass(frozen=True, slots=True)
class Report:
    """One report. `columns` are the members of each row, `rests_on` beside them; `period` tells whether from and to
    bound what is looked at.
    """

    code: str
    zh: str
    en: str
    clause: str
    columns: tuple[str, ...]
    rows: Rows
    period: bool = False


POLICY: Final = "总工发〔2016〕37号"
_EVENT: Final = ("worker", "name", "type", "effective_on", "event_id", "position", "actor")
_WORKER: Final = ("worker", "name")
_LABOUR: Final = (*_WORKER, "employer", "what", "since", "until")

REPORTS: Final[Mapping[str, Report]] = MappingProxyType(
    {
        report.code: report
        for report in (
            Report(
                "exceptions",
                "例外办理的决定",
                "decisions by exception",
                POLICY,
                (*_EVENT, "rule", "clause", "authority", "document"),
                decisions.exceptions,
                period=True,
            ),
            Report(
                "breaches",
                "违反必须性规则的既成事实",
                "facts recorded against a must",
                POLICY,
                (*_EVENT, "rule", "clause", "approver", "document"),
                decisions.breaches,
                period=True,
            ),
            Report(
                "questioned",
                "依据存疑的决定",
                "questioned decisions",
                f"{POLICY} 五(二)",
                (*_EVENT, "why", "zh", "en"),
                decisions.questioned,
                period=True,
            ),
            Report(
                "decisions_by_basis",
                "晋级、加薪、续签与不续签所依据的考核",
                "promotions, pay raises, renewals and non-renewals by the assessments they cite",
                f"{POLICY} 五(二)",
                (
                    *_EVENT,
                    "assessment",
                    "assessment_kind",
                    "period_from",
                    "period_to",
                    "result",
                    "confirmed_on",
                    "stands",
                ),
                decisions.by_basis,
                period=True,
            ),
            Report(
                "late_entries",
                "补录情况（按经办人）",
                "late entries by actor",
                f"{POLICY} 二(三)",
                ("actor", "entries", "later_than_30_days", "median_days", "longest_days"),
                decisions.late_entries,
                period=True,
            ),
            Report(
                "encouragements",
                "鼓励事项的落实",
                "encouragements followed",
                f"{POLICY} 五(二)",
                ("rule", "clause", "zh", "en", "count"),
                decisions.encouragements,
                period=True,
            ),
            Report(
                "structure",
                "队伍结构",
                "structure of the workforce",
                f"{POLICY} 二(三)",
                ("part", "value", "zh", "en", "heads"),
                counts.structure,
            ),
            Report(
                "service_domains",
                "服务领域",
                "service domains",
                f"{POLICY} 序言",
                ("service_domain", "heads"),
                counts.service_domains,
            ),
            Report(
                "former_titles",
                "原称谓与现用工方式",
                "former titles and present modes",
                f"{POLICY} 一",
                ("former_title", "mode", "heads"),
                counts.former_titles,
            ),
            Report(
                "modes",
                "用工方式与适用制度",
                "modes of engagement and their regimes",
                f"{POLICY} 三(一)",
                ("mode", "regime", "heads"),
                counts.modes,
            ),
            Report(
                "posts",
                "岗位席位、在岗与空缺",
                "posts: seats, taken and vacant",
                f"{POLICY} 四(一)",
                (
                    *("post", "organisation", "organisation_name", "title", "category"),
                    *("grade_low", "grade_high", "seats", "occupied", "vacant", "frozen"),
                    *("entered_while_frozen", "designations", "description", "filed"),
                ),
                posts.posts,
            ),
            Report(
                "post_structure",
                "岗位结构比例",
                "structure of posts by category and band of grades",
                f"{POLICY} 四(一)",
                (
                    *("organisation", "category", "band", "posts", "seats", "occupied"),
                    *("share_percent", "limit_percent", "over"),
                ),
                posts.post_structure,
            ),
            Report(
                "duties",
                "岗位职责分布",
                "duties by posts and heads",
                f"{POLICY} 三(二)",
                ("group", "duty", "zh", "en", "posts", "seats", "heads"),
                posts.duties,
            ),
            Report(
                "duty_credentials",
                "职责与专门资格不符",
                "duties whose credential is missing",
                f"{POLICY} 三(二)",
                (*_WORKER, "organisation", "post", "duty", "asked_for", "expired"),
                posts.duty_credentials,
            ),
            Report(
                "staffing",
                "街道（乡镇）、园区工会人员配备",
                "staffing of street, township and zone unions",
                f"{POLICY} 四(二)1",
                establishment.COLUMNS,
                establishment.staffing,
            ),
            Report(
                "union_coverage",
                "社区、联合会和企业工会人员配备",
                "workers of community unions, federations and enterprise unions",
                f"{POLICY} 四(二)2",
                (
                    *("organisation", "organisation_name", "kind", "enterprises", "workers"),
                    *("from_workers", "from_enterprises", "large", "heads", "covered"),
                    *("data_on", "data_age_days"),
                ),
                coverage.union_coverage,
            ),
            Report(
                "coverage_shares",
                "规模较大的基层工会配备率",
                "share of large grassroots unions that have somebody",
                f"{POLICY} 四(二)2",
                ("kind", "unions", "large", "unknown", "covered", "share_percent"),
                coverage.coverage_shares,
            ),
            Report(
                "agency_ratios",
                "服务机构专业人才占比",
                "share of talents in the staff of agencies",
                f"{POLICY} 四(二)3",
                (
                    *("organisation", "organisation_name", "kind", "heads", "talents", "competence_gap"),
                    *("staff", "staff_on", "ratio_percent", "ratio_percent_before", "main_posts"),
                ),
                coverage.agency_ratios,
            ),
            Report(
                "demand",
                "企业、职工与劳动关系状况",
                "enterprises, workers and labour relations, for each head",
                f"{POLICY} 四(二)",
                (
                    *("organisation", "organisation_name", "division", "enterprises", "workers", "members"),
                    *("disputes", "heads", "workers_per_head", "disputes_per_head"),
                    *("data_on", "data_age_days"),
                ),
                coverage.demand,
            ),
            Report(
                "levels",
                "各层级人员分布",
                "heads by level of organisation",
                f"{POLICY} 二(二)",
                ("level", "heads", "share_percent"),
                coverage.by_level,
            ),
            Report(
                "talent_pool",
                "人才库：骨干与典型",
                "talent pool: backbone staff and exemplars",
                f"{POLICY} 二(二)",
                (*_WORKER, "kind", "since", "certificate", "grade"),
                talent.pool,
            ),
            Report(
                "upgrade_plans",
                "素质提升计划及进展",
                "plans to qualify and how they ended",
                f"{POLICY} 六",
                (*_WORKER, "goals", "since", "until", "closed_on", "reached", "overdue"),
                talent.upgrade_plans,
                period=True,
            ),
            Report(
                "examinations",
                "职业水平考试报名与通过情况",
                "examinations entered and passed",
                f"{POLICY} 五(二)",
                ("kind", "level", "session", "entered", "passed", "failed", "waiting", "pass_percent"),
                talent.examinations,
                period=True,
            ),
            Report(
                "not_recognised",
                "无证书或未认定专业能力的人员",
                "workers without a certificate or recognised competence",
                f"{POLICY} 三(一)",
                (*_WORKER, "level", "recognised"),
                people.not_recognised,
            ),
            Report(
                "paths",
                "职业发展路径",
                "career paths: the next grade and what is missing",
                f"{POLICY} 四(一)",
                (*_WORKER, "ladder", "grade", "next", "met", "missing", "zh", "en"),
                people.paths,
            ),
            Report(
                "mismatches",
                "等级与证书不符",
                "grades that the certificate does not allow",
                f"{POLICY} 四(一)",
                (*_WORKER, "ladder", "grade", "asked_for", "held"),
                people.mismatches,
            ),
            Report(
                "not_included",
                "持证未纳入专业技术人员管理",
                "holders not included among technical staff",
                f"{POLICY} 五(二)",
                (*_WORKER, "level", "since"),
                people.not_included,
            ),
            Report(
                "overdue_assessments",
                "逾期未确认的考核",
                "assessments whose confirmed result is overdue",
                f"{POLICY} 五(二)",
                (*_WORKER, "cycle", "assessment_kind", "due_on", "days", "recorded"),
                cycles.overdue,
            ),
            Report(
                "commendations",
                "表彰及撤销",
                "commendations, current and revoked",
                f"{POLICY} 五(二)",
                (
                    *_WORKER,
                    "level",
                    "title",
                    "issuer",
                    "effective_on",
                    "current",
                    "revoked_on",
                    "position",
                ),
                people.commendations,
                period=True,
            ),
            Report(
                "completeness",
                "信息完整性",
                "completeness: who lacks a contract, training or a grade",
                f"{POLICY} 二(二)",
                (*_WORKER, "mode", "lacks"),
                people.completeness,
            ),
            Report(
                "double_pay",
                "未订立书面劳动合同的二倍工资",
                "double pay for want of a written contract",
                "劳动合同法第八十二条、实施条例第六条、第七条",
                (*_LABOUR, "days", "running", "without_since", "untold"),
                labour.double_pay,
                period=True,
            ),
            Report(
                "deemed_open_ended",
                "视为已订立无固定期限劳动合同",
                "open-ended contracts deemed concluded after a year without one",
                "劳动合同法第十四条第三款",
                (*_LABOUR, "without_since", "untold"),
                labour.deemed_open_ended,
            ),
            Report(
                "open_ended_due",
                "应订而未订无固定期限劳动合同",
                "contracts for a term where an open-ended one was due",
                "劳动合同法第十四条第二款、第八十二条第二款",
                (*_LABOUR, "clause", "running"),
                labour.open_ended_due,
                period=True,
            ),
            Report(
                "terms_put_off",
                "期满依法续延的劳动合同",
                "contracts that the law lets run on after their term",
                "劳动合同法第四十五条、工会法第十九条",
                (*_LABOUR, "grounds"),
                labour.terms_put_off,
            ),
            Report(
                "endings",
                "终止的劳动合同：证明、转移与保存",
                "contracts that ended: proof, transfer and keeping",
                "劳动合同法第五十条",
                (*_LABOUR, "transfer_by", "kept_until"),
                labour.endings,
                period=True,
            ),
        )
    }
)
