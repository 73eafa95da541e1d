"""The story's chapter on assessment cycles and what follows an assessment. Its persons are its own, so that chapters do not meet."""

from typing import Any, Final

from api.examples.example import CITY, Example, event_of, key_of, said
from domain.orders import stream_of

_COUNTY: Final = stream_of("organisation", key_of("assessment county"))
_CYCLE: Final = stream_of("cycle", key_of("assessment cycle"))
_WORKER: Final = stream_of("worker", key_of("assessment worker"))
_SECOND: Final = stream_of("worker", key_of("assessment second worker"))
_OPENED: Final = {
    "organisation": _COUNTY,
    "kind": "annual",
    "scheme": "labour_contract",
    "standard": {"title": "示例县工会社会工作者考核标准", "version": "2023"},
    "period_from": "2023-01-01",
    "period_to": "2023-12-31",
    "due_on": "2024-02-29",
}
_RESULT: Final = {
    "kind": "annual",
    "scheme": "labour_contract",
    "period_from": "2023-01-01",
    "period_to": "2023-12-31",
    "grade": "excellent",
    "scores": {"duties": "93", "learning": "90", "development": "88.5"},
    "assessors": ["assessor_4", "assessor_5"],
    "recused": ["assessor_6"],
    "months_worked": 12,
    "cycle": _CYCLE,
    "standard": {"title": "示例县工会社会工作者考核标准", "version": "2023"},
}


def _person(label: str, name: str, number: str) -> Example:
    registration = {
        "name": name,
        "document": {"kind": "passport", "number": number},
        "person": {"birth_on": "1991-03-04", "sex": "2"},
        "education": "21",
    }
    hiring = {
        "mode": "direct_hire",
        "legal_employer": _COUNTY,
        "host": _COUNTY,
        "procedure": {
            "kind": "open_recruitment",
            "notice_number": "示例南工发〔2022〕6号",
            "examination_on": "2022-05-20",
            "publicity_from": "2022-06-01",
            "publicity_to": "2022-06-07",
        },
    }
    body = {"registration": said("2022-06-15", registration), "hiring": said("2022-06-15", hiring)}
    return Example(label, "workers", None, body)


def _cycle(label: str, command: str, on: str, data: dict[str, Any], actor: str = "clerk") -> Example:
    return Example(label, f"cycles/{command}", _CYCLE, said(on, data), actor)


def _worker(label: str, command: str, on: str, data: dict[str, Any], actor: str = "clerk") -> Example:
    return Example(label, f"workers/{command}", _WORKER, said(on, data), actor)


CHAPTER: Final[tuple[Example, ...]] = (
    Example(
        "assessment county",
        "organisations",
        None,
        said(
            "2020-01-01",
            {
                "name": "示例南县总工会",
                "kind": "union",
                "level": "county",
                "division": "220623",
                "parent": CITY,
            },
        ),
        "root",
    ),
    _person("assessment worker", "示例丙", "E00000011"),
    _person("assessment second worker", "示例丁", "E00000012"),
    Example("assessment cycle", "cycles", None, said("2023-12-01", _OPENED)),
    _cycle("assessment enrolment", "enrolments", "2023-12-05", {"workers": [_WORKER, _SECOND]}),
    _cycle(
        "assessment withdrawal",
        "withdrawals",
        "2023-12-20",
        {"workers": [_SECOND], "reason_code": "assessed_elsewhere"},
    ),
    _cycle(
        "assessment cycle correction",
        "corrections",
        "2023-12-21",
        {
            "target": event_of("assessment cycle"),
            "type": "cycle.opened",
            "effective_on": "2023-12-01",
            "data": _OPENED | {"due_on": "2024-03-31"},
        },
    ),
    _worker("assessment result", "assessments", "2024-01-15", _RESULT),
    _worker(
        "assessment acknowledgement",
        "assessment-acknowledgements",
        "2024-01-18",
        {"assessment": event_of("assessment result"), "agrees": False},
    ),
    _worker(
        "assessment review",
        "assessment-reviews",
        "2024-01-22",
        {"assessment": event_of("assessment result"), "grounds": "学习进修得分与培训记录不符"},
    ),
    _worker(
        "assessment review decision",
        "assessment-review-decisions",
        "2024-02-05",
        {"review": event_of("assessment review"), "upheld": True},
        "approver",
    ),
    _worker(
        "assessment result confirmed",
        "assessment-confirmations",
        "2024-02-08",
        {"assessment": event_of("assessment result")},
        "approver",
    ),
    _cycle("assessment closing", "closings", "2024-03-01", {}, "approver"),
    Example(
        "assessment enrolled late",
        "cycles/enrolments",
        _CYCLE,
        said("2024-03-02", {"workers": [_SECOND]}),
        rule="impossible.cycle_closed",
    ),
    _cycle(
        "assessment closing rescinded",
        "rescissions",
        "2024-03-05",
        {"target": event_of("assessment closing")},
        "approver",
    ),
)
