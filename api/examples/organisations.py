"""The story's chapter on organisations: brought up, supervised, rated, commended, merged; targets and who works with whom."""

from typing import Any, Final

from api.examples.example import CITY, Example, event_of, key_of, said
from domain.orders import stream_of

_SOCIAL: Final = stream_of("organisation", key_of("social organisation"))
_STREET: Final = stream_of("organisation", key_of("street union"))
_OTHER_STREET: Final = stream_of("organisation", key_of("other street union"))
_DEPARTMENT: Final = stream_of("organisation", key_of("labour department"))
_PLAN: Final = stream_of("plan", key_of("hiring plan"))
_HONOUR: Final = {"level": "city", "title": "先进社会组织"}


def _registered(label: str, name: str, kind: str, level: str, parent: str | None = CITY) -> Example:
    data = {"name": name, "kind": kind, "level": level, "division": "220602"}
    data |= {"parent": parent} if parent else {}
    return Example(label, "organisations", None, said("2020-01-01", data), "root")


def _on(
    stream: str, label: str, command: str, on: str, data: dict[str, Any], actor: str = "clerk", rule: str = ""
) -> Example:
    return Example(label, f"organisations/{command}", stream, said(on, data), actor, rule)


_ORGANISATIONS: Final = (
    _registered("social organisation", "示例职工服务社", "social_organisation", "city"),
    _registered("street union", "示例街道总工会", "union", "street"),
    _registered("other street union", "示例新街道总工会", "union", "street"),
    _registered("labour department", "示例市人力资源和社会保障局", "authority", "city", None),
)
_SOCIAL_ORGANISATION: Final = (
    _on(_SOCIAL, "incubation", "incubations", "2020-03-01", {"union": CITY}),
    _on(
        _SOCIAL,
        "supervisory unit",
        "supervisory-units",
        "2020-03-01",
        {"unit": "示例市总工会", "organisation": CITY},
    ),
    _on(_SOCIAL, "party branch", "party-organisations", "2020-07-01", {"form": "branch"}),
    _on(_SOCIAL, "union committee", "union-forms", "2020-07-01", {"form": "own_committee"}),
    _on(
        _SOCIAL,
        "inspection",
        "inspections",
        "2021-06-30",
        {"result": "qualified", "document_number": "示例民检〔2021〕6号"},
    ),
    _on(_SOCIAL, "rating", "ratings", "2021-12-01", {"rating": "4a", "until": "2026-11-30"}),
    _on(
        _SOCIAL,
        "tax status",
        "tax-statuses",
        "2022-01-01",
        {"status": "nonprofit_exempt", "until": "2026-12-31"},
    ),
    _on(_SOCIAL, "abnormal", "abnormal-listings", "2022-07-01", {"reason_code": "report_not_filed"}),
    _on(
        _SOCIAL,
        "abnormal cleared",
        "abnormal-clearings",
        "2022-09-01",
        {"listing": event_of("abnormal")},
    ),
    _on(_SOCIAL, "graduation", "graduations", "2023-03-01", {"incubation": event_of("incubation")}),
    _on(
        _SOCIAL,
        "graduated twice",
        "graduations",
        "2023-04-01",
        {"incubation": event_of("incubation")},
        rule="impossible.graduated_twice",
    ),
    _on(_SOCIAL, "nomination of it", "nominations", "2023-04-01", {**_HONOUR, "grounds": ["service"]}),
    _on(
        _SOCIAL,
        "commendation of it",
        "commendations",
        "2023-05-01",
        {
            **_HONOUR,
            "issuer": "示例市总工会",
            "document_number": "示例工发〔2023〕9号",
            "nomination": event_of("nomination of it"),
        },
    ),
    _on(
        _SOCIAL,
        "commendation of it revoked",
        "commendation-revocations",
        "2024-05-01",
        {"commendation": event_of("commendation of it"), "reason_code": "found_false"},
        "approver",
    ),
)
_UNIONS: Final = (
    _on(CITY, "target", "targets", "2021-01-01", {"year": 2025, "number": 40}, "approver"),
    _on(
        CITY,
        "department role",
        "department-roles",
        "2021-01-01",
        {"department": "union", "area": "recruitment", "role": "carry_out"},
        "approver",
    ),
    _on(
        CITY,
        "practice",
        "practice-notes",
        "2023-10-01",
        {"title": "示例经验", "url": "https://example.org/practice", "text": "示例做法"},
    ),
    _on(
        _STREET,
        "co-management",
        "co-managements",
        "2021-05-01",
        {
            "with_body": "示例市人力资源和社会保障局",
            "organisation": _DEPARTMENT,
            "duties": ["mediation"],
        },
        "approver",
    ),
    _on(
        _STREET,
        "co-management over",
        "co-management-ends",
        "2023-05-01",
        {"agreement": event_of("co-management")},
        "approver",
    ),
    Example(
        "practice on behalf",
        "organisations/practice-notes",
        _STREET,
        said("2022-10-01", {"title": "示例经验", "text": "示例做法"}, on_behalf_of=_STREET),
    ),
    _on(
        _STREET,
        "merged into itself",
        "mergers",
        "2024-01-01",
        {"into": _STREET},
        "root",
        "impossible.organisation_cycle",
    ),
    _on(_STREET, "merger of unions", "mergers", "2024-01-01", {"into": _OTHER_STREET}, "root"),
)

