"""How a worker of the demo comes, is under contract, and leaves."""

from datetime import date, timedelta
from typing import Any, Final

from ops.demo.days import TODAY, months_after, workable, years_after
from ops.demo.record import ASSESSORS, Record

MONTHS_LATE: Final = 14
"""How long after the first day of work the contract of the case `late_contract` was written."""
FACT: Final = {"approver": "approver_1", "document": "示例核〔2025〕1号"}
"""By whom and with which document it was found that something had been done against a rule."""


def adopt(record: Record, on: date) -> None:
    """Taken over from the personnel file, with a year or two of work before, and no probation any more."""
    job = record.job
    record.had_probation = True
    data = {
        **_engagement(record),
        "source": "personnel_file",
        "former_title": record.random.choice(("social_union_worker", "collective_bargaining_adviser")),
        "engaged_since": (on - timedelta(days=record.random.randrange(400, 700))).isoformat(),
        "service_domains": ["rights"],
    }
    record.add("adoptions", on, data, basis={"number": f"示例纳〔{on.year}〕1号"})
    _assign(record, on, job.purchase)


def hire(record: Record, on: date) -> None:
    """A hiring by open recruitment; on the plan of the year, or because of the experience with unions."""
    job = record.job
    again = bool(record.spans)
    notice = on - timedelta(days=70)
    data: dict[str, Any] = {
        **_engagement(record),
        "procedure": {
            "kind": "open_recruitment",
            "notice_number": f"示例招〔{notice.year}〕{notice.month}号",
            "examination_on": (on - timedelta(days=40)).isoformat(),
            "publicity_from": (on - timedelta(days=20)).isoformat(),
            "publicity_to": (on - timedelta(days=10)).isoformat(),
        },
        "experience_months": 24 + record.random.randrange(60),
        "service_domains": [record.random.choice(("rights", "aid", "mediation", "care"))],
        "weekly_hours": 40,
        "priority": ["union_social_work" if again else "graduate_of_the_year"],
    }
    said: dict[str, Any] = {"basis": {"number": f"示例录〔{on.year}〕{on.month}号", "date": on.isoformat()}}
    if again:
        data["relaxations"] = ["child_of_migrant_worker"]
        said["reason"] = "示例：曾从事工会社会工作，不再考核实务能力"
    else:
        said["evidence"] = [_test_ability(record, on - timedelta(days=30))]
        if record.chance(0.4):
            review = {"review": {"result": "qualified"}, "reviewer": "reviewer_1"}
            record.add("political-reviews", on - timedelta(days=15), review)
        if job.plan is not None:
            data["plan"] = {"plan": f"@{job.plan}", "line": "social_workers"}
    record.add("hirings", on, data, **said)
    _assign(record, on, job.purchase)


def _engagement(record: Record) -> dict[str, Any]:
    job = record.job
    return {
        "mode": job.mode,
        "legal_employer": f"@{job.employer}",
        "host": f"@{job.host.ref}",
        "post": f"@{job.post}",
    }


def _assign(record: Record, on: date, purchase: str | None) -> None:
    """Whoever is employed by a provider takes a place of its purchase."""
    if purchase is not None:
        record.assignment = record.add("purchase-assignments", on, {"purchase": f"@{purchase}"})


def _test_ability(record: Record, on: date) -> str:
    """A test of practical ability, which the hiring refers to."""
    data = {
        "instrument": "casework_interview",
        "sufficient": True,
        "assessors": list(ASSESSORS[:2]),
        "score": str(record.random.randrange(75, 99)),
    }
    record.ability = record.add("ability-assessments", on, data)
    return record.ability


def sign(record: Record, on: date) -> tuple[str, date | None]:
    """The first contract with an employer, three years from the first day of work: its name and last day."""
    until = years_after(on, 3) - timedelta(days=1)
    data = {
        "employer": f"@{record.job.employer}",
        "kind": "fixed_term",
        "until": until.isoformat(),
        "workplace": record.job.host.name,
    }
    if record.job.case == "late_contract":
        return record.add("contracts", months_after(on, MONTHS_LATE), data, fact=FACT), until
    if record.had_probation:
        return record.add("contracts", on, data), until
    record.had_probation = True
    passed_on = months_after(on, 2)
    contract = record.add("contracts", on, data | {"probation_until": str(passed_on - timedelta(days=1))})
    record.add("probation-ends", passed_on, {"contract": contract, "passed": True})
    return contract, until


def renew(record: Record, contract: str, until: date, renewals: int) -> tuple[str, date | None]:
    """A second term of three years, then no fixed term (劳动合同法 art. 14), unless the worker asks for one."""
    on = until + timedelta(days=1)
    data: dict[str, Any] = {"contract": contract, "kind": "open_ended"}
    confirmed = [one.event for one in record.assessed if one.since <= on]
    said: dict[str, Any] = {"evidence": confirmed[-1:]}
    next_until: date | None = None
    against = record.job.case == "fixed_again"
    if renewals == 1 or record.job.mode == "purchased_post" or against:
        next_until = years_after(on, 3) - timedelta(days=1)
        data |= {"kind": "fixed_term", "until": next_until.isoformat()}
    if renewals > 1 and against:
        said["fact"] = FACT
    elif renewals > 1 and next_until is not None:
        said["exceptions"] = [
            {
                "rule": "contract.open_ended_after_fixed_terms",
                "authority": "示例市总工会",
                "document": f"本人申请书 {on.year}-{record.number}",
                "reason": "示例：本人书面提出订立固定期限合同",
            }
        ]
    return record.add("renewals", on, data, **said), next_until


def extend(record: Record, contract: str, until: date, end: date) -> date:
    """Now and then a contract runs a month or two longer by agreement; its last day."""
    longer = until + timedelta(days=record.random.randrange(30, 60))
    if not record.chance(0.1) or longer + timedelta(days=30) > end:
        return until
    data = {"contract": contract, "until": longer.isoformat(), "ground": "agreed"}
    record.add("contract-extensions", until + timedelta(days=1), data)
    return longer


def release(record: Record, on: date) -> None:
    """What ends with whoever leaves: an assignment under a purchase is told, a plan to qualify ends by itself."""
    record.plan = None
    if record.assignment is not None:
        data = {"assignment": record.assignment, "reason_code": "worker_left"}
        record.add("purchase-assignment-ends", on, data)
        record.assignment = None


def leave(record: Record, on: date) -> None:
    """A resignation, an agreed end, or a transfer to somewhere else."""
    release(record, on)
    reason = record.random.choice(("resigned", "agreed", "transferred"))
    if reason == "transferred":
        record.add("transfers-out", on, {"to": "示例街道办事处", "to_kind": "government"})
        return
    data = {"reason_code": reason, "handover_done": True}
    record.add("separations", on, data, reason="示例：个人原因")


def retire(record: Record, on: date) -> None:
    """The statutory age is reached."""
    release(record, on)
    record.add("retirements", on, {"kind": "statutory"})


def back_on(record: Record, left_on: date) -> date:
    """The day on which somebody comes back who left."""
    return workable(min(left_on + timedelta(days=record.random.randrange(60, 200)), TODAY))
