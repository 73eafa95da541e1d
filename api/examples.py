"""One story for the description: every command's example, in an order in which a ledger takes them all.

All ids follow from the idempotency keys, so the examples refer to one another as real commands would. The persons and
organisations are made up; each example says how it ends.
"""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid5

from domain.orders import event_id_of, stream_of

_SPACE: Final = UUID("3f0e1f5c-7a1d-5a57-9d8e-1d1f5b1c2a90")


@dataclass(frozen=True, slots=True)
class Example:
    """One request: the target's public name, the key, the id in the address, the body, and how it ends.

    `actor` is who sends it in the story; `rule` is what refuses it, empty when it is recorded.
    """

    label: str
    target: str
    stream: str | None
    body: dict[str, Any]
    actor: str = "clerk"
    rule: str = ""

    @property
    def key(self) -> UUID:
        """Its idempotency key, which is the id of its first event."""
        return key_of(self.label)


def key_of(label: str) -> UUID:
    """The key of the example with this label."""
    return uuid5(_SPACE, label)


def event_of(label: str, ordinal: int = 0) -> str:
    """The id of an event that an example records."""
    return str(event_id_of(key_of(label), ordinal))


CITY: Final = stream_of("organisation", key_of("city"))
COUNTY: Final = stream_of("organisation", key_of("county"))
POST: Final = stream_of("post", key_of("post"))
WORKER: Final = stream_of("worker", key_of("worker"))
OTHER_COUNTY: Final = stream_of("organisation", key_of("other county"))
OTHER_POST: Final = stream_of("post", key_of("other post"))


def _said(on: str, data: dict[str, Any], **members: Any) -> dict[str, Any]:
    return {"effective_on": on, **members, "data": data}


def _union(name: str, level: str, division: str, parent: str | None = None) -> dict[str, Any]:
    data = {"name": name, "kind": "union", "level": level, "division": division}
    return data if parent is None else data | {"parent": parent}


