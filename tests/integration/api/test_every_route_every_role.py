"""Every route with every role, with no token, a wrong one, and a scope elsewhere. A route without a row fails.

The table says which roles may use a route at all, and what one of them is told whose scope lies elsewhere.
"""

from datetime import date
from typing import Any, Final

import pytest
from fastapi.routing import APIRoute
from httpx import Response

from api.dependencies import Role
from api.examples import BOOK, examples_of
from api.pages.addresses import is_page
from api.targets import TARGETS
from tests.integration.api.served import Served, citizen_number, command, hiring, person
from tests.unit.ops.workbook.sheets import workbook

Row = tuple[frozenset[str], int]

CLERKS: Final = frozenset({"clerk", "approver"})
APPROVER: Final = frozenset({"approver"})
AUDITOR: Final = frozenset({"auditor"})
ADMINISTRATOR: Final = frozenset({"administrator"})
RECORDING: Final = CLERKS | ADMINISTRATOR
SEEING_WORKERS: Final = frozenset({"clerk", "approver", "auditor", "integrator"})
SEEING_ENTRIES: Final = SEEING_WORKERS | ADMINISTRATOR
"""An administrator of the whole ledger sees its entries, sealed as they are."""
WATCHING: Final = frozenset({"auditor", "administrator"})
EVERYONE: Final = frozenset(Role)

HIDDEN: Final = 404
FORBIDDEN: Final = 403
SHOWN: Final = 200
"""What is shown is what the other scope holds: nothing of this one."""
REVIEWED: Final = 201
"""A draft of whoever uploads it: nothing is recorded."""

BOOKING: Final = {"content-type": "application/octet-stream"}
WORKBOOK: Final = workbook(
    (
        "离职",
        [["证件号码", "生效日期", "原因"], [citizen_number(date(1970, 1, 1), 7), "2024-01-01", "resigned"]],
    )
)
"""A row about nobody whom the ledger knows: whatever is done with it, nothing is recorded."""

OPEN: Final = frozenset(
    {
        "/v1/public/statistics",
        "/v1/public/statistics.csv",
        "/livez",
        "/readyz",
        "/v1/log/checkpoint",
        "/v1/log/consistency",
        "/v1/log/tile/{path:path}",
    }
)

_WORKER_COMMANDS: Final = (
    *(
        "hirings",
        "contracts",
        "renewals",
        "contract-ends",
        "separations",
        "profile-changes",
        "qualifications",
        "merges",
    ),
    *("probation-ends", "contract-extensions", "non-renewals", "adoptions", "engagement-changes"),
    *("purchase-assignments", "purchase-assignment-ends", "insurances", "insurance-stops", "cost-shares"),
    *("leaves", "leave-ends", "suspensions", "suspension-ends", "retirements", "deaths", "transfers-out"),
    *("secondments", "secondment-extensions", "secondment-ends", "assessments", "grades", "promotions"),
    *("commendations", "corrections", "rescissions", "commands"),
    *("registrations", "re-registrations", "registration-lapses"),
    *("examinations", "examination-results", "ability-assessments", "upgrade-plans", "upgrade-closings"),
    *("technical-posts", "technical-post-ends", "technical-staff", "technical-staff-ends", "recognitions"),
    *("backbone-designations", "backbone-ends", "exemplars", "nominations", "nomination-notices"),
    *("concurrent-posts", "concurrent-post-ends", "public-roles", "public-role-ends", "satisfactions"),
    *("trainings", "practica"),
    *("assessment-acknowledgements", "assessment-reviews"),
    *("pay-determinations", "pay-raises", "grade-lowerings", "secondment-recalls", "secondment-pairs"),
)
_POST_COMMANDS: Final = (
    *("adjustments", "freezings", "unfreezings", "abolitions"),
    *("designations", "designation-withdrawals", "descriptions", "filings", "shortages"),
)
_ORGANISATION_COMMANDS: Final = ("renamings", "reparentings", "mergers", "dissolutions")
_KEPT_OF_ORGANISATIONS: Final = (
    *("statistics", "staff-totals"),
    *("incubations", "graduations", "supervisory-units", "party-organisations", "union-forms", "inspections"),
    *("ratings", "abnormal-listings", "abnormal-clearings", "tax-statuses", "nominations", "commendations"),
    *("practice-notes", "satisfactions", "fundings"),
)
_DECIDED_OF_ORGANISATIONS: Final = (
    *("targets", "co-managements", "co-management-ends", "department-roles"),
    "commendation-revocations",
)

