"""How workers of the demo grow: assessments and promotions, examinations and certificates, training."""

from datetime import date, timedelta
from typing import Any, Final

from ops.demo import pay
from ops.demo.days import months_after, years_after
from ops.demo.record import ASSESSORS, Assessed, Certificate, Record

RANK_ASKED: Final = (0, 1, 1, 2, 2, 2)
"""Which certificate each of the professional grades asks for, as its rank: none, junior social worker, social worker."""
CERTIFICATES: Final = ("junior_social_worker", "social_worker")
UNCONFIRMED: Final = 2024
"""Of which year nobody confirmed the assessment of the case `taken_over`."""
DAYS_IN_GRADE: Final = 372
REGISTERED_YEARS: Final = 3
HOURS_SHOWN: Final = 90
PLANNED_YEARS: Final = 2


def begin(record: Record, on: date) -> None:
    """What the first months bring once: a grade, competence recognised, perhaps a plan to qualify."""
    if record.graded_on is None:
        record.graded_on = on + timedelta(days=60)
        grade = record.job.grades[record.grade]
        record.add("grades", record.graded_on, {"ladder": record.job.ladder, "grade": grade})
    if not record.recognised and record.chance(0.7):
        record.recognised = True
        record.add("recognitions", on + timedelta(days=70), {"grounds": ["degree"]})
    if not record.certificates and record.plan is None and record.chance(0.5):
        until = years_after(on + timedelta(days=90), PLANNED_YEARS)
        data = {"goals": [CERTIFICATES[0]], "until": until.isoformat()}
        record.plan = (record.add("upgrade-plans", on + timedelta(days=90), data), until)


def assess(record: Record, year: int, on: date, since: date) -> None:
    """The year's assessment and its confirmation by someone else; perhaps a promotion that cites it."""
    months = max(0, min(12, 12 * (year + 1) + 1 - (12 * since.year + since.month)))
    best = record.chance(0.15)
    said: dict[str, Any] = {}
    if record.chance(0.2):
        said["evidence"] = [_survey(record, year, on - timedelta(days=2), since)]
    data: dict[str, Any] = {
        "kind": "annual",
        "scheme": "public_institution" if record.job.institution else "labour_contract",
        "period_from": max(since, date(year, 1, 1)).isoformat(),
        "period_to": date(year, 12, 31).isoformat(),
        "scores": {
            name: str(record.random.randrange(80, 99)) for name in ("duties", "learning", "development")
        },
        "assessors": list(record.random.sample(ASSESSORS, 2)),
        "months_worked": months,
    }
    if months >= 6:
        data["grade"] = "excellent" if best else "qualified"
    assessed = record.add("assessments", on, data, **said)
    if record.job.case == "taken_over" and year == UNCONFIRMED:
        return
    confirmed_on = on + timedelta(days=12)
    record.add("assessment-confirmations", confirmed_on, {"assessment": assessed})
    if months >= 6:
        record.assessed.append(Assessed(confirmed_on, assessed))
        _promote(record, on + timedelta(days=25), assessed)


def _survey(record: Record, year: int, on: date, since: date) -> str:
    """How satisfied those were whom the worker served."""
    data = {
        "instrument": "service_survey",
        "period_from": max(since, date(year, 1, 1)).isoformat(),
        "period_to": date(year, 12, 31).isoformat(),
        "sample": record.random.randrange(30, 300),
        "score": f"{record.random.randrange(80, 99)}.5",
    }
    return record.add("satisfactions", on, data)


def _promote(record: Record, on: date, assessed: str) -> None:
    """One step up, now and then, after a year in the grade and with the certificate that it asks for; and a rise."""
    upper = record.grade + 1
    if record.graded_on is None or (on - record.graded_on).days < DAYS_IN_GRADE:
        return
    rises = record.chance(0.7) or record.job.case == "certificate_withdrawn"
    if upper >= len(record.job.grades) or not rises:
        return
    if record.job.institution and len(record.certificates) < RANK_ASKED[upper]:
        return
    record.grade, record.graded_on = upper, on
    data = {"ladder": record.job.ladder, "grade": record.job.grades[upper]}
    record.add("promotions", on, data, evidence=[assessed])
    pay.raise_with(record, on, [assessed])


