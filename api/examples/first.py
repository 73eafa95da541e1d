"""The story's first chapter: organisations, posts, and a career from registration to rehiring."""

from typing import Any, Final

from api.examples.example import (
    CITY,
    COUNTY,
    OTHER_COUNTY,
    OTHER_POST,
    POST,
    WORKER,
    Example,
    event_of,
    said,
)


def _union(name: str, level: str, division: str, parent: str | None = None) -> dict[str, Any]:
    data = {"name": name, "kind": "union", "level": level, "division": division}
    return data if parent is None else data | {"parent": parent}


_HIRING: Final = said(
    "2023-03-15",
    {
        "mode": "direct_hire",
        "legal_employer": COUNTY,
        "host": COUNTY,
        "post": POST,
        "procedure": {
            "kind": "open_recruitment",
            "notice_number": "示例工发〔2023〕5号",
            "publicity_from": "2023-03-01",
            "publicity_to": "2023-03-07",
        },
    },
    basis={"title": "录用通知", "number": "示例工发〔2023〕8号", "date": "2023-03-10"},
    reason="以公开招聘的笔试、面试成绩为依据",
)
_PERSON: Final = {
    "name": "示例甲",
    "document": {"kind": "citizen_id", "number": "11010519491231002X"},
    "person": {"birth_on": "1949-12-31", "sex": "2"},
    "education": "21",
}
_ASSESSED: Final = {
    "kind": "annual",
    "scheme": "public_institution",
    "period_from": "2023-04-01",
    "period_to": "2023-12-31",
    "grade": "excellent",
    "scores": {"duties": "92", "learning": "88.5", "development": "90"},
    "assessors": ["assessor_1", "assessor_2"],
    "months_worked": 9,
}
_HONOUR: Final = {
    "level": "city",
    "title": "优秀工会工作者",
    "issuer": "示例市总工会",
    "document_number": "示例工发〔2024〕3号",
}
_SECONDED: Final = {"host": CITY, "kind": "secondment", "direction": "up", "until": "2024-09-30"}

ORGANISATIONS: Final = (
    Example(
        "city", "organisations", None, said("2020-01-01", _union("示例市总工会", "city", "220600")), "root"
    ),
    Example(
        "county",
        "organisations",
        None,
        said("2020-01-01", _union("示例县总工会", "county", "220621", CITY)),
        "root",
    ),
    Example(
        "other county",
        "organisations",
        None,
        said("2020-01-01", _union("示例区总工会", "county", "220602", CITY)),
        "root",
    ),
    Example(
        "renaming",
        "organisations/renamings",
        OTHER_COUNTY,
        said("2023-01-01", {"name": "示例新区总工会"}),
        "root",
    ),
    Example(
        "reparenting",
        "organisations/reparentings",
        OTHER_COUNTY,
        said("2023-02-01", {"parent": COUNTY}),
        "root",
    ),
    Example(
        "organisation correction",
        "organisations/corrections",
        OTHER_COUNTY,
        said(
            "2023-02-03",
            {
                "target": event_of("renaming"),
                "type": "organisation.renamed",
                "effective_on": "2023-01-02",
                "data": {"name": "示例新区总工会"},
            },
            reason="生效日期有误",
        ),
        "root",
    ),
    Example(
        "organisation rescission",
        "organisations/rescissions",
        OTHER_COUNTY,
        said("2023-02-04", {"target": event_of("reparenting")}, reason="隶属变更未获批准"),
        "root",
    ),
    Example(
        "dissolution",
        "organisations/dissolutions",
        OTHER_COUNTY,
        said("2024-01-01", {"reason_code": "merged"}),
        "root",
    ),
)

POSTS: Final = (
    Example(
        "post",
        "posts",
        None,
        said(
            "2022-01-01",
            {"organisation": COUNTY, "title": "社会化工会工作者", "category": "social_worker", "seats": 2},
        ),
        "root",
    ),
    Example(
        "other post",
        "posts",
        None,
        said(
            "2022-01-01",
            {"organisation": COUNTY, "title": "示例岗位", "category": "social_worker", "seats": 1},
        ),
        "root",
    ),
    Example(
        "post correction",
        "posts/corrections",
        OTHER_POST,
        said(
            "2022-01-05",
            {
                "target": event_of("other post"),
                "type": "post.created",
                "effective_on": "2022-01-01",
                "data": {
                    "organisation": COUNTY,
                    "title": "示例岗位",
                    "category": "social_worker",
                    "seats": 3,
                },
            },
        ),
        "root",
    ),
    Example(
        "post rescission",
        "posts/rescissions",
        OTHER_POST,
        said("2022-01-06", {"target": event_of("other post")}),
        "root",
    ),
)

