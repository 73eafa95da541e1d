"""The steps of a worker's life as the rulebook's tests send them: a plainly generated person, ordinary data."""

from typing import Any

from tests.unit.domain.rulebook.story import CITY, COMPANY, COUNTY, INSTITUTION, SOCIETY, Step, named

EMPLOYER = {
    "direct_hire": COUNTY,
    "purchased_post": COMPANY,
    "purchased_service": SOCIETY,
    "union_institution": INSTITUTION,
    "union_organ": COUNTY,
}

PROCEDURE: dict[str, Any] = {
    "kind": "open_recruitment",
    "notice_number": "示例招〔2022〕1号",
    "examination_on": "2021-12-10",
    "publicity_from": "2022-01-04",
    "publicity_to": "2022-01-10",
}
"""An open recruitment with its test and its public notice."""


def registered(
    born: str = "1990-06-15", education: str = "21", division: str = "220602", **more: Any
) -> Step:
    """A person enters the ledger."""
    data = {
        "name": "示例甲",
        "document": {"kind": "passport", "number": "E00000001"},
        "person": {"birth_on": born, "sex": "2"},
        "household": {"division": division},
        "education": education,
    }
    return Step("worker.registered", "2000-01-01", {**data, **more}, "registered")


def hired(on: str = "2022-03-01", mode: str = "direct_hire", label: str = "hired", **more: Any) -> Step:
    """The worker is hired after an open recruitment, with a reason for citing no test of ability."""
    data = {
        "mode": mode,
        "legal_employer": EMPLOYER[mode],
        "host": INSTITUTION if mode == "union_institution" else COUNTY,
        "procedure": PROCEDURE,
        "experience_months": 36,
    }
    return Step("worker.hired", on, {**data, **more}, label, {"reason": "示例：以笔试、面试成绩为依据"})


def separated(on: str, label: str = "separated") -> Step:
    """The worker leaves."""
    return Step("worker.separated", on, {"reason_code": "resigned"}, label)


def signed(
    on: str = "2022-03-01",
    until: str | None = "2025-02-28",
    probation: str | None = None,
    label: str = "contract",
    mode: str = "direct_hire",
    **more: Any,
) -> Step:
    """A contract is signed; open-ended without `until`."""
    data: dict[str, Any] = {"employer": EMPLOYER[mode], "kind": "fixed_term" if until else "open_ended"}
    data |= {"until": until} if until else {}
    data |= {"probation_until": probation} if probation else {}
    return Step("worker.contract_signed", on, {**data, **more}, label)


def renewed(on: str, until: str | None, old: str = "contract", label: str = "renewed") -> Step:
    """A contract is followed by another; open-ended without `until`."""
    data: dict[str, Any] = {"contract": str(named(old)), "kind": "fixed_term" if until else "open_ended"}
    return Step("worker.contract_renewed", on, data | ({"until": until} if until else {}), label)


def contract_ended(on: str, reason: str, old: str = "contract", label: str = "contract ended") -> Step:
    """A contract ends."""
    data = {"contract": str(named(old)), "reason_code": reason}
    return Step("worker.contract_ended", on, data, label)


def contract_extended(
    on: str, until: str, ground: str = "agreed", old: str = "contract", label: str = "contract extended"
) -> Step:
    """A contract runs on until a later day."""
    data = {"contract": str(named(old)), "until": until, "ground": ground}
    return Step("worker.contract_extended", on, data, label)


def on_leave(on: str, *, protected: bool, until: str | None = None, label: str = "leave") -> Step:
    """A leave begins."""
    data: dict[str, Any] = {"grounds": {"kind": "sick", "protected": protected}}
    return Step("worker.leave_started", on, data | ({"until": until} if until else {}), label)


def back(on: str, leave: str = "leave") -> Step:
    """The leave is over."""
    return Step("worker.leave_ended", on, {"leave": str(named(leave))}, f"back from {leave}")


