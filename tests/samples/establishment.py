"""Samples of the events about posts and the counts that norms rest on: `LEAST` members, and what `MORE` a full one has."""

from typing import Any, Final

from tests.specification import COUNTY, cited

LEAST: Final[dict[str, dict[str, Any]]] = {
    "post.adjusted": {"seats": 3, "approval_number": "示例编〔2024〕1号"},
    "post.frozen": {"reason_code": "restructuring"},
    "post.unfrozen": {},
    "post.abolished": {},
    "post.designated": {"kind": "professional", "document_number": "示例工发〔2024〕6号"},
    "post.designation_withdrawn": {"designation": cited("designation"), "reason_code": "duties_changed"},
    "post.described": {
        "version": "2024-1",
        "duties": ["organising.collective_bargaining", "care.counselling"],
        "standards": "示例标准",
        "conditions": "示例条件",
    },
    "post.shortage_set": {},
    "post.filed": {"authority": "示例市人力资源和社会保障局", "number": "示例备〔2024〕2号"},
    "organisation.statistics_reported": {"on": "2023-12-31", "workers": 5400},
    "organisation.staff_total_reported": {"staff": 24},
}

MORE: Final[dict[str, dict[str, Any]]] = {
    "organisation.statistics_reported": {
        "enterprises": 132,
        "members": 4100,
        "disputes": 17,
        "zone_inside": COUNTY,
    },
    "post.adjusted": {
        "title": "集体协商指导员",
        "category": "professional",
        "grade_low": "12",
        "grade_high": "8",
    },
    "post.shortage_set": {"shortage": "urgent_skill"},
    "post.frozen": {"approval_number": "示例编〔2024〕3号"},
    "post.unfrozen": {"approval_number": "示例编〔2024〕4号"},
    "post.abolished": {"approval_number": "示例编〔2024〕5号"},
}
