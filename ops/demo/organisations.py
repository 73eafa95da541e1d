"""What happens to the organisations of the demo beside employing people: upbringing, supervision, honours, who works with whom."""

from datetime import date
from typing import Any, Final

from ops.demo.places import Country, Place
from ops.demo.rows import Rows

HONOUR: Final = {"level": "city", "title": "先进社会组织"}
CLOSED_ON: Final = date(2025, 10, 1)
ROLES: Final = (("union", "carry_out"), ("civil_affairs", "support"), ("human_resources", "support"))


def tell(country: Country, rows: Rows) -> None:
    """All of it, city by city."""
    for city in country.cities:
        union = country.unions[city]
        older, younger = country.agencies[city]
        _grown_up(older, union, rows)
        _growing(younger, union, rows)
        for department, role in ROLES:
            data = {"department": department, "area": "recruitment", "role": role}
            rows.say(union.ref, "department-roles", date(2017, 3, 1), data)
        note = {
            "title": "示例经验",
            "url": "https://example.org/practice",
            "text": "示例：网格化服务职工的做法",
        }
        rows.say(union.ref, "practice-notes", date(2024, 5, 6), note)
        _run_together(country, city, rows)


def close(country: Country, rows: Rows) -> None:
    """The union that ends while somebody works there still."""
    if country.closing is not None:
        rows.say(country.closing.ref, "dissolutions", CLOSED_ON, {"reason_code": "enterprise_closed"})


def _grown_up(agency: Place, union: Place, rows: Rows) -> None:
    """A social organisation that the union brought up, and that stands on its own."""
    ref = agency.ref
    started = rows.say(ref, "incubations", date(2016, 3, 1), {"union": f"@{union.ref}"})
    rows.say(ref, "graduations", date(2018, 3, 1), {"incubation": started})
    _supervised(agency, union, rows)
    rows.say(ref, "party-organisations", date(2017, 7, 1), {"form": "branch"})
    rows.say(ref, "union-forms", date(2017, 7, 1), {"form": "own_committee"})
    inspected = {"result": "qualified", "document_number": f"示例民检〔2024〕{union.division}"}
    rows.say(ref, "inspections", date(2024, 6, 28), inspected)
    rows.say(ref, "ratings", date(2022, 12, 1), {"rating": "4a", "until": "2027-11-30"})
    rows.say(ref, "tax-statuses", date(2023, 1, 1), {"status": "nonprofit_exempt", "until": "2025-12-31"})
    nominated = rows.say(
        ref, "organisations/nominations", date(2024, 3, 1), {**HONOUR, "grounds": ["service"]}
    )
    awarded: dict[str, Any] = {
        **HONOUR,
        "issuer": "示例市总工会",
        "document_number": f"示例工发〔2024〕{union.division}",
        "nomination": nominated,
    }
    rows.say(ref, "organisations/commendations", date(2024, 5, 1), awarded)
    survey = {
        "instrument": "service_survey",
        "period_from": "2024-01-01",
        "period_to": "2024-12-31",
        "sample": 200,
        "score": "91.5",
    }
    rows.say(ref, "organisations/satisfactions", date(2025, 1, 8), survey)


def _growing(agency: Place, union: Place, rows: Rows) -> None:
    """A younger one, still in the union's care, which was on the list of abnormal activity for a while."""
    rows.say(agency.ref, "incubations", date(2017, 5, 1), {"union": f"@{union.ref}"})
    _supervised(agency, union, rows)
    rows.say(agency.ref, "party-organisations", date(2018, 7, 1), {"form": "none"})
    rows.say(agency.ref, "union-forms", date(2018, 7, 1), {"form": "joint_base_union"})
    listed = rows.say(agency.ref, "abnormal-listings", date(2023, 7, 1), {"reason_code": "report_not_filed"})
    rows.say(agency.ref, "abnormal-clearings", date(2023, 9, 1), {"listing": listed})


def _supervised(agency: Place, union: Place, rows: Rows) -> None:
    data = {"unit": union.name, "organisation": f"@{union.ref}"}
    rows.say(agency.ref, "supervisory-units", date(2017, 6, 1), data)


def _run_together(country: Country, city: str, rows: Rows) -> None:
    """A street or county union that is run together with the city's department, which reports for it; and one that no longer is."""
    department = country.departments[city]
    body = {"with_body": department.name, "organisation": f"@{department.ref}", "duties": ["mediation"]}
    now, before = [*country.hosts_of(city, "street"), *country.hosts_of(city, "county")][:2]
    rows.say(now.ref, "co-managements", date(2021, 5, 1), body)
    note = {"title": "示例共建经验", "text": "示例：由部门代为报送"}
    rows.say(now.ref, "practice-notes", date(2023, 6, 1), note, on_behalf_of=f"@{now.ref}")
    agreed = rows.say(before.ref, "co-managements", date(2019, 5, 1), body)
    rows.say(before.ref, "co-management-ends", date(2022, 5, 1), {"agreement": agreed})
