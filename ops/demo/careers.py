"""One generated career as rows: up to some eighty events over up to eight years, each as the bundled books ask for it."""

from datetime import date, timedelta
from typing import Any, Final

from ops.demo import contracts, distinctions, growth, mobility, pay
from ops.demo.days import TODAY, years_after
from ops.demo.record import Record
from ops.demo.rows import Row

RETIREMENT_AGE: Final = {"1": 60, "2": 55}
"""Years, by sex (GB/T 2261.1): of men, and of women in professional posts, before 2025."""
OLDEST_HIRED: Final = 30
"""Years: the strictest of the bundled books hires nobody who is that old."""
FOUND: Final = date(2025, 9, 1)
"""When the certificate of the case `certificate_withdrawn` was found to be false."""
RESIGNED: Final = date(2025, 7, 1)
"""The first day without the worker of the case `resigned`."""
AWAY: Final = (date(2025, 12, 22), date(2026, 1, 16))
"""The first and last day of a leave of the case `half_exchange`, which goes on when the demo ends."""
OFFICE_ON: Final = date(2023, 6, 1)


def live(record: Record) -> list[Row]:
    """All rows of a career."""
    if record.job.adopted:
        _live_on(record)
    else:
        _live(record)
    _mend(record)
    return record.rows


def _live(record: Record) -> None:
    hired_on, job = record.job.begins, record.job
    _register(record)
    years = 0 if job.case else record.random.choice((0, 0, 0, 0, 2, 3, 4, 5))
    leaves_on = years_after(hired_on, years) if years else date.max
    contracts.hire(record, hired_on)
    until = _engage(record, hired_on, RESIGNED if job.case == "resigned" else leaves_on)
    if job.case == "half_exchange":
        mobility.be_away(record, *AWAY)
    if until < TODAY:
        contracts.leave(record, until)
    back_on = contracts.back_on(record, until)
    if until < TODAY - timedelta(days=500) and back_on < years_after(record.someone.birth_on, OLDEST_HIRED):
        contracts.hire(record, back_on)
        _engage(record, back_on, date.max)


def _live_on(record: Record) -> None:
    """A career that had begun before the ledger did; whoever reaches the age in time retires."""
    adopted_on = record.job.begins
    _register(record)
    contracts.adopt(record, adopted_on)
    retires_on = years_after(record.someone.birth_on, RETIREMENT_AGE[record.someone.sex])
    retires = adopted_on + timedelta(days=400) < retires_on < date(2025, 1, 1) and not record.job.case
    until = _engage(record, adopted_on, retires_on if retires else date.max)
    if retires:
        contracts.retire(record, until)


def _register(record: Record) -> None:
    registered_on = record.job.begins - timedelta(days=30)
    record.add("workers", registered_on, record.someone.registration(record.job.host.city))


def _engage(record: Record, on: date, leaves_on: date) -> date:
    """Contracts and what happens in them, until the demo's last day or the one on which the worker leaves."""
    record.spans.append((on, leaves_on))
    end = min(leaves_on, TODAY)
    contract, until = contracts.sign(record, on)
    growth.begin(record, on)
    pay.begin(record, on)
    renewals = 0
    for year in range(on.year + 1, TODAY.year + 1):
        result_on = date(year, 1, 10) + timedelta(days=record.random.randrange(15))
        if result_on + timedelta(days=30) >= end:
            break
        growth.assess(record, year - 1, result_on, max(on, date(year - 1, 1, 1)))
        last = until
        due = last is not None and last.year == year and last + timedelta(days=30) < end
        if last is not None and due and record.job.case != "in_office":
            renewals += 1
            _year(record, date(year, 2, 20), min(last, leaves_on))
            last = contracts.extend(record, contract, last, end)
            contract, until = contracts.renew(record, contract, last, renewals)
        else:
            _year(record, date(year, 2, 20), min(end, date(year, 12, 20)))
    return end


def _year(record: Record, start: date, end: date) -> None:
    """What else a year may bring, between two days."""
    days = (end - start).days
    if days < 30:
        return
    if record.job.case == "in_office" and start.year == OFFICE_ON.year:
        distinctions.take_office(record, OFFICE_ON, "committee_member")
    mobility.year(record, start, end)
    growth.year(record, start, days)
    distinctions.year(record, start, days)


def _mend(record: Record) -> None:
    """Now and then an honour's words are corrected, or a change of address entered twice is rescinded; and what turned
    out to be false in a case."""
    for row in list(record.rows):
        chance = record.random.random()
        if row["command"] == "commendations" and chance < 0.2:
            _correct(record, row)
        elif row["command"] == "profile-changes" and chance < 0.1:
            _rescind(record, row, TODAY, "示例：重复录入")
        elif row["command"] == "qualifications" and record.job.case == "certificate_withdrawn":
            _rescind(record, row, FOUND, "示例：经核查证书不实")


def _rescind(record: Record, row: Row, on: date, reason: str) -> None:
    record.add("rescissions", on, {"target": f"#row{row['row']}"}, reason=reason)


def _correct(record: Record, row: Row) -> None:
    body: dict[str, Any] = row["body"]
    data = {
        "target": f"#row{row['row']}",
        "type": "worker.commended",
        "effective_on": body["effective_on"],
        "data": {**body["data"], "title": f"{distinctions.HONOUR}（更正）"},
    }
    record.add("corrections", TODAY, data, reason="示例：名称录入有误")
