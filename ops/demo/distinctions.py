"""Honours, backbone staff, exemplars, offices beside the post, sanctions: what distinguishes workers of the demo."""

from datetime import date, timedelta
from typing import Any, Final

from ops.demo.record import Record

HONOUR: Final = "优秀工会社会工作者"
ROLES: Final[tuple[dict[str, Any], ...]] = (
    {"role": "union_congress", "level": "county"},
    {"role": "14"},
    {"role": "24"},
)


def year(record: Record, start: date, days: int) -> None:
    """What a year may bring, in so many days from its start."""
    outstanding = record.job.case == "outstanding" and not _told(record, "backbone-designations")
    if outstanding or record.chance(0.15):
        _commend(record, record.day(start, days))
    if outstanding or (record.chance(0.03) and not _told(record, "backbone-designations")):
        record.add("backbone-designations", record.day(start, days), {})
    if outstanding or (record.chance(0.02) and not _told(record, "exemplars")):
        data = {"level": "city", "title": "最美工会社会工作者", "consent": True}
        record.add("exemplars", record.day(start, days), data)
    if outstanding or (record.chance(0.03) and not _told(record, "public-roles")):
        on = record.day(start, days)
        record.add("public-roles", on, {**record.random.choice(ROLES), "until": _five_years(on)})
    if record.near.base_unions and record.chance(0.02) and not _told(record, "concurrent-posts"):
        take_office(record, record.day(start, days), "other")
    if not record.job.institution and record.chance(0.015) and not _told(record, "sanctions"):
        _sanction(record, record.day(start, days), start + timedelta(days=days))


def take_office(record: Record, on: date, office: str) -> None:
    """A part-time office in a base union of the city, for five years."""
    data = {"office": office, "full_time": False, "until": _five_years(on)}
    consent = {"principal": "approver_1", "office": "用人单位", "at": f"{on.isoformat()}T01:00:00.000000Z"}
    union = f"@{record.random.choice(record.near.base_unions)}"
    record.add("concurrent-posts", on, {**data, "union": union}, approvals=[consent])


def _told(record: Record, command: str) -> bool:
    return any(row["command"] == command for row in record.rows)


def _five_years(on: date) -> str:
    return (on + timedelta(days=5 * 365)).isoformat()


def _commend(record: Record, on: date) -> None:
    """An honour, mostly after a nomination and its public notice; now and then it is revoked."""
    level = record.random.choice(("city", "county", "unit"))
    said: dict[str, Any] = {}
    if record.chance(0.5):
        grounds = {"level": level, "title": HONOUR, "grounds": ["performance"]}
        nomination = record.add("nominations", on - timedelta(days=30), grounds)
        notice = {
            "nomination": nomination,
            "publicity_from": (on - timedelta(days=20)).isoformat(),
            "publicity_to": (on - timedelta(days=13)).isoformat(),
            "objections": 0,
        }
        noticed = record.add("nomination-notices", on - timedelta(days=12), notice, evidence=[nomination])
        said["evidence"] = [nomination, noticed]
    data = {
        "level": level,
        "title": HONOUR,
        "issuer": "示例市总工会",
        "document_number": f"示例表〔{on.year}〕{on.month}号",
        "grounds": ["performance"],
    }
    honour = record.add("commendations", on, data, **said)
    if record.chance(0.1):
        revoked = {"commendation": honour, "reason_code": "found_false"}
        record.add("commendation-revocations", on + timedelta(days=5), revoked)


def _sanction(record: Record, on: date, last: date) -> None:
    until = on + timedelta(days=180)
    data = {
        "sanction": {"kind": "warning", "grounds": "示例事由"},
        "until": until.isoformat(),
        "document_number": f"示例处〔{on.year}〕{on.month}号",
    }
    sanction = record.add("sanctions", on, data)
    if until < last:
        record.add("sanction-liftings", until + timedelta(days=1), {"sanction": sanction})