_LINES: Final = [
    {"line": "street_workers", "title": "街道社会工作者", "level": "junior_social_worker", "count": 1},
    {"line": "mediators", "title": "劳动争议调解员", "count": 2},
]


def _hired(label: str, name: str, number: str, rule: str = "") -> Example:
    """Somebody is registered and hired on the plan's only place for street workers."""
    person = {
        "name": name,
        "document": {"kind": "passport", "number": number},
        "person": {"birth_on": "1992-04-01", "sex": "2"},
    }
    hiring = {
        "mode": "direct_hire",
        "legal_employer": _OTHER_STREET,
        "host": _OTHER_STREET,
        "procedure": {"kind": "open_recruitment", "notice_number": "示例工发〔2024〕4号"},
        "plan": {"plan": _PLAN, "line": "street_workers"},
    }
    body = {"registration": said("2024-03-01", person), "hiring": said("2024-03-01", hiring)}
    return Example(label, "workers", None, body, rule=rule)


_PLANS: Final = (
    Example(
        "hiring plan",
        "plans",
        None,
        said("2024-01-10", {"organisation": CITY, "year": 2024, "lines": _LINES}),
        "approver",
    ),
    _hired("hired by plan", "示例庚", "E00000071"),
    _hired("hired beyond the plan", "示例辛", "E00000072", "impossible.plan_filled"),
    Example(
        "hiring plan amended",
        "plans/amendments",
        _PLAN,
        said("2024-06-01", {"lines": [{**_LINES[0], "count": 3}, _LINES[1]]}),
        "approver",
    ),
    Example(
        "hiring plan corrected",
        "plans/corrections",
        _PLAN,
        said(
            "2024-06-05",
            {
                "target": event_of("hiring plan amended"),
                "type": "plan.amended",
                "effective_on": "2024-06-01",
                "data": {"lines": [{**_LINES[0], "count": 2}, _LINES[1]]},
            },
        ),
        "approver",
    ),
    Example(
        "hiring plan as it was",
        "plans/rescissions",
        _PLAN,
        said("2024-06-10", {"target": event_of("hiring plan corrected")}),
        "approver",
    ),
)

CHAPTER: Final = (*_ORGANISATIONS, *_SOCIAL_ORGANISATION, *_UNIONS, *_PLANS)
"""A social organisation brought up by the city union, two street unions that become one, what the city sets itself, and a
hiring plan.
"""