TABLE: Final[dict[tuple[str, str], Row]] = {
    ("POST", "/v1/workers"): (CLERKS, FORBIDDEN),
    **{("POST", f"/v1/workers/{{worker_id}}/{name}"): (CLERKS, HIDDEN) for name in _WORKER_COMMANDS},
    ("POST", "/v1/workers/{worker_id}/assessment-confirmations"): (APPROVER, HIDDEN),
    ("POST", "/v1/workers/{worker_id}/commendation-revocations"): (APPROVER, HIDDEN),
    ("POST", "/v1/workers/{worker_id}/exemplar-withdrawals"): (APPROVER, HIDDEN),
    ("POST", "/v1/workers/{worker_id}/sanctions"): (APPROVER, HIDDEN),
    ("POST", "/v1/workers/{worker_id}/sanction-liftings"): (APPROVER, HIDDEN),
    ("POST", "/v1/workers/{worker_id}/political-reviews"): (APPROVER, HIDDEN),
    ("POST", "/v1/organisations"): (ADMINISTRATOR, FORBIDDEN),
    **{
        ("POST", f"/v1/organisations/{{organisation_id}}/{name}"): (ADMINISTRATOR, HIDDEN)
        for name in _ORGANISATION_COMMANDS
    },
    **{
        ("POST", f"/v1/organisations/{{organisation_id}}/{name}"): (CLERKS, HIDDEN)
        for name in _KEPT_OF_ORGANISATIONS
    },
    **{
        ("POST", f"/v1/organisations/{{organisation_id}}/{name}"): (APPROVER, HIDDEN)
        for name in _DECIDED_OF_ORGANISATIONS
    },
    ("POST", "/v1/organisations/{organisation_id}/corrections"): (RECORDING, HIDDEN),
    ("POST", "/v1/organisations/{organisation_id}/rescissions"): (RECORDING, HIDDEN),
    ("POST", "/v1/posts"): (ADMINISTRATOR | APPROVER, FORBIDDEN),
    **{
        ("POST", f"/v1/posts/{{post_id}}/{name}"): (ADMINISTRATOR | APPROVER, HIDDEN)
        for name in _POST_COMMANDS
    },
    ("POST", "/v1/posts/{post_id}/corrections"): (ADMINISTRATOR | APPROVER, HIDDEN),
    ("POST", "/v1/posts/{post_id}/rescissions"): (ADMINISTRATOR | APPROVER, HIDDEN),
    ("POST", "/v1/workers/{worker_id}/assessment-review-decisions"): (APPROVER, HIDDEN),
    ("POST", "/v1/cycles"): (CLERKS, FORBIDDEN),
    **{
        ("POST", f"/v1/cycles/{{cycle_id}}/{name}"): (CLERKS, HIDDEN)
        for name in ("enrolments", "withdrawals", "corrections", "rescissions")
    },
    ("POST", "/v1/cycles/{cycle_id}/closings"): (APPROVER, HIDDEN),
    ("POST", "/v1/organisations/{organisation_id}/accreditations"): (APPROVER, HIDDEN),
    ("POST", "/v1/organisations/{organisation_id}/training-plans"): (CLERKS, HIDDEN),
    ("POST", "/v1/courses"): (CLERKS, FORBIDDEN),
    **{
        ("POST", f"/v1/courses/{{course_id}}/{name}"): (CLERKS, HIDDEN)
        for name in ("withdrawals", "corrections", "rescissions")
    },
    ("POST", "/v1/volunteers"): (CLERKS, FORBIDDEN),
    **{
        ("POST", f"/v1/volunteers/{{volunteer_id}}/{name}"): (CLERKS, HIDDEN)
        for name in ("ends", "hirings", "leads", "corrections", "rescissions")
    },
    ("POST", "/v1/plans"): (APPROVER, FORBIDDEN),
    **{
        ("POST", f"/v1/plans/{{plan_id}}/{name}"): (APPROVER, HIDDEN)
        for name in ("amendments", "corrections", "rescissions")
    },
    ("GET", "/v1/plans/{plan_id}"): (SEEING_WORKERS, HIDDEN),
    ("GET", "/v1/courses/{course_id}"): (SEEING_ENTRIES, SHOWN),
    ("GET", "/v1/purchases/{purchase_id}"): (SEEING_WORKERS, HIDDEN),
    ("GET", "/v1/volunteers/{volunteer_id}"): (SEEING_WORKERS, HIDDEN),
    ("POST", "/v1/purchases"): (CLERKS, FORBIDDEN),
    **{
        ("POST", f"/v1/purchases/{{purchase_id}}/{name}"): (CLERKS, HIDDEN)
        for name in ("amendments", "renewals", "ends", "corrections", "rescissions")
    },
    ("POST", "/v1/purchases/{purchase_id}/payments"): (APPROVER, HIDDEN),
    ("GET", "/v1/cycles"): (SEEING_WORKERS, SHOWN),
    ("GET", "/v1/cycles/{cycle_id}"): (SEEING_WORKERS, HIDDEN),
    ("POST", "/v1/rulebooks"): (ADMINISTRATOR, FORBIDDEN),
    ("POST", "/v1/batch"): (RECORDING, SHOWN),
    ("POST", "/v1/imports"): (RECORDING, REVIEWED),
    ("GET", "/v1/imports"): (RECORDING, SHOWN),
    ("GET", "/v1/imports/templates"): (RECORDING, SHOWN),
    ("GET", "/v1/imports/templates/{kind}"): (RECORDING, SHOWN),
    ("GET", "/v1/imports/{import_id}"): (RECORDING, HIDDEN),
    ("POST", "/v1/imports/{import_id}/confirm"): (RECORDING, HIDDEN),
    ("POST", "/v1/imports/{import_id}/rescind"): (RECORDING, HIDDEN),
    ("GET", "/v1/imports/{import_id}/refused.xlsx"): (RECORDING, HIDDEN),
    ("POST", "/v1/workers/lookup"): (SEEING_WORKERS, HIDDEN),
    ("GET", "/v1/workers/{worker_id}"): (SEEING_WORKERS, HIDDEN),
    ("GET", "/v1/workers/{worker_id}/history"): (SEEING_WORKERS, HIDDEN),
    ("GET", "/v1/workers/{worker_id}/evaluations"): (SEEING_WORKERS, HIDDEN),
    ("GET", "/v1/workers/{worker_id}/dossier"): (AUDITOR, HIDDEN),
    ("GET", "/v1/workers/{worker_id}/dossier/fieldkeys"): (AUDITOR, HIDDEN),
    ("GET", "/v1/workers/{worker_id}/dossier/text"): (AUDITOR, HIDDEN),
    ("GET", "/v1/organisations"): (EVERYONE, SHOWN),
    ("GET", "/v1/organisations/{organisation_id}"): (EVERYONE, HIDDEN),
    ("GET", "/v1/posts/{post_id}"): (EVERYONE, HIDDEN),
    ("GET", "/v1/establishment"): (EVERYONE, SHOWN),
    ("GET", "/v1/roster"): (SEEING_WORKERS, SHOWN),
    ("GET", "/v1/roster/counts"): (SEEING_WORKERS, SHOWN),
    ("GET", "/v1/roster/register"): (SEEING_WORKERS, SHOWN),
    ("GET", "/v1/worklist"): (SEEING_WORKERS, SHOWN),
    ("GET", "/v1/statistics"): (SEEING_WORKERS, SHOWN),
    ("GET", "/v1/statistics/extract"): (frozenset({"approver", "auditor"}), SHOWN),
    ("GET", "/v1/statistics/{report}"): (SEEING_WORKERS, SHOWN),
    ("GET", "/v1/statistics/packs/{department}"): (SEEING_WORKERS, SHOWN),
    ("GET", "/v1/rules"): (EVERYONE, SHOWN),
    ("GET", "/v1/rulebooks"): (EVERYONE, SHOWN),
    ("GET", "/v1/rulebooks/{jurisdiction}"): (EVERYONE, SHOWN),
    ("GET", "/v1/events"): (AUDITOR, SHOWN),
    ("GET", "/v1/events/{position}"): (SEEING_ENTRIES, HIDDEN),
    ("GET", "/v1/events/{position}/proof"): (SEEING_ENTRIES, HIDDEN),
    ("GET", "/v1/receipts/{event_id}"): (SEEING_ENTRIES, HIDDEN),
    ("GET", "/v1/log/tile/entries/{path:path}"): (WATCHING, FORBIDDEN),
    ("GET", "/metrics"): (WATCHING, SHOWN),
    ("GET", "/openapi.json"): (EVERYONE, SHOWN),
    **{("GET", address): (EVERYONE, SHOWN) for address in OPEN},
}

