"""The story's chapter on posts and on what is counted. Its post and its street are its own, so that chapters do not meet."""

from typing import Any, Final

from api.examples.example import CITY, COUNTY, Example, event_of, key_of, said
from domain.orders import stream_of

_STREET: Final = stream_of("organisation", key_of("counted street"))
_POST: Final = stream_of("post", key_of("adviser post"))


def _done(label: str, segment: str, on: str, data: dict[str, Any], rule: str = "") -> Example:
    return Example(label, f"posts/{segment}", _POST, said(on, data), "root", rule)


def _counted(label: str, segment: str, on: str, data: dict[str, Any], rule: str = "") -> Example:
    return Example(label, f"organisations/{segment}", _STREET, said(on, data), "clerk", rule)


CHAPTER: Final = (
    Example(
        "counted street",
        "organisations",
        None,
        said(
            "2020-01-01",
            {
                "name": "示例街道总工会",
                "kind": "union",
                "level": "street",
                "division": "220621001",
                "parent": COUNTY,
            },
        ),
        "root",
    ),
    _counted(
        "street statistics",
        "statistics",
        "2023-01-15",
        {"on": "2022-12-31", "enterprises": 132, "workers": 5400, "members": 4100, "disputes": 17},
    ),
    _counted(
        "street counted twice",
        "statistics",
        "2023-01-16",
        {"on": "2022-12-31", "workers": 5500},
        "impossible.counted_twice",
    ),
    _counted("street staff", "staff-totals", "2022-12-31", {"staff": 6}),
    Example(
        "adviser post",
        "posts",
        None,
        said(
            "2022-01-01",
            {
                "organisation": CITY,
                "title": "集体协商指导员",
                "category": "professional",
                "seats": 2,
                "approval_number": "示例编〔2022〕1号",
            },
        ),
        "root",
    ),
    _done(
        "post adjustment",
        "adjustments",
        "2022-07-01",
        {"seats": 3, "grade_low": "12", "grade_high": "8", "approval_number": "示例编〔2022〕8号"},
    ),
    _done(
        "post adjusted to what it is",
        "adjustments",
        "2022-08-01",
        {"seats": 3, "approval_number": "示例编〔2022〕9号"},
        "impossible.nothing_changed",
    ),
    _done(
        "post designation",
        "designations",
        "2022-07-01",
        {"kind": "professional", "document_number": "示例工发〔2022〕12号"},
    ),
    _done(
        "post description",
        "descriptions",
        "2022-07-01",
        {
            "version": "2022-1",
            "duties": ["organising.collective_bargaining", "legal.mediation"],
            "standards": "每年指导企业开展集体协商不少于二十家，参与调解劳动争议",
            "conditions": "大专以上学历，取得劳动关系协调员资格",
        },
    ),
    _done(
        "post filing",
        "filings",
        "2022-07-15",
        {"authority": "示例市人力资源和社会保障局", "number": "示例备〔2022〕3号"},
    ),
    _done("post shortage", "shortages", "2022-08-01", {"shortage": "urgent_skill"}),
    _done("post freezing", "freezings", "2023-01-01", {"reason_code": "restructuring"}),
    _done("post unfreezing", "unfreezings", "2023-06-01", {}),
    _done(
        "post designation withdrawal",
        "designation-withdrawals",
        "2024-01-01",
        {"designation": event_of("post designation"), "reason_code": "duties_changed"},
    ),
    _done("post abolition", "abolitions", "2025-01-01", {"approval_number": "示例编〔2024〕30号"}),
)
