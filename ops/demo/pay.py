"""Pay, insurance and who bears the costs, in the careers of the demo."""

from datetime import date, timedelta
from typing import Any, Final

from ops.demo.record import Record

BASE: Final = 4_600
A_STEP: Final = 400
"""Yuan a month of the lowest grade, and what each grade adds."""
FORGOTTEN: Final = 3_600
"""Yuan a month of the case that is paid less than the pay guide says."""
INSURANCE: Final = ("pension", "medical", "unemployment", "work_injury", "housing_fund")
_PART: Final = {"21": "post_allowance", "37": "position_wage"}
"""The part under which pay stands where the local rulebook has parts of its own."""


def begin(record: Record, on: date) -> None:
    """What an engagement begins with: pay, insurance, shares of the costs."""
    forgotten = record.job.case == "taken_over"
    record.pay = FORGOTTEN if forgotten else _amount(record)
    record.add("pay-determinations", on + timedelta(days=20), {"pay": _content(record)})
    if record.job.case != "late_contract":
        scheme = "public_institution" if record.job.institution else "enterprise_employees"
        record.add("insurances", on + timedelta(days=10), {"kinds": list(INSURANCE), "scheme": scheme})
    record.add("cost-shares", on, {"shares": _shares(record)})


def raise_with(record: Record, on: date, evidence: list[str]) -> None:
    """A rise that follows a promotion and rests on the same assessment."""
    if record.pay == FORGOTTEN:
        return
    amount = max(_amount(record), record.pay + 100)
    record.pay = amount
    record.add("pay-raises", on, {"pay": _content(record)}, evidence=evidence)


def _amount(record: Record) -> int:
    return BASE + A_STEP * record.grade + 100 * record.random.randrange(4)


def _content(record: Record) -> dict[str, Any]:
    code = _PART.get(record.job.host.division[:2], "base")
    grade = f"{record.job.ladder}/{record.job.grades[record.grade]}"
    return {
        "parts": [{"code": code, "amount": f"{record.pay}.00"}],
        "factors": [
            {"code": "grade", "value": grade},
            {"code": "education", "value": record.someone.education},
        ],
    }


def _shares(record: Record) -> list[dict[str, Any]]:
    if record.job.host.level == "city":
        return [{"level": "city", "percent": 100}]
    city = record.random.choice((30, 50, 60))
    return [{"level": "city", "percent": city}, {"level": "county", "percent": 100 - city}]