HIDDEN_NOT_FORBIDDEN: Final = frozenset(
    {"/v1/events/{position}", "/v1/events/{position}/proof", "/v1/receipts/{event_id}"}
)
"""Entries of the log are of many kinds: one that a role does not see is not there for it."""


def routes(api: Served) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for route in api.app.routes:
        assert isinstance(route, APIRoute), route
        if not is_page(route.path):
            found.extend((method, route.path) for method in route.methods or ())
    return found


class Requests:
    """One valid request for every route, about a worker of one county."""

    def __init__(self, api: Served) -> None:
        self.api = api
        self.elsewhere = api.union("别处", division="320500")
        county = api.union("示例县", api.union("示例市"))
        body = {"registration": command(person(1)), "hiring": command(hiring(county), "2023-04-01")}
        receipts = api.post("/v1/workers", body).json()["receipts"]
        self.filled = {
            "{worker_id}": receipts[0]["stream_id"],
            "{organisation_id}": county,
            "{post_id}": api.seats(county),
            "{cycle_id}": api.cycle(county),
            "{course_id}": api.course(county),
            "{volunteer_id}": api.volunteer(county),
            "{plan_id}": api.plan(county),
            "{purchase_id}": api.purchase(county),
            "{kind}": "roster",
            "{import_id}": api.post("/v1/imports", WORKBOOK, headers=BOOKING).json()["import_id"],
            "{position}": str(receipts[1]["position"]),
            "{event_id}": receipts[1]["event_id"],
            "{jurisdiction}": "220621",
            "{report}": "completeness",
            "{department}": "civil_affairs",
            "statistics/extract": "statistics/extract?reason=review",
            "log/consistency": "log/consistency?old=1",
            "entries/{path:path}": "entries/000.p/1",
            "{path:path}": "0/000.p/1",
        }
        assert api.post("/v1/rulebooks", BOOK, role="administrator").status_code == 201

    def body(self, method: str, template: str) -> Any:
        if method != "POST":
            return None
        if template == "/v1/batch":
            return []
        if template.startswith("/v1/imports"):
            return WORKBOOK
        if template == "/v1/rulebooks":
            return {**BOOK, "effective_on": "2025-01-01"}
        if template == "/v1/workers/lookup":
            return {"document": person(1)["document"]}
        target = next(one for one in TARGETS.values() if one.address == template)
        return examples_of(target.name)[0].body

    def send(self, method: str, template: str, **how: Any) -> Response:
        address = template
        for name, value in self.filled.items():
            address = address.replace(name, value)
        if template == "/v1/imports" and method == "POST":
            how["headers"] = {**BOOKING, **how.get("headers", {})}
        return self.api.send(method, address, self.body(method, template), **how)


