"""One generated career as rows: up to some forty events over up to eight years, each as the bundled books ask for it."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from ops.demo.people import Someone
from ops.demo.places import Place

FIRST_HIRING: Final = date(2018, 1, 8)
LAST_HIRING: Final = date(2024, 12, 2)
LAST_ADOPTION: Final = date(2019, 12, 2)
RETIREMENT_AGE: Final = {"1": 60, "2": 55}
"""Years, by sex (GB/T 2261.1): of men, and of women in professional posts, before 2025."""
TODAY: Final = date(2025, 12, 31)
"""The demo's last day: nothing in it is later, on whatever day it is made."""

STEPS: Final = tuple(
    f"{level}_{step}" for level in ("junior", "intermediate", "senior") for step in (1, 2, 3)
)
PROFESSIONAL: Final = ("13", "12", "11", "10", "9", "8")
RANK_ASKED: Final = (0, 1, 1, 2, 2, 2)
"""Which certificate each of the professional grades asks for, as its rank: none, junior social worker, social worker."""
CERTIFICATES: Final = ("junior_social_worker", "social_worker")
MONTHS_IN_GRADE_DAYS: Final = 372
OLDEST_HIRED: Final = 30
"""Years: the strictest of the bundled books hires nobody who is that old."""
ASSESSORS: Final = ("assessor_1", "assessor_2", "assessor_3")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Employment:
    """Where and how someone is employed: host, legal employer and post by their local names."""

    host: Place
    employer: str
    mode: str
    post: str
    borrowers: tuple[str, ...]

    @property
    def institution(self) -> bool:
        """Whether the regime is that of public institutions, with their scheme and ladder."""
        return self.mode == "union_institution"

    @property
    def grades(self) -> tuple[str, ...]:
        """The grades of the worker's ladder, the lowest first."""
        return PROFESSIONAL if self.institution else STEPS

    @property
    def ladder(self) -> str:
        """The ladder's code."""
        return "professional" if self.institution else "steps"


