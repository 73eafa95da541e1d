"""The table of the reports on indicators and on the quality of the data."""

from typing import Final

from domain.reports import indicators, quality
from domain.reports.report import POLICY, Report

_ORGANISATION: Final = ("organisation", "organisation_name")

INDICATOR_REPORTS: Final = (
    Report(
        "indicators",
        "队伍主要指标",
        "indicators: heads, target, certified, turnover, tenure",
        f"{POLICY} 序言",
        (
            *_ORGANISATION,
            *("since", "until", "heads_before", "heads", "target", "target_year", "target_percent"),
            *("certified", "certified_percent", "separations", "turnover_percent", "median_tenure_months"),
        ),
        indicators.indicators,
        period=True,
    ),
    Report(
        "exit_reasons",
        "离职原因",
        "reasons for which engagements ended",
        f"{POLICY} 序言",
        (*_ORGANISATION, "reason", "separations", "share_percent"),
        indicators.exit_reasons,
        period=True,
    ),
    Report(
        "level_trend",
        "各层级人员分布的变化",
        "heads by level of organisation, year by year",
        f"{POLICY} 二(二)",
        ("on", "level", "heads", "share_percent", "change_points"),
        indicators.level_trend,
        period=True,
    ),
    Report(
        "data_quality",
        "数据质量（按组织）",
        "quality of the data by organisation",
        f"{POLICY} 二(三)",
        (*_ORGANISATION, "heads", *quality.CLASSES, "items", "without_items", "score_percent"),
        quality.data_quality,
        period=True,
    ),
    Report(
        "data_quality_items",
        "数据质量问题清单",
        "items of the quality of the data",
        f"{POLICY} 二(三)",
        ("worker", "name", "organisation", "class", "item"),
        quality.data_quality_items,
        period=True,
    ),
)
