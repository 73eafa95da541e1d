"""The table of the reports about purchases, pay, insurance and funding, and about rules set aside."""

from typing import Final

from domain.reports import overrides, pay, purchase
from domain.reports.report import POLICY, Report

_WORKER: Final = ("worker", "name")
_PURCHASE: Final = ("purchase", "buyer", "provider")

PAY_REPORTS: Final = (
    Report(
        "purchases",
        "购买服务合同",
        "purchases of service: places, budget beside the pay guide, payments",
        f"{POLICY} 三(一)、五(一)",
        (
            *_PURCHASE,
            *("since", "until", "ended_on", "runs", "places", "taken", "vacant"),
            *("budget", "guide", "due", "paid"),
        ),
        purchase.purchases,
    ),
    Report(
        "purchase_shortfalls",
        "购买服务未足额支付",
        "purchases of service paid short of what was due",
        f"{POLICY} 五(一)",
        (*_PURCHASE, "payments", "due", "paid", "shortfall"),
        purchase.shortfalls,
        period=True,
    ),
    Report(
        "purchase_ended_hosted",
        "购买服务合同已止仍在派用的人员",
        "workers still assigned under a purchase that has ended",
        f"{POLICY} 三(一)",
        (*_WORKER, *_PURCHASE, "last_day", "days"),
        purchase.still_hosted,
    ),
    Report(
        "overrides",
        "组织、岗位、计划、课程和购买中不适用规则的决定",
        "rules set aside by events about organisations, posts, plans, courses and purchases",
        POLICY,
        (
            *("stream", "type", "effective_on", "event_id", "position", "actor"),
            *("what", "rule", "clause", "authority", "document"),
        ),
        overrides.of_organisations,
        period=True,
    ),
    Report(
        "overrides_by_rule",
        "各规则的例外与违反",
        "how often each rule was set aside",
        f"{POLICY} 三(一)",
        ("rule", "clause", "exceptions", "breaches"),
        overrides.by_rule,
        period=True,
    ),
    Report(
        "pay_guides",
        "薪酬指导标准",
        "pay guides by area and level",
        f"{POLICY} 五(一)",
        (
            *("jurisdiction", "document", "since", "period_from", "period_to", "in_force"),
            *("level", "zh", "en", "low", "high"),
        ),
        pay.guides,
    ),
    Report(
        "below_guide",
        "低于薪酬指导标准",
        "pay below the pay guide",
        f"{POLICY} 五(一)",
        (*_WORKER, "grade", "level", "low", "high", "pay", "short"),
        pay.below_guide,
    ),
    Report(
        "pay_factors",
        "薪酬及其确定因素",
        "pay determined and raised, with its factors and what it cites",
        f"{POLICY} 五(一)",
        (*_WORKER, "effective_on", "event_id", "raised", "pay", "parts", "factors", "cited"),
        pay.factors,
        period=True,
    ),
    Report(
        "insurance_gaps",
        "逾期未参保",
        "labour contracts without insurance and housing fund when these are due",
        "社会保险法第五十八条、住房公积金管理条例第十五条",
        (*_WORKER, "employer", "since", "due_on", "days", "missing"),
        pay.insurance_gaps,
    ),
    Report(
        "cost_by_level",
        "各级工会负担的薪酬",
        "the month's pay by the level of union that bears it",
        f"{POLICY} 六(二)",
        ("level", "heads", "amount", "percent", "erased"),
        pay.cost_by_level,
    ),
    Report(
        "funding_by_level",
        "经费安排（按层级）",
        "funding by level",
        f"{POLICY} 六(二)",
        ("year", "level", "amount", "percent"),
        pay.funding("level"),
        period=True,
    ),
    Report(
        "funding_by_use",
        "经费安排（按用途）",
        "funding by use",
        f"{POLICY} 六(二)",
        ("year", "purpose", "amount", "percent"),
        pay.funding("purpose"),
        period=True,
    ),
    Report(
        "funding_by_source",
        "经费安排（按来源）",
        "funding by source",
        f"{POLICY} 六(二)",
        ("year", "source", "amount", "percent"),
        pay.funding("source"),
        period=True,
    ),
)
