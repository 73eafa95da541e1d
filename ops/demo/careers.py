"""One generated career as rows: up to some forty events over up to eight years, each as the bundled books ask for it."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from ops.demo.people import Someone
from ops.demo.places import Place

FIRST_HIRING: Final = date(2018, 1, 8)
LAST_HIRING: Final = date(2024, 12, 2)
TODAY: Final = date(2025, 12, 31)
"""The demo's last day: nothing in it is later, on whatever day it is made."""

LADDER: Final = "professional"
GRADES: Final = ("12", "11", "10", "9", "8")
CERTIFICATES: Final = ("junior_social_worker", "social_worker", "senior_social_worker")
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


@dataclass(slots=True)
class Career:
    """A career in the making. `number` is that of its first row; rows name one another by their numbers."""

    random: Random
    ref: str
    number: int
    job: Employment
    rows: list[Row] = field(default_factory=list)
    on: date = FIRST_HIRING
    grade: int = 0
    good_years: list[int] = field(default_factory=list)
    certificate: int = -1

    def live(self, someone: Someone, hired_on: date) -> list[Row]:
        """All rows of the career."""
        self.add("workers", hired_on - timedelta(days=30), someone.registration(self.job.host.city))
        leaves_after = self.random.choice((0, 0, 0, 0, 2, 3, 4, 5))
        until = self.engage(hired_on, leaves_after)
        if until < TODAY - timedelta(days=500) and self.random.random() < 0.5:
            self.engage(until + timedelta(days=self.random.randrange(60, 200)), 0)
        self.mend()
        return self.rows

    def add(self, command: str, on: date, data: dict[str, Any], **said: Any) -> str:
        """Append a row; returns the local name of its event."""
        number = self.number + len(self.rows)
        body = {"effective_on": on.isoformat(), **said, "data": data}
        self.rows.append({"row": number, "ref": self.ref, "command": command, "body": body})
        return f"#row{number}"

    def engage(self, on: date, years: int) -> date:
        """Hiring, contracts and what happens in them, until the demo's last day or a separation; its date."""
        leaves_on = date(on.year + years, on.month, min(on.day, 28)) if years else date.max
        self._hire(on)
        contract, contract_until = self._sign(on)
        if self.grade == 0 and not self.good_years:
            self.add("grades", on + timedelta(days=60), {"ladder": LADDER, "grade": GRADES[0]})
        renewals = 0
        for year in range(on.year + 1, TODAY.year + 1):
            result_on = date(year, 1, 10) + timedelta(days=self.random.randrange(15))
            if result_on + timedelta(days=30) >= min(leaves_on, TODAY):
                break
            assessed = self._assess(year - 1, result_on, max(on, date(year - 1, 1, 1)))
            last = contract_until
            if last is not None and last.year == year and last + timedelta(days=30) < min(leaves_on, TODAY):
                renewals += 1
                self._year(date(year, 2, 20), min(last, leaves_on))
                contract, contract_until = self._renew(contract, last, assessed, renewals)
            else:
                self._year(date(year, 2, 20), min(leaves_on, TODAY, date(year, 12, 20)))
        if leaves_on >= TODAY:
            return TODAY
        self.add(
            "separations",
            leaves_on,
            {"reason_code": self.random.choice(("resigned", "agreed", "transferred")), "handover_done": True},
            reason="示例：个人原因",
        )
        return leaves_on

    def _hire(self, on: date) -> None:
        job = self.job
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
        self.add(
            "hirings", on, data, basis={"number": f"示例录〔{on.year}〕{on.month}号", "date": on.isoformat()}
        )

    def _sign(self, on: date) -> tuple[str, date | None]:
        until = date(on.year + 3, on.month, min(on.day, 28)) - timedelta(days=1)
        data = {
            "employer": f"@{self.job.employer}",
            "kind": "fixed_term",
            "until": until.isoformat(),
            "probation_until": (on + timedelta(days=58)).isoformat(),
            "workplace": self.job.host.name,
        }
        return self.add("contracts", on, data), until

    def _renew(self, contract: str, until: date, assessed: str, renewals: int) -> tuple[str, date | None]:
        """A second term of three years, then no fixed term (劳动合同法 art. 14)."""
        on = until + timedelta(days=1)
        data: dict[str, Any] = {"contract": contract, "kind": "open_ended"}
        next_until: date | None = None
        if renewals == 1:
            next_until = date(on.year + 3, on.month, min(on.day, 28)) - timedelta(days=1)
            data |= {"kind": "fixed_term", "until": next_until.isoformat()}
        return self.add("renewals", on, data, evidence=[assessed]), next_until

    def _assess(self, year: int, on: date, since: date) -> str:
        """The year's assessment and its confirmation by someone else; perhaps a promotion that cites it."""
        months = max(0, min(12, 12 * (year + 1) + 1 - (12 * since.year + since.month)))
        best = self.random.random() < 0.15
        data: dict[str, Any] = {
            "kind": "annual",
            "scheme": "public_institution",
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
        self.add("assessment-confirmations", on + timedelta(days=12), {"assessment": assessed})
        if months >= 6:
            self.good_years.append(int(assessed.removeprefix("#row")))
        if len(self.good_years) >= 2 and self.grade + 1 < len(GRADES) and self.random.random() < 0.7:
            self.grade += 1
            cited = [f"#row{number}" for number in self.good_years[-2:]]
            data = {"ladder": LADDER, "grade": GRADES[self.grade]}
            self.add("promotions", on + timedelta(days=25), data, evidence=cited)
            self.good_years.clear()
        return assessed

    def _year(self, start: date, end: date) -> None:
        """What else a year may bring, between two days."""
        days = (end - start).days
        if days < 30:
            return
        if days > 200 and self.random.random() < 0.3:
            self._second(start + timedelta(days=self.random.randrange(20)), end)
        if self.random.random() < 0.25 and self.certificate < 1:
            self.certificate += 1
            data = {
                "kind": "social_worker",
                "level": CERTIFICATES[self.certificate],
                "number": f"EX{start.year}{self.number:08d}{self.certificate}",
                "issuer": "示例考试机构",
            }
            self.add("qualifications", self._day(start, days), data)
        if self.random.random() < 0.3:
            self.add(
                "profile-changes",
                self._day(start, days),
                {"contact": {"phone": f"100{self.random.randrange(10**8):08d}", "address": "示例新路 8 号"}},
            )
        if self.random.random() < 0.15:
            self._commend(self._day(start, days))

    def _second(self, on: date, end: date) -> None:
        host = self.random.choice(self.job.borrowers)
        data: dict[str, Any] = {"host": f"@{host}", "kind": "secondment", "direction": "across"}
        data["until"] = (on + timedelta(days=90)).isoformat()
        started = self.add("secondments", on, data)
        back_on = on + timedelta(days=91)
        if self.random.random() < 0.5:
            until = on + timedelta(days=150)
            extended = {"secondment": started, "until": until.isoformat()}
            self.add("secondment-extensions", on + timedelta(days=80), extended)
            back_on = until + timedelta(days=1)
        self.add("secondment-ends", min(back_on, end), {"secondment": started, "reason_code": "term_reached"})

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