def test_every_route_has_its_row(api: Served) -> None:
    assert sorted(routes(api)) == sorted(TABLE)


def test_without_a_token_or_with_a_wrong_one_only_what_is_open_answers(api: Served) -> None:
    requests = Requests(api)
    revoked = api.token("auditor", principal="gone_1")
    api.tokens.revoke("gone_1")
    before = api.size
    for method, template in TABLE:
        for authorization in (
            "",
            "Bearer",
            "Bearer wrong",
            f"Bearer {revoked}",
            f"Basic {revoked}",
            f"Bearer {revoked}x",
        ):
            answer = requests.send(method, template, headers={"authorization": authorization})
            expected = {401} if template not in OPEN else {200}
            assert answer.status_code in expected, (method, template, authorization, answer.text)
    assert api.size == before


@pytest.mark.requirement("R91", "R97")
def test_each_role_gets_what_the_table_says(api: Served) -> None:
    requests = Requests(api)
    wrong: list[tuple[object, ...]] = []
    for (method, template), (allowed, _) in TABLE.items():
        for role in Role:
            before = api.size
            status = requests.send(method, template, role=role.value).status_code
            refused = HIDDEN if template in HIDDEN_NOT_FORBIDDEN else FORBIDDEN
            if (status == refused) is (role in allowed) or status in {401, 500}:
                wrong.append((method, template, role.value, status))
            if role not in allowed and api.size != before:
                wrong.append((method, template, role.value, "recorded"))
    assert wrong == []


def test_a_scope_elsewhere_sees_and_changes_nothing_here(api: Served) -> None:
    requests = Requests(api)
    before = api.size
    wrong: list[tuple[object, ...]] = []
    for (method, template), (allowed, expected) in TABLE.items():
        for role in sorted(allowed):
            answer = requests.send(
                method, template, role=role, scope=requests.elsewhere, principal=f"{role}_2"
            )
            shown = requests.filled["{worker_id}"] in answer.text
            if answer.status_code != expected or shown:
                wrong.append((method, template, role, answer.status_code, answer.text[:200]))
    assert wrong == []
    assert api.size == before


def test_an_unknown_address_is_a_problem_for_those_who_may_ask_and_nothing_for_others(api: Served) -> None:
    assert api.send("GET", "/v1/nothing").json()["type"] == "urn:luli:problem:no-route"
    answer = api.send("GET", "/v1/nothing", headers={"authorization": ""})
    assert (answer.status_code, answer.json()["type"]) == (401, "urn:luli:problem:unauthenticated")
    assert answer.headers["www-authenticate"].startswith("Bearer")
