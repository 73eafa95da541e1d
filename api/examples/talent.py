"""The story's chapter on qualification and talent. Its persons are its own, so that chapters do not meet."""

from typing import Any, Final

from api.examples.example import CITY, Example, event_of, key_of, said
from domain.orders import stream_of

_COUNTY: Final = stream_of("organisation", key_of("talent county"))
_WORKER: Final = stream_of("worker", key_of("talent worker"))
_CERTIFICATE: Final = event_of("talent certificate")
_HONOUR: Final = {"level": "city", "title": "优秀工会社会工作者"}


def _example(
    label: str, command: str, on: str, data: dict[str, Any], actor: str = "clerk", **members: Any
) -> Example:
    return Example(label, f"workers/{command}", _WORKER, said(on, data, **members), actor)


_ENTRY: Final = (
    Example(
        "talent county",
        "organisations",
        None,
        said(
            "2020-01-01",
            {
                "name": "示例北县总工会",
                "kind": "union",
                "level": "county",
                "division": "220622",
                "parent": CITY,
            },
        ),
        "root",
    ),
    Example(
        "talent worker",
        "workers",
        None,
        {
            "registration": said(
                "2020-05-06",
                {
                    "name": "示例乙",
                    "document": {"kind": "passport", "number": "E00000002"},
                    "person": {"birth_on": "1992-04-05", "sex": "1"},
                    "education": "21",
                },
            )
        },
    ),
    _example(
        "talent ability",
        "ability-assessments",
        "2020-05-10",
        {
            "instrument": "casework_interview",
            "sufficient": True,
            "assessors": ["assessor_3"],
            "score": "86.5",
        },
    ),
    _example(
        "talent hiring",
        "hirings",
        "2020-06-01",
        {
            "mode": "direct_hire",
            "legal_employer": _COUNTY,
            "host": _COUNTY,
            "procedure": {"kind": "open_recruitment", "notice_number": "示例北工发〔2020〕2号"},
        },
        evidence=[event_of("talent ability")],
    ),
)

_QUALIFYING: Final = (
    _example(
        "talent plan",
        "upgrade-plans",
        "2020-07-01",
        {"goals": ["social_worker"], "until": "2021-12-31"},
    ),
    _example(
        "talent examination",
        "examinations",
        "2020-08-20",
        {"kind": "social_worker", "level": "social_worker", "session": "2020"},
    ),
    _example(
        "talent result",
        "examination-results",
        "2020-12-22",
        {
            "examination": event_of("talent examination"),
            "passed": True,
            "scores": {"subjects": [{"subject": "practice", "score": "71"}]},
        },
    ),
    _example(
        "talent certificate",
        "qualifications",
        "2021-02-01",
        {"kind": "social_worker", "level": "social_worker", "number": "2020-0088"},
    ),
    _example(
        "talent plan closed",
        "upgrade-closings",
        "2021-02-02",
        {"plan": event_of("talent plan"), "reached": True},
    ),
    _example(
        "talent recognition",
        "recognitions",
        "2021-02-03",
        {"grounds": ["certificate", "ability"]},
        evidence=[_CERTIFICATE, event_of("talent ability")],
    ),
    _example(
        "talent registration",
        "registrations",
        "2021-04-01",
        {"certificate": _CERTIFICATE, "until": "2024-03-31", "applied_on": "2021-03-10"},
    ),
    _example(
        "talent re-registration",
        "re-registrations",
        "2024-04-01",
        {"certificate": _CERTIFICATE, "until": "2027-03-31", "hours": 96, "applied_on": "2024-01-15"},
        basis={"number": "示例继教〔2024〕8号"},
    ),
    _example("talent lapse", "registration-lapses", "2027-04-01", {"certificate": _CERTIFICATE}),
)

_POSTS: Final = (
    _example(
        "talent staff",
        "technical-staff",
        "2021-03-01",
        {"certificate": _CERTIFICATE},
        evidence=[_CERTIFICATE],
    ),
    _example(
        "talent post",
        "technical-posts",
        "2021-05-01",
        {"certificate": _CERTIFICATE, "level": "social_worker", "until": "2024-04-30"},
        evidence=[_CERTIFICATE, event_of("talent ability")],
    ),
    _example(
        "talent post end",
        "technical-post-ends",
        "2024-05-01",
        {"appointment": event_of("talent post"), "reason_code": "term_reached"},
    ),
    _example(
        "talent staff end",
        "technical-staff-ends",
        "2024-06-01",
        {"inclusion": event_of("talent staff"), "reason_code": "other_work"},
    ),
)

_HONOURS: Final = (
    _example("talent backbone", "backbone-designations", "2022-01-10", {}),
    _example(
        "talent backbone end",
        "backbone-ends",
        "2025-01-10",
        {"designation": event_of("talent backbone"), "reason_code": "pool_renewed"},
    ),
    _example(
        "talent nomination",
        "nominations",
        "2022-03-01",
        {**_HONOUR, "grounds": ["political", "performance", "recognised_by_workers"]},
    ),
    _example(
        "talent notice",
        "nomination-notices",
        "2022-03-21",
        {
            "nomination": event_of("talent nomination"),
            "publicity_from": "2022-03-14",
            "publicity_to": "2022-03-18",
            "objections": 0,
        },
        evidence=[event_of("talent nomination")],
    ),
    _example(
        "talent honour",
        "commendations",
        "2022-05-01",
        {**_HONOUR, "issuer": "示例市总工会", "document_number": "示例工发〔2022〕6号"},
        evidence=[event_of("talent nomination"), event_of("talent notice")],
    ),
    _example(
        "talent exemplar",
        "exemplars",
        "2022-06-01",
        {"level": "city", "title": "最美工会社会工作者", "consent": True},
    ),
    _example(
        "talent exemplar withdrawn",
        "exemplar-withdrawals",
        "2024-06-01",
        {"exemplar": event_of("talent exemplar"), "reason_code": "consent_withdrawn"},
        "approver",
    ),
)

CHAPTER: Final[tuple[Example, ...]] = (*_ENTRY, *_QUALIFYING, *_POSTS, *_HONOURS)
