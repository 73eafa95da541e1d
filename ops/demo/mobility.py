"""Secondments, leave and changes of address in the careers of the demo."""

from datetime import date, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ops.demo.record import Record


def year(record: Record, start: date, end: date) -> None:
    """What a year may bring, between two days."""
    days = (end - start).days
    if days > 200 and (record.job.case == "half_exchange" or record.chance(0.3)):
        _second(record, start + timedelta(days=record.random.randrange(20)), end)
    if record.chance(0.3):
        record.add(
            "profile-changes",
            record.day(start, days),
            {"contact": {"phone": f"100{record.random.randrange(10**8):08d}", "address": "示例新路 8 号"}},
        )
    if record.chance(0.1):
        _rest(record, record.day(start, days - 20))


def _second(record: Record, on: date, end: date) -> None:
    data: dict[str, Any] = {
        "host": f"@{record.random.choice(record.near.hosts)}",
        "kind": "secondment",
        "direction": "across",
        "until": (on + timedelta(days=90)).isoformat(),
    }
    if record.chance(0.15):
        data["shortage"] = "urgent_skill"
    consent = {"principal": "approver_1", "office": "用人单位", "at": f"{on.isoformat()}T01:00:00.000000Z"}
    started = record.add("secondments", on, data, approvals=[consent])
    if record.job.case == "half_exchange":
        _pair(record, started, on)
    back_on = on + timedelta(days=91)
    if record.chance(0.5):
        until = on + timedelta(days=150)
        extended = {"secondment": started, "until": until.isoformat()}
        record.add("secondment-extensions", on + timedelta(days=80), extended)
        back_on = until + timedelta(days=1)
    record.add("secondment-ends", min(back_on, end), {"secondment": started, "reason_code": "term_reached"})


def _pair(record: Record, secondment: str, on: date) -> None:
    """One half of an exchange, of which the other half is on nobody's record."""
    half = uuid5(NAMESPACE_URL, f"{record.ref}/{record.number}/{on}")
    data = {
        "secondment": secondment,
        "exchange": str(half),
        "counterpart": "@w0",
        "counterpart_secondment": str(uuid5(half, "counterpart")),
    }
    record.add("secondment-pairs", on, data)


def be_away(record: Record, on: date, until: date) -> None:
    """A leave from which nobody has come back yet."""
    record.add("leaves", on, {"until": until.isoformat(), "grounds": {"kind": "sick", "protected": True}})


def _rest(record: Record, on: date) -> None:
    """A leave of some days, and the return from it."""
    back_on = on + timedelta(days=record.random.randrange(3, 18))
    grounds = record.random.choice(
        (
            {"kind": "sick", "protected": True},
            {"kind": "annual", "protected": False},
            {"kind": "personal", "protected": False},
        )
    )
    until = (back_on - timedelta(days=1)).isoformat()
    leave = record.add("leaves", on, {"until": until, "grounds": grounds})
    record.add("leave-ends", back_on, {"leave": leave})