def not_renewed(on: str, decided_by: str = "employer", old: str = "contract") -> Step:
    """A contract runs out and is not renewed."""
    data = {"contract": str(named(old)), "decided_by": decided_by}
    return Step("worker.contract_not_renewed", on, data, f"not renewed by {decided_by}")


def adopted(on: str = "2022-03-01", mode: str = "direct_hire", **more: Any) -> Step:
    """Somebody who was at work already is taken into the ledger."""
    host = INSTITUTION if mode == "union_institution" else COUNTY
    data = {"mode": mode, "legal_employer": EMPLOYER[mode], "host": host, "source": "personnel_file"}
    return Step("worker.adopted", on, {**data, **more}, "adopted")


def moved(on: str, mode: str = "direct_hire", **more: Any) -> Step:
    """Mode, employer, host or post change while engaged."""
    host = INSTITUTION if mode == "union_institution" else COUNTY
    data = {"mode": mode, "legal_employer": EMPLOYER[mode], "host": host, "seniority_carried": True}
    return Step("worker.engagement_changed", on, {**data, **more}, "moved")


def retired(on: str, kind: str = "statutory", **more: Any) -> Step:
    """The worker retires."""
    return Step("worker.retired", on, {"kind": kind, **more}, "retired")


def assessed(
    on: str, year: int, grade: str | None = "qualified", label: str = "assessed", **more: Any
) -> Step:
    """The assessment of a year."""
    data = {
        "kind": "annual",
        "scheme": "labour_contract",
        "period_from": f"{year}-01-01",
        "period_to": f"{year}-12-31",
        "scores": {"duties": "90", "learning": "88", "development": "87"},
        "assessors": ["assessor_1", "assessor_2"],
        "months_worked": 10,
        **({"grade": grade} if grade else {}),
    }
    return Step("worker.assessed", on, {**data, **more}, label)


def confirmed(on: str, assessment: str = "assessed") -> Step:
    """The assessment is confirmed."""
    return Step(
        "worker.assessment_confirmed", on, {"assessment": str(named(assessment))}, f"confirmed {assessment}"
    )


def graded(on: str = "2022-04-01", grade: str = "junior_1", ladder: str = "steps") -> Step:
    """A first grade."""
    return Step("worker.grade_assigned", on, {"ladder": ladder, "grade": grade}, "graded")


def promoted(
    on: str = "2023-05-01", grade: str = "junior_2", ladder: str = "steps", label: str = "promoted"
) -> Step:
    """A promotion."""
    return Step("worker.promoted", on, {"ladder": ladder, "grade": grade}, label)


def paid(on: str, label: str = "paid", kind: str = "pay_determined", **amounts: str) -> Step:
    """A pay in parts: an amount of yuan by each part's code."""
    parts = [{"code": code, "amount": amount} for code, amount in amounts.items()]
    return Step(f"worker.{kind}", on, {"pay": {"parts": parts}}, label)


def qualified(on: str, level: str = "junior_social_worker", kind: str = "social_worker") -> Step:
    """A certificate is obtained."""
    data = {"kind": kind, "level": level, "number": "EX-0001"}
    return Step("worker.qualification_obtained", on, data, f"qualified {level}")


def seconded(on: str = "2022-06-01", until: str = "2023-05-31", **more: Any) -> Step:
    """A secondment to the city union."""
    data = {"host": CITY, "kind": "secondment", "direction": "up", "until": until}
    return Step("worker.secondment_started", on, {**data, **more}, "seconded")


def extended(on: str, until: str) -> Step:
    """The secondment lasts longer."""
    return Step(
        "worker.secondment_extended", on, {"secondment": str(named("seconded")), "until": until}, "extended"
    )


def rescinded(target: str, on: str = "2026-01-01") -> Step:
    """The event of this label no longer stands."""
    return Step("event.rescinded", on, {"target": str(named(target))}, f"rescind {target}")


def corrected(target: str, to: Step, on: str = "2026-01-01") -> Step:
    """The event of this label says what `to` says instead."""
    data = {"target": str(named(target)), "type": to.type, "effective_on": to.on, "data": to.data}
    return Step("event.corrected", on, data, f"correct {target}", to.envelope)
