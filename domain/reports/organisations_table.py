"""The table of the reports about organisations, targets and hiring plans."""

from typing import Final

from domain.reports import organisations, targets
from domain.reports.report import POLICY, Report

_ORGANISATION: Final = ("organisation", "organisation_name")

ORGANISATION_REPORTS: Final = (
    Report(
        "organisations",
        "组织名录",
        "directory of organisations",
        f"{POLICY} 序言",
        (
            *_ORGANISATION,
            *("kind", "level", "division", "parent", "credit_code", "supervisory_unit"),
            *("registered_on", "ended_on", "merged_into"),
        ),
        organisations.directory,
    ),
    Report(
        "workers_to_move",
        "组织合并、撤销后待安置人员",
        "workers still engaged with an organisation that has ended",
        f"{POLICY} 序言",
        (
            *("worker", "name", "engaged_as"),
            *_ORGANISATION,
            *("ended_on", "merged_into"),
        ),
        organisations.to_move,
    ),
    Report(
        "organisation_kinds",
        "各类组织的人员与岗位",
        "organisations, heads, posts and seats by kind",
        f"{POLICY} 二(三)",
        ("kind", "organisations", "heads", "posts", "seats"),
        organisations.kinds,
    ),
    Report(
        "incubation",
        "培育孵化的社会组织",
        "social organisations brought up by unions, and their workers",
        f"{POLICY} 二(三)",
        (*_ORGANISATION, "union", "since", "graduated_on", "supervisory_unit", "workers"),
        organisations.incubation,
    ),
    Report(
        "social_organisation_coverage",
        "社会组织党建与工会组建覆盖",
        "social organisations with a party organisation and with a union",
        f"{POLICY} 四(三)",
        ("part", "form", "organisations", "of", "percent"),
        organisations.coverage,
    ),
    Report(
        "supervision",
        "检查、评估与异常名录",
        "inspections, ratings and abnormal listings",
        f"{POLICY} 四(三)",
        (
            *_ORGANISATION,
            *("credit_code", "matter", "value", "effective_on", "current", "document_number", "until"),
        ),
        organisations.supervision,
    ),
    Report(
        "expiring",
        "税收优惠与评估等级到期",
        "tax statuses and ratings by their last day",
        f"{POLICY} 四(三)",
        (*_ORGANISATION, "matter", "value", "since", "until", "days_left", "expired"),
        organisations.expiring,
    ),
    Report(
        "organisation_honours",
        "组织推荐与表彰",
        "organisations nominated and commended",
        f"{POLICY} 四(三)",
        (*_ORGANISATION, "matter", "level", "title", "issuer", "effective_on", "revoked_on"),
        organisations.honours,
        period=True,
    ),
    Report(
        "co_management",
        "共建共管",
        "unions run together with another body",
        f"{POLICY} 六",
        (*_ORGANISATION, "with_body", "body", "duties", "since", "ended_on"),
        organisations.co_management,
    ),
    Report(
        "acted_on_behalf",
        "代办事项",
        "what was recorded on behalf of another union",
        f"{POLICY} 六",
        (
            "subject",
            "type",
            "effective_on",
            "event_id",
            "position",
            "actor",
            "on_behalf_of",
            "on_behalf_of_name",
        ),
        organisations.on_behalf,
        period=True,
    ),
    Report(
        "department_roles",
        "部门职责分工",
        "what each department does in each area",
        f"{POLICY} 六",
        (*_ORGANISATION, "area", "department", "role", "since"),
        organisations.department_roles,
    ),
    Report(
        "practice_notes",
        "经验做法",
        "experience noted for others",
        f"{POLICY} 六",
        (*_ORGANISATION, "title", "url", "text", "effective_on"),
        organisations.practice_notes,
        period=True,
    ),
    Report(
        "targets",
        "队伍建设目标与实际",
        "targets and actual numbers of workers",
        f"{POLICY} 二(三)",
        (
            *_ORGANISATION,
            *("level", "year", "target", "passed_down", "actual", "direct", "missing", "percent"),
        ),
        targets.targets,
    ),
    Report(
        "hiring_plans",
        "录用（聘用）计划执行",
        "hiring plans: filled against planned",
        f"{POLICY} 六",
        ("plan", *_ORGANISATION, "year", "line", "title", "level", "planned", "filled", "open"),
        targets.hiring_plans,
    ),
)
