"""The story's chapter on how employment runs on, changes and ends. Its persons are its own, so that chapters do not meet."""

from typing import Any, Final

from api.examples.example import CITY, Example, event_of, key_of, said
from domain.orders import stream_of

_UNION: Final = stream_of("organisation", key_of("district"))
_VETERAN: Final = stream_of("worker", key_of("veteran"))
_NEWCOMER: Final = stream_of("worker", key_of("newcomer"))
_COLLEAGUE: Final = stream_of("worker", key_of("colleague"))


def _registered(label: str, name: str, number: str, birth_on: str) -> Example:
    data = {
        "name": name,
        "document": {"kind": "passport", "number": number},
        "person": {"birth_on": birth_on, "sex": "1"},
    }
    return Example(label, "workers", None, {"registration": said("2021-01-01", data)})


def _on(worker: str, label: str, command: str, on: str, data: dict[str, Any], **more: Any) -> Example:
    """An example on one worker; `actor` and `rule` are the example's, the rest its envelope's."""
    told = {member: more.pop(member) for member in ("actor", "rule") if member in more}
    return Example(label, f"workers/{command}", worker, said(on, data, **more), **told)


_VETERAN_COURSE: Final = (
    _registered("veteran", "示例乙", "E00000031", "1962-05-20"),
    _on(
        _VETERAN,
        "adoption",
        "adoptions",
        "2021-01-01",
        {
            "mode": "direct_hire",
            "legal_employer": _UNION,
            "host": _UNION,
            "source": "personnel_file",
            "former_title": "social_union_worker",
            "engaged_since": "2016-09-01",
            "service_domains": ["rights"],
        },
        basis={"number": "示例工发〔2021〕1号"},
    ),
    _on(
        _VETERAN,
        "contract of the adopted",
        "contracts",
        "2021-01-01",
        {"employer": _UNION, "kind": "fixed_term", "until": "2023-12-31"},
    ),
    _on(
        _VETERAN,
        "leave",
        "leaves",
        "2023-11-01",
        {"until": "2024-01-31", "grounds": {"kind": "injury", "protected": True}},
    ),
    _on(
        _VETERAN,
        "contract extension",
        "contract-extensions",
        "2024-01-01",
        {"contract": event_of("contract of the adopted"), "until": "2024-01-31", "ground": "protected"},
    ),
    _on(_VETERAN, "leave end", "leave-ends", "2024-02-01", {"leave": event_of("leave")}),
    _on(
        _VETERAN,
        "non-renewal",
        "non-renewals",
        "2024-02-01",
        {
            "contract": event_of("contract of the adopted"),
            "decided_by": "worker",
            "notified_on": "2024-01-10",
        },
    ),
    _on(_VETERAN, "retirement", "retirements", "2024-02-01", {"kind": "statutory"}),
    _on(_VETERAN, "death", "deaths", "2026-03-01", {}),
    _on(
        _VETERAN,
        "honour after death",
        "commendations",
        "2026-03-15",
        {
            "level": "city",
            "title": "优秀工会工作者",
            "issuer": "示例市总工会",
            "document_number": "示例工发〔2026〕3号",
        },
    ),
)

_NEWCOMER_COURSE: Final = (
    _registered("newcomer", "示例丙", "E00000032", "1996-02-10"),
    _on(
        _NEWCOMER,
        "newcomer hired",
        "hirings",
        "2022-03-01",
        {
            "mode": "direct_hire",
            "legal_employer": _UNION,
            "host": _UNION,
            "procedure": {"kind": "open_recruitment", "notice_number": "示例工发〔2022〕2号"},
        },
    ),
    _on(
        _NEWCOMER,
        "newcomer's contract",
        "contracts",
        "2022-03-01",
        {"employer": _UNION, "kind": "fixed_term", "until": "2025-02-28", "probation_until": "2022-04-30"},
    ),
    _on(
        _NEWCOMER,
        "probation end",
        "probation-ends",
        "2022-05-01",
        {"contract": event_of("newcomer's contract"), "passed": True},
    ),
    _on(
        _NEWCOMER,
        "engagement change",
        "engagement-changes",
        "2023-01-01",
        {
            "mode": "direct_hire",
            "legal_employer": CITY,
            "host": CITY,
            "service_domains": ["mediation"],
            "seniority_carried": True,
        },
        basis={"number": "示例工发〔2022〕31号"},
    ),
    _on(
        _NEWCOMER,
        "contract with the city",
        "contracts",
        "2023-01-01",
        {"employer": CITY, "kind": "fixed_term", "until": "2025-12-31"},
    ),
    _on(
        _NEWCOMER,
        "transfer out",
        "transfers-out",
        "2024-07-01",
        {"to": "示例街道办事处", "to_kind": "government"},
    ),
)

_COLLEAGUE_COURSE: Final = (
    _registered("colleague", "示例丁", "E00000033", "1990-08-08"),
    _on(
        _COLLEAGUE,
        "colleague adopted",
        "adoptions",
        "2021-01-01",
        {
            "mode": "union_organ",
            "legal_employer": _UNION,
            "host": _UNION,
            "source": "personnel_file",
        },
    ),
    _on(
        _COLLEAGUE,
        "suspension",
        "suspensions",
        "2024-03-01",
        {"until": "2024-05-31", "reason_code": "under_inquiry"},
    ),
    _on(
        _COLLEAGUE,
        "suspension end",
        "suspension-ends",
        "2024-05-10",
        {"suspension": event_of("suspension")},
    ),
    _on(
        _COLLEAGUE,
        "suspension ended twice",
        "suspension-ends",
        "2024-05-20",
        {"suspension": event_of("suspension")},
        rule="impossible.suspension_closed",
    ),
)

CHAPTER: Final = (
    Example(
        "district",
        "organisations",
        None,
        said(
            "2020-01-01",
            {
                "name": "示例林区总工会",
                "kind": "union",
                "level": "county",
                "division": "220605",
                "parent": CITY,
            },
        ),
        "root",
    ),
    *_VETERAN_COURSE,
    *_NEWCOMER_COURSE,
    *_COLLEAGUE_COURSE,
)
"""Somebody taken over who retires and dies, somebody hired who moves and leaves, somebody suspended for a while."""
