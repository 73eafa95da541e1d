"""The table of the reports on the base of records, on how people came in and where they stand."""

from typing import Final

from domain.reports import entering, registry, standing
from domain.reports.report import POLICY, WORKER, Report

STANDING_REPORTS: Final = (
    Report(
        "registry",
        "人才信息库的记录",
        "records of the base, by how their persons stand",
        f"{POLICY} 二(三)",
        ("situation", "records"),
        registry.registry,
    ),
    Report(
        "decisions_by_book",
        "各规则书各版本审查的决定",
        "decisions by the edition of the rulebook that judged them",
        f"{POLICY} 二(二)4",
        ("jurisdiction", "enacted_by", "title", "since", "decisions"),
        registry.decisions_by_book,
        period=True,
    ),
    Report(
        "absences",
        "休假与停职",
        "leave and suspension",
        f"{POLICY} 六",
        (*WORKER, "kind", "since", "until", "ended_on", "overdue"),
        registry.absences,
        period=True,
    ),
    Report(
        "insurance_schemes",
        "参保制度",
        "heads by mode of engagement and insurance scheme",
        f"{POLICY} 五(二)",
        ("mode", "scheme", "heads"),
        registry.insurance_schemes,
    ),
    Report(
        "recruitment",
        "招聘程序",
        "hirings by procedure",
        f"{POLICY} 三(一)1",
        ("procedure", *entering.RECRUITED),
        entering.recruitment,
        period=True,
    ),
    Report(
        "ability_cited",
        "录用和聘任对实务能力考核的引用",
        "hirings and appointments citing a test of practical ability",
        f"{POLICY} 五(二)",
        ("type", *entering.CITED),
        entering.ability_cited,
        period=True,
    ),
    Report(
        "preferences",
        "录用的优先条件",
        "hirings by the preference applied",
        f"{POLICY} 五(二)",
        ("priority", "hires", "of_all", "percent"),
        entering.preferences,
        period=True,
    ),
    Report(
        "service_experience",
        "工会社会工作经历证明",
        "experience in union social work, with a code to verify it",
        f"{POLICY} 五(二)",
        (*WORKER, "employers", "hosts", "since", "until", "months", "code"),
        entering.service_experience,
    ),
    Report(
        "grades",
        "各等级人数与升降",
        "heads of each grade, and who came into it",
        f"{POLICY} 四(一)",
        ("ladder", "grade", "heads", *standing.MOVES.values()),
        standing.grades,
        period=True,
    ),
    Report(
        "certificates",
        "职业水平证书持有情况",
        "holders of the social worker qualification by level",
        f"{POLICY} 五(二)",
        ("level", "zh", "en", "heads", "obtained"),
        standing.certificates,
        period=True,
    ),
    Report(
        "technical_posts",
        "专业技术职务聘任",
        "technical posts held",
        f"{POLICY} 五(二)",
        (*WORKER, "level", "certificate", "since", "until", "overdue"),
        standing.technical_posts,
    ),
)
