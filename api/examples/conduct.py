"""The story's chapter on offices, conduct, pay, lowered grades, secondment recalls. Its persons are its own, so that chapters do not meet."""

from typing import Any, Final

from api.examples.example import CITY, COUNTY, Example, event_of, key_of, said
from domain.orders import stream_of

_UNION: Final = stream_of("organisation", key_of("enterprise union"))
_WORKER: Final = stream_of("worker", key_of("officer"))
_OTHER: Final = stream_of("worker", key_of("exchanged"))
_SURVEY: Final = {
    "instrument": "service_survey",
    "period_from": "2022-01-01",
    "period_to": "2022-12-31",
    "sample": 120,
    "score": "92.5",
}


def _opened(label: str, name: str, passport: str, host: str) -> Example:
    hiring = {
        "mode": "direct_hire",
        "legal_employer": host,
        "host": host,
        "procedure": {"kind": "open_recruitment", "notice_number": "示例工发〔2021〕3号"},
    }
    person = {
        "name": name,
        "document": {"kind": "passport", "number": passport},
        "person": {"birth_on": "1990-06-15", "sex": "1"},
        "education": "21",
    }
    body = {"registration": said("2021-03-01", person), "hiring": said("2021-03-01", hiring)}
    return Example(label, "workers", None, body)


def _done(
    label: str, segment: str, on: str, data: dict[str, Any], *evidence: str, by: str = "clerk"
) -> Example:
    cited = {"evidence": [event_of(one) for one in evidence]} if evidence else {}
    return Example(label, f"workers/{segment}", _WORKER, said(on, data, **cited), by)


def _assessed(year: int, grade: str) -> dict[str, Any]:
    return {
        "kind": "annual",
        "scheme": "labour_contract",
        "period_from": f"{year}-01-01",
        "period_to": f"{year}-12-31",
        "grade": grade,
        "scores": {"duties": "85", "learning": "80", "development": "82"},
        "assessors": ["assessor_1"],
        "months_worked": 12,
    }


def _pay(base: str, factor: str) -> dict[str, Any]:
    parts = [{"code": "base", "amount": base}, {"code": "post", "amount": "600.00"}]
    return {"pay": {"parts": parts, "factors": [{"code": "grade", "value": factor}]}}


def _pair(label: str, worker: str, own: str, counterpart: str, other: str) -> Example:
    data = {
        "secondment": event_of(own),
        "exchange": str(key_of("exchange")),
        "counterpart": counterpart,
        "counterpart_secondment": event_of(other),
    }
    return Example(label, "workers/secondment-pairs", worker, said("2022-06-01", data))


def _seconded(label: str, worker: str, host: str, direction: str) -> Example:
    data = {"host": host, "kind": "exchange", "direction": direction, "until": "2022-12-31"}
    return Example(label, "workers/secondments", worker, said("2022-06-01", data))


_ORGANISATION: Final = (
    Example(
        "enterprise union",
        "organisations",
        None,
        said(
            "2020-01-01",
            {
                "name": "示例企业工会",
                "kind": "enterprise_union",
                "level": "enterprise",
                "division": "220621",
                "parent": COUNTY,
            },
        ),
        "root",
    ),
    Example("organisation surveyed", "organisations/satisfactions", COUNTY, said("2023-01-05", _SURVEY)),
)
_OFFICES: Final = (
    _done(
        "concurrent post",
        "concurrent-posts",
        "2021-09-01",
        {"office": "vice_chair", "union": _UNION, "until": "2026-08-31", "full_time": False},
    ),
    _done(
        "concurrent post over",
        "concurrent-post-ends",
        "2024-09-01",
        {"post": event_of("concurrent post"), "reason_code": "resigned"},
    ),
    _done(
        "public role",
        "public-roles",
        "2022-01-10",
        {"role": "union_congress", "level": "county", "until": "2027-01-09"},
    ),
    _done(
        "public role over",
        "public-role-ends",
        "2024-09-01",
        {"role": event_of("public role"), "reason_code": "resigned"},
    ),
)
_EXCHANGE: Final = (
    _seconded("exchange up", _WORKER, CITY, "up"),
    _seconded("exchange down", _OTHER, COUNTY, "down"),
    _pair("pair", _WORKER, "exchange up", _OTHER, "exchange down"),
    _pair("pair back", _OTHER, "exchange down", _WORKER, "exchange up"),
    _done(
        "recall",
        "secondment-recalls",
        "2022-11-01",
        {"secondment": event_of("exchange up"), "reason_code": "needed_at_home"},
    ),
)
_CONDUCT: Final = (
    _done(
        "review",
        "political-reviews",
        "2021-02-20",
        {"review": {"result": "qualified"}, "reviewer": "reviewer_1"},
        by="approver",
    ),
    _done("surveyed", "satisfactions", "2023-01-05", _SURVEY),
    _done(
        "sanction",
        "sanctions",
        "2024-02-01",
        {
            "sanction": {"kind": "warning", "grounds": "示例事由"},
            "until": "2024-07-31",
            "document_number": "示例工发〔2024〕6号",
        },
        by="approver",
    ),
    _done(
        "sanction over", "sanction-liftings", "2024-08-01", {"sanction": event_of("sanction")}, by="approver"
    ),
)
_PAY_AND_GRADE: Final = (
    _done("pay", "pay-determinations", "2021-04-01", _pay("3800.00", "steps/junior_1")),
    _done("first step", "grades", "2021-04-01", {"ladder": "steps", "grade": "junior_1"}),
    _done("good year", "assessments", "2023-01-10", _assessed(2022, "qualified"), "surveyed"),
    _done(
        "good year confirmed",
        "assessment-confirmations",
        "2023-01-20",
        {"assessment": event_of("good year")},
        by="approver",
    ),
    _done("second step", "promotions", "2023-02-01", {"ladder": "steps", "grade": "junior_2"}, "good year"),
    _done(
        "pay raise",
        "pay-raises",
        "2023-02-01",
        _pay("4200.00", "steps/junior_2"),
        "good year",
        "second step",
    ),
    _done("poor year", "assessments", "2024-01-10", _assessed(2023, "unqualified")),
    _done(
        "poor year confirmed",
        "assessment-confirmations",
        "2024-01-20",
        {"assessment": event_of("poor year")},
        by="approver",
    ),
    _done(
        "step down",
        "grade-lowerings",
        "2024-02-01",
        {"ladder": "steps", "grade": "junior_1", "reason_code": "assessment"},
        "poor year",
    ),
)

CHAPTER: Final[tuple[Example, ...]] = (
    *_ORGANISATION,
    _opened("officer", "示例戊", "E00000061", COUNTY),
    _opened("exchanged", "示例己", "E00000062", CITY),
    *_OFFICES,
    *_EXCHANGE,
    *_CONDUCT,
    *_PAY_AND_GRADE,
)