CAREER: Final = (
    Example(
        "worker",
        "workers",
        None,
        {"registration": said("2023-03-15", _PERSON), "hiring": _HIRING},
    ),
    Example("hired twice", "workers/hirings", WORKER, _HIRING, rule="impossible.already_engaged"),
    Example(
        "contract",
        "workers/contracts",
        WORKER,
        said(
            "2023-03-15",
            {
                "employer": COUNTY,
                "kind": "fixed_term",
                "until": "2026-03-14",
                "probation_until": "2023-05-14",
                "number": "HT-2023-001",
            },
        ),
    ),
    Example("grade", "workers/grades", WORKER, said("2023-04-01", {"ladder": "professional", "grade": "12"})),
    Example(
        "profile",
        "workers/profile-changes",
        WORKER,
        said("2023-06-01", {"contact": {"phone": "13800000000", "email": "a@example.org"}}),
    ),
    Example("assessment", "workers/assessments", WORKER, said("2024-01-15", _ASSESSED)),
    Example(
        "confirmation",
        "workers/assessment-confirmations",
        WORKER,
        said("2024-01-20", {"assessment": event_of("assessment")}),
        "approver",
    ),
    Example(
        "promotion",
        "workers/promotions",
        WORKER,
        said("2024-02-01", {"ladder": "professional", "grade": "11"}, evidence=[event_of("assessment")]),
    ),
    Example(
        "commendation",
        "workers/commendations",
        WORKER,
        said("2024-03-01", _HONOUR),
    ),
    Example(
        "revocation",
        "workers/commendation-revocations",
        WORKER,
        said("2024-04-01", {"commendation": event_of("commendation"), "reason_code": "found_false"}),
        "approver",
    ),
    Example(
        "qualification",
        "workers/qualifications",
        WORKER,
        said("2024-03-10", {"kind": "social_worker", "level": "social_worker", "number": "2023-0001"}),
    ),
    Example("secondment", "workers/secondments", WORKER, said("2024-04-01", _SECONDED)),
    Example(
        "extension",
        "workers/secondment-extensions",
        WORKER,
        said("2024-09-15", {"secondment": event_of("secondment"), "until": "2024-12-31"}),
    ),
    Example(
        "return",
        "workers/secondment-ends",
        WORKER,
        said("2025-01-01", {"secondment": event_of("secondment"), "reason_code": "term_reached"}),
    ),
    Example(
        "correction",
        "workers/corrections",
        WORKER,
        said(
            "2025-01-10",
            {
                "target": event_of("grade"),
                "type": "worker.grade_assigned",
                "effective_on": "2023-04-15",
                "data": {"ladder": "professional", "grade": "12"},
            },
            reason="定级日期录入有误",
            basis={"number": "示例工发〔2025〕1号"},
        ),
    ),
    Example(
        "rescission",
        "workers/rescissions",
        WORKER,
        said("2025-01-11", {"target": event_of("profile")}, reason="联系方式录入到他人名下"),
    ),
    Example(
        "commendation redone",
        "workers/commands",
        WORKER,
        {
            "commands": [
                {
                    "command": "rescissions",
                    "body": said("2025-02-01", {"target": event_of("revocation")}, reason="撤销有误"),
                },
                {
                    "command": "rescissions",
                    "body": said("2025-02-01", {"target": event_of("commendation")}, reason="表彰录入有误"),
                },
                {
                    "command": "commendations",
                    "body": said("2024-05-02", _HONOUR | {"document_number": "示例工发〔2024〕8号"}),
                },
            ]
        },
        "approver",
    ),
    Example(
        "renewal",
        "workers/renewals",
        WORKER,
        said(
            "2026-03-15",
            {
                "contract": event_of("contract"),
                "kind": "fixed_term",
                "until": "2029-03-14",
                "number": "HT-2026-001",
            },
            evidence=[event_of("assessment")],
        ),
    ),
    Example(
        "contract end",
        "workers/contract-ends",
        WORKER,
        said("2026-06-01", {"contract": event_of("renewal"), "reason_code": "agreed"}),
    ),
    Example("separation", "workers/separations", WORKER, said("2026-06-01", {"reason_code": "resigned"})),
    Example("rehiring", "workers/hirings", WORKER, _HIRING | {"effective_on": "2026-07-01"}),
)