_HIRING: Final = _said(
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

_ORGANISATIONS: Final = (
    Example(
        "city", "organisations", None, _said("2020-01-01", _union("示例市总工会", "city", "220600")), "root"
    ),
    Example(
        "county",
        "organisations",
        None,
        _said("2020-01-01", _union("示例县总工会", "county", "220621", CITY)),
        "root",
    ),
    Example(
        "other county",
        "organisations",
        None,
        _said("2020-01-01", _union("示例区总工会", "county", "220602", CITY)),
        "root",
    ),
    Example(
        "renaming",
        "organisations/renamings",
        OTHER_COUNTY,
        _said("2023-01-01", {"name": "示例新区总工会"}),
        "root",
    ),
    Example(
        "reparenting",
        "organisations/reparentings",
        OTHER_COUNTY,
        _said("2023-02-01", {"parent": COUNTY}),
        "root",
    ),
    Example(
        "organisation correction",
        "organisations/corrections",
        OTHER_COUNTY,
        _said(
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
        _said("2023-02-04", {"target": event_of("reparenting")}, reason="隶属变更未获批准"),
        "root",
    ),
    Example(
        "dissolution",
        "organisations/dissolutions",
        OTHER_COUNTY,
        _said("2024-01-01", {"reason_code": "merged"}),
        "root",
    ),
)

_POSTS: Final = (
    Example(
        "post",
        "posts",
        None,
        _said(
            "2022-01-01",
            {"organisation": COUNTY, "title": "社会化工会工作者", "category": "social_worker", "seats": 2},
        ),
        "root",
    ),
    Example(
        "other post",
        "posts",
        None,
        _said(
            "2022-01-01",
            {"organisation": COUNTY, "title": "示例岗位", "category": "social_worker", "seats": 1},
        ),
        "root",
    ),
    Example(
        "post correction",
        "posts/corrections",
        OTHER_POST,
        _said(
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
        _said("2022-01-06", {"target": event_of("other post")}),
        "root",
    ),
)

_CAREER: Final = (
    Example(
        "worker",
        "workers",
        None,
        {"registration": _said("2023-03-15", _PERSON), "hiring": _HIRING},
    ),
    Example("hired twice", "workers/hirings", WORKER, _HIRING, rule="impossible.already_engaged"),
    Example(
        "contract",
        "workers/contracts",
        WORKER,
        _said(
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
    Example(
        "grade", "workers/grades", WORKER, _said("2023-04-01", {"ladder": "professional", "grade": "12"})
    ),
    Example(
        "profile",
        "workers/profile-changes",
        WORKER,
        _said("2023-06-01", {"contact": {"phone": "13800000000", "email": "a@example.org"}}),
    ),
    Example("assessment", "workers/assessments", WORKER, _said("2024-01-15", _ASSESSED)),
    Example(
        "confirmation",
        "workers/assessment-confirmations",
        WORKER,
        _said("2024-01-20", {"assessment": event_of("assessment")}),
        "approver",
    ),
    Example(
        "promotion",
        "workers/promotions",
        WORKER,
        _said("2024-02-01", {"ladder": "professional", "grade": "11"}, evidence=[event_of("assessment")]),
    ),
    Example(
        "commendation",
        "workers/commendations",
        WORKER,
        _said("2024-03-01", _HONOUR),
    ),
    Example(
        "revocation",
        "workers/commendation-revocations",
        WORKER,
        _said("2024-04-01", {"commendation": event_of("commendation"), "reason_code": "found_false"}),
        "approver",
    ),
    Example(
        "qualification",
        "workers/qualifications",
        WORKER,
        _said("2024-03-10", {"kind": "social_worker", "level": "social_worker", "number": "2023-0001"}),
    ),
    Example("secondment", "workers/secondments", WORKER, _said("2024-04-01", _SECONDED)),
    Example(
        "extension",
        "workers/secondment-extensions",
        WORKER,
        _said("2024-09-15", {"secondment": event_of("secondment"), "until": "2024-12-31"}),
    ),
    Example(
        "return",
        "workers/secondment-ends",
        WORKER,
        _said("2025-01-01", {"secondment": event_of("secondment"), "reason_code": "term_reached"}),
    ),
    Example(
        "correction",
        "workers/corrections",
        WORKER,
        _said(
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
        _said("2025-01-11", {"target": event_of("profile")}, reason="联系方式录入到他人名下"),
    ),
    Example(
        "commendation redone",
        "workers/commands",
        WORKER,
        {
            "commands": [
                {
                    "command": "rescissions",
                    "body": _said("2025-02-01", {"target": event_of("revocation")}, reason="撤销有误"),
                },
                {
                    "command": "rescissions",
                    "body": _said("2025-02-01", {"target": event_of("commendation")}, reason="表彰录入有误"),
                },
                {
                    "command": "commendations",
                    "body": _said("2024-05-02", _HONOUR | {"document_number": "示例工发〔2024〕8号"}),
                },
            ]
        },
        "approver",
    ),
    Example(
        "renewal",
        "workers/renewals",
        WORKER,
        _said(
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
        _said("2026-06-01", {"contract": event_of("renewal"), "reason_code": "agreed"}),
    ),
    Example("separation", "workers/separations", WORKER, _said("2026-06-01", {"reason_code": "resigned"})),
    Example("rehiring", "workers/hirings", WORKER, _HIRING | {"effective_on": "2026-07-01"}),
)

STORY: Final = (*_ORGANISATIONS, *_POSTS, *_CAREER)
"""Every example, in the order in which they are sent."""


BOOK_LABEL: Final = "a county's book"
BOOK: Final = {
    "effective_on": "2024-01-01",
    "basis": {"number": "示例工发〔2023〕20号"},
    "draft": {
        "jurisdiction": "220621",
        "title": "示例县规则书",
        "document": "示例县工会社会工作者管理办法",
        "rules": [
            {
                "id": "hire.open_recruitment",
                "strength": "must",
                "judges": ["worker.hired"],
                "require": "event.procedure == 'open_recruitment' && event.has_notice",
                "clause": {"title": "示例县工会社会工作者管理办法", "article": "第五条"},
                "message": {"zh": "须公开招聘", "en": "recruitment is open"},
                "satisfied_by": {"zh": "填写公告文号", "en": "state the notice's number"},
            }
        ],
    },
}
"""A rulebook to enact."""


def examples_of(target: str) -> tuple[Example, ...]:
    """The examples of one command."""
    return tuple(example for example in STORY if example.target == target)