@dataclass(slots=True)
class Career:
    """A career in the making. `number` is that of its first row; rows name one another by their numbers.

    `sufficient` are the assessments that later decisions may cite, each with the day of its confirmation.
    """

    random: Random
    ref: str
    number: int
    job: Employment
    rows: list[Row] = field(default_factory=list)
    on: date = FIRST_HIRING
    grade: int = 0
    graded_on: date | None = None
    sufficient: list[tuple[date, str]] = field(default_factory=list)
    certificates: int = 0
    document: str = ""
    had_probation: bool = False

    def live(self, someone: Someone, hired_on: date) -> list[Row]:
        """All rows of the career."""
        self._register(someone, hired_on)
        years = self.random.choice((0, 0, 0, 0, 2, 3, 4, 5))
        self._hire(hired_on)
        until = self.engage(hired_on, _years_after(hired_on, years) if years else date.max)
        if until < TODAY:
            self._leave(until)
        back_on = _workable(until + timedelta(days=self.random.randrange(60, 200)))
        if until < TODAY - timedelta(days=500) and back_on < _years_after(someone.birth_on, OLDEST_HIRED):
            self._hire(back_on)
            self.engage(back_on, date.max)
        self.mend()
        return self.rows

    def live_on(self, someone: Someone, adopted_on: date) -> list[Row]:
        """All rows of a career that had begun before the ledger did; whoever reaches the age in time retires."""
        self._register(someone, adopted_on)
        self._adopt(adopted_on)
        retires_on = _years_after(someone.birth_on, RETIREMENT_AGE[someone.sex])
        retires = adopted_on + timedelta(days=400) < retires_on < date(2025, 1, 1)
        until = self.engage(adopted_on, retires_on if retires else date.max)
        if retires:
            self.add("retirements", until, {"kind": "statutory"})
        self.mend()
        return self.rows

    def _register(self, someone: Someone, before: date) -> None:
        self.document = someone.document
        self.add("workers", before - timedelta(days=30), someone.registration(self.job.host.city))

    def add(self, command: str, on: date, data: dict[str, Any], **said: Any) -> str:
        """Append a row; returns the local name of its event."""
        number = self.number + len(self.rows)
        body = {"effective_on": on.isoformat(), **said, "data": data}
        self.rows.append({"row": number, "ref": self.ref, "command": command, "body": body})
        return f"#row{number}"

    def engage(self, on: date, leaves_on: date) -> date:
        """Contracts and what happens in them, until the demo's last day or the one on which the worker leaves."""
        contract, contract_until = self._sign(on)
        if self.graded_on is None:
            self.graded_on = on + timedelta(days=60)
            self.add("grades", self.graded_on, {"ladder": self.job.ladder, "grade": self.job.grades[0]})
        renewals = 0
        for year in range(on.year + 1, TODAY.year + 1):
            result_on = date(year, 1, 10) + timedelta(days=self.random.randrange(15))
            if result_on + timedelta(days=30) >= min(leaves_on, TODAY):
                break
            self._assess(year - 1, result_on, max(on, date(year - 1, 1, 1)))
            last = contract_until
            if last is not None and last.year == year and last + timedelta(days=30) < min(leaves_on, TODAY):
                renewals += 1
                self._year(date(year, 2, 20), min(last, leaves_on))
                last = self._extend(contract, last, min(leaves_on, TODAY))
                contract, contract_until = self._renew(contract, last, renewals)
            else:
                self._year(date(year, 2, 20), min(leaves_on, TODAY, date(year, 12, 20)))
        return min(leaves_on, TODAY)

    def _leave(self, on: date) -> None:
        reason = self.random.choice(("resigned", "agreed", "transferred"))
        if reason == "transferred":
            self.add("transfers-out", on, {"to": "示例街道办事处", "to_kind": "government"})
            return
        data = {"reason_code": reason, "handover_done": True}
        self.add("separations", on, data, reason="示例：个人原因")

    def _adopt(self, on: date) -> None:
        """Taken over from the personnel file, with a year or two of work before, and no probation any more."""
        job = self.job
        self.had_probation = True
        data = {
            "mode": job.mode,
            "legal_employer": f"@{job.employer}",
            "host": f"@{job.host.ref}",
            "post": f"@{job.post}",
            "source": "personnel_file",
            "former_title": self.random.choice(("social_union_worker", "collective_bargaining_adviser")),
            "engaged_since": (on - timedelta(days=self.random.randrange(400, 700))).isoformat(),
            "service_domains": ["rights"],
        }
        self.add("adoptions", on, data, basis={"number": f"示例纳〔{on.year}〕1号"})

    def _hire(self, on: date) -> None:
        job = self.job
        again = any(row["command"] == "hirings" for row in self.rows)
        notice = on - timedelta(days=70)
        data: dict[str, Any] = {
            "mode": job.mode,
            "legal_employer": f"@{job.employer}",
            "host": f"@{job.host.ref}",
            "post": f"@{job.post}",
            "procedure": {
                "kind": "open_recruitment",
                "notice_number": f"示例招〔{notice.year}〕{notice.month}号",
                "examination_on": (on - timedelta(days=40)).isoformat(),
                "publicity_from": (on - timedelta(days=20)).isoformat(),
                "publicity_to": (on - timedelta(days=10)).isoformat(),
            },
            "experience_months": 24 + self.random.randrange(60),
            "service_domains": [self.random.choice(("rights", "aid", "mediation", "care"))],
            "weekly_hours": 40,
        }
        if again:
            data |= {"priority": ["union_social_work"], "relaxations": ["child_of_migrant_worker"]}
        else:
            data["priority"] = ["graduate_of_the_year"]
        said: dict[str, Any] = {
            "basis": {"number": f"示例录〔{on.year}〕{on.month}号", "date": on.isoformat()}
        }
        if again:
            said["reason"] = "示例：曾从事工会社会工作，不再考核实务能力"
        else:
            said["evidence"] = [self._test_ability(on - timedelta(days=30))]
        self.add("hirings", on, data, **said)

    def _test_ability(self, on: date) -> str:
        """A test of practical ability, which the hiring refers to."""
        data = {
            "instrument": "casework_interview",
            "sufficient": True,
            "assessors": list(ASSESSORS[:2]),
            "score": str(self.random.randrange(75, 99)),
        }
        return self.add("ability-assessments", on, data)

    def _sign(self, on: date) -> tuple[str, date | None]:
        until = _years_after(on, 3) - timedelta(days=1)
        data = {
            "employer": f"@{self.job.employer}",
            "kind": "fixed_term",
            "until": until.isoformat(),
            "workplace": self.job.host.name,
        }
        if self.had_probation:
            return self.add("contracts", on, data), until
        self.had_probation = True
        passed_on = _months_after(on, 2)
        contract = self.add("contracts", on, data | {"probation_until": str(passed_on - timedelta(days=1))})
        self.add("probation-ends", passed_on, {"contract": contract, "passed": True})
        return contract, until

    def _renew(self, contract: str, until: date, renewals: int) -> tuple[str, date | None]:
        """A second term of three years, then no fixed term (劳动合同法 art. 14), unless the worker asks for one."""
        on = until + timedelta(days=1)
        data: dict[str, Any] = {"contract": contract, "kind": "open_ended"}
        confirmed = [assessed for since, assessed in self.sufficient if since <= on]
        said: dict[str, Any] = {"evidence": confirmed[-1:]}
        next_until: date | None = None
        if renewals == 1 or self.job.mode == "purchased_post":
            next_until = _years_after(on, 3) - timedelta(days=1)
            data |= {"kind": "fixed_term", "until": next_until.isoformat()}
        if renewals > 1 and next_until is not None:
            said["exceptions"] = [
                {
                    "rule": "contract.open_ended_after_fixed_terms",
                    "authority": "示例市总工会",
                    "document": f"本人申请书 {on.year}-{self.number}",
                    "reason": "示例：本人书面提出订立固定期限合同",
                }
            ]
        return self.add("renewals", on, data, **said), next_until

    def _extend(self, contract: str, until: date, end: date) -> date:
        """Now and then a contract runs a month or two longer by agreement; its last day."""
        longer = until + timedelta(days=self.random.randrange(30, 60))
        if self.random.random() > 0.1 or longer + timedelta(days=30) > end:
            return until
        data = {"contract": contract, "until": longer.isoformat(), "ground": "agreed"}
        self.add("contract-extensions", until + timedelta(days=1), data)
        return longer

    def _assess(self, year: int, on: date, since: date) -> None:
        """The year's assessment and its confirmation by someone else; perhaps a promotion that cites it."""
        months = max(0, min(12, 12 * (year + 1) + 1 - (12 * since.year + since.month)))
        best = self.random.random() < 0.15
        data: dict[str, Any] = {
            "kind": "annual",
            "scheme": "public_institution" if self.job.institution else "labour_contract",
            "period_from": max(since, date(year, 1, 1)).isoformat(),
            "period_to": date(year, 12, 31).isoformat(),
            "scores": {
                name: str(self.random.randrange(80, 99)) for name in ("duties", "learning", "development")
            },
            "assessors": list(self.random.sample(ASSESSORS, 2)),
            "months_worked": months,
        }
        if months >= 6:
            data["grade"] = "excellent" if best else "qualified"
        assessed = self.add("assessments", on, data)
        confirmed_on = on + timedelta(days=12)
        self.add("assessment-confirmations", confirmed_on, {"assessment": assessed})
        if months >= 6:
            self.sufficient.append((confirmed_on, assessed))
            self._promote(on + timedelta(days=25), assessed)

    def _promote(self, on: date, assessed: str) -> None:
        """One step up, now and then, after a year in the grade and with the certificate that it asks for."""
        upper = self.grade + 1
        if self.graded_on is None or (on - self.graded_on).days < MONTHS_IN_GRADE_DAYS:
            return
        if upper >= len(self.job.grades) or self.random.random() > 0.7:
            return
        if self.job.institution and self.certificates < RANK_ASKED[upper]:
            return
        self.grade, self.graded_on = upper, on
        data = {"ladder": self.job.ladder, "grade": self.job.grades[upper]}
        self.add("promotions", on, data, evidence=[assessed])

    def _year(self, start: date, end: date) -> None:
        """What else a year may bring, between two days."""
        days = (end - start).days
        if days < 30:
            return
        if days > 200 and self.random.random() < 0.3:
            self._second(start + timedelta(days=self.random.randrange(20)), end)
        if self.random.random() < 0.25 and self.certificates < len(CERTIFICATES):
            data = {
                "kind": "social_worker",
                "level": CERTIFICATES[self.certificates],
                "number": f"EX{start.year}{self.document[6:]}{self.certificates}",
                "issuer": "示例考试机构",
            }
            self.certificates += 1
            self.add("qualifications", self._day(start, days), data)
        if self.random.random() < 0.3:
            self.add(
                "profile-changes",
                self._day(start, days),
                {"contact": {"phone": f"100{self.random.randrange(10**8):08d}", "address": "示例新路 8 号"}},
            )
        if self.random.random() < 0.15:
            self._commend(self._day(start, days))
        if self.random.random() < 0.1:
            self._rest(self._day(start, days - 20))

    def _second(self, on: date, end: date) -> None:
        host = self.random.choice(self.job.borrowers)
        data: dict[str, Any] = {"host": f"@{host}", "kind": "secondment", "direction": "across"}
        data["until"] = (on + timedelta(days=90)).isoformat()
        consent = {
            "principal": "approver_1",
            "office": "用人单位",
            "at": f"{on.isoformat()}T01:00:00.000000Z",
        }
        started = self.add("secondments", on, data, approvals=[consent])
        back_on = on + timedelta(days=91)
        if self.random.random() < 0.5:
            until = on + timedelta(days=150)
            extended = {"secondment": started, "until": until.isoformat()}
            self.add("secondment-extensions", on + timedelta(days=80), extended)
            back_on = until + timedelta(days=1)
        self.add("secondment-ends", min(back_on, end), {"secondment": started, "reason_code": "term_reached"})

    def _rest(self, on: date) -> None:
        """A leave of some days, and the return from it."""
        back_on = on + timedelta(days=self.random.randrange(3, 18))
        grounds = self.random.choice(
            (
                {"kind": "sick", "protected": True},
                {"kind": "annual", "protected": False},
                {"kind": "personal", "protected": False},
            )
        )
        until = (back_on - timedelta(days=1)).isoformat()
        leave = self.add("leaves", on, {"until": until, "grounds": grounds})
        self.add("leave-ends", back_on, {"leave": leave})

    def _commend(self, on: date) -> None:
        data = {
            "level": self.random.choice(("city", "county", "unit")),
            "title": "优秀工会社会工作者",
            "issuer": "示例市总工会",
            "document_number": f"示例表〔{on.year}〕{on.month}号",
            "grounds": ["performance"],
        }
        honour = self.add("commendations", on, data)
        if self.random.random() < 0.1:
            later = on + timedelta(days=5)
            self.add(
                "commendation-revocations", later, {"commendation": honour, "reason_code": "found_false"}
            )

    def _day(self, start: date, days: int) -> date:
        return start + timedelta(days=self.random.randrange(days))

    def mend(self) -> None:
        """Now and then an honour's words are corrected, or a change of address entered twice is rescinded."""
        for row in list(self.rows):
            chance = self.random.random()
            if row["command"] == "commendations" and chance < 0.2:
                self._correct(row)
            elif row["command"] == "profile-changes" and chance < 0.1:
                target = {"target": f"#row{row['row']}"}
                self.add("rescissions", TODAY, target, reason="示例：重复录入")

    def _correct(self, row: Row) -> None:
        body = row["body"]
        data = {
            "target": f"#row{row['row']}",
            "type": "worker.commended",
            "effective_on": body["effective_on"],
            "data": {**body["data"], "title": "优秀工会社会工作者（更正）"},
        }
        self.add("corrections", TODAY, data, reason="示例：名称录入有误")


def _workable(day: date) -> date:
    """The day itself, or the 28th: a day that every month has."""
    return day.replace(day=min(day.day, 28))


def _years_after(day: date, years: int) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap_day else day.day)


def _months_after(day: date, months: int) -> date:
    index = day.month - 1 + months
    return _workable(day).replace(year=day.year + index // 12, month=index % 12 + 1)