def year(record: Record, start: date, days: int) -> None:
    """What a year may bring, in so many days from its start; nobody thinks of training the case `taken_over`."""
    if record.job.case == "taken_over":
        return
    if record.job.case == "certificate_withdrawn":
        _certify_once(record, start + timedelta(days=100))
    elif record.chance(0.4):
        _examine(record, start, days)
    _keep_registered(record, start, start + timedelta(days=days))
    if record.chance(0.55):
        course, kind, hours = record.random.choice(record.near.courses)
        attended = hours if record.chance(0.8) else hours // 2
        data = {"course": f"@{course}", "kind": kind, "hours": attended, "credited": attended == hours}
        record.add("trainings", record.day(start, days), data)
    if record.chance(0.06):
        data = {"provider": f"@{record.near.school}", "months": record.random.randrange(1, 4)}
        record.add("practica", record.day(start, days), data)
    _close_plan(record, start + timedelta(days=days - 1), reached=False)


def _examine(record: Record, start: date, days: int) -> None:
    """An examination for the next level: passed and followed by the certificate, failed, or waiting for the result."""
    held = len(record.certificates)
    if held == len(CERTIFICATES) or days < 150:
        return
    level = CERTIFICATES[held]
    on = record.day(start, days - 140)
    entered = record.add(
        "examinations", on, {"kind": "social_worker", "level": level, "session": str(on.year)}
    )
    fate = record.random.random()
    if fate < 0.1:
        return
    passed = fate < 0.75
    scores = {"subjects": [{"subject": "practice", "score": str(record.random.randrange(60, 90))}]}
    result = {"examination": entered, "passed": passed, "scores": scores}
    record.add("examination-results", on + timedelta(days=60), result)
    if passed:
        _certify(record, level, on + timedelta(days=90))


def _certify_once(record: Record, on: date) -> None:
    """The certificate of the case in which it turns out to be false."""
    if not record.certificates:
        _certify(record, CERTIFICATES[0], on)


def _certify(record: Record, level: str, on: date) -> None:
    """A certificate, and what follows it: the plan is reached, technical staff, registration, perhaps a technical post."""
    data = {
        "kind": "social_worker",
        "level": level,
        "number": f"EX{on.year}{record.someone.document[6:]}{len(record.certificates)}",
        "issuer": "示例考试机构",
    }
    event = record.add("qualifications", on, data)
    certificate = Certificate(event, level, on)
    record.certificates.append(certificate)
    _close_plan(record, on + timedelta(days=1), reached=True)
    if record.job.case == "certificate_withdrawn":
        return
    if record.chance(0.6) and len(record.certificates) == 1:
        record.add("technical-staff", on + timedelta(days=5), {"certificate": event}, evidence=[event])
    if record.chance(0.7):
        since = on + timedelta(days=20)
        certificate.registered_until = years_after(since, REGISTERED_YEARS) - timedelta(days=1)
        registered = {"certificate": event, "until": certificate.registered_until.isoformat()}
        record.add("registrations", since, registered)
    if record.ability is not None and len(record.certificates) == 1 and record.chance(0.3):
        appointed = {"certificate": event, "level": level}
        record.add("technical-posts", on + timedelta(days=30), appointed, evidence=[event, record.ability])


def _keep_registered(record: Record, start: date, end: date) -> None:
    """A registration that runs out in these days is followed by another; that of a lower level lapses."""
    for one in record.certificates:
        until = one.registered_until
        if until is None or not start <= until + timedelta(days=1) <= end:
            continue
        since = until + timedelta(days=1)
        if one is not record.certificates[-1]:
            one.registered_until = None
            record.add("registration-lapses", since, {"certificate": one.event})
            continue
        one.registered_until = years_after(since, REGISTERED_YEARS) - timedelta(days=1)
        data = {
            "certificate": one.event,
            "until": one.registered_until.isoformat(),
            "hours": HOURS_SHOWN,
            "applied_on": months_after(since, -1).isoformat(),
        }
        record.add("re-registrations", since, data, basis={"number": f"示例继教〔{since.year}〕8号"})


def _close_plan(record: Record, on: date, *, reached: bool) -> None:
    """A plan is closed when its goal is reached; or when its time is over, often some time later."""
    if record.plan is None:
        return
    plan, until = record.plan
    if reached or (until < on and record.chance(0.6)):
        record.plan = None
        record.add("upgrade-closings", on, {"plan": plan, "reached": reached})
