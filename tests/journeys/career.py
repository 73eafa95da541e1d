"""The career that journeys follow: hired under purchase of service, assessed excellent, promoted early, renewed."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from tests.integration.api.served import Served, citizen_number, command

CITY: Final = "330100"
COUNTY: Final = "330106"
EXCEPTION: Final = {
    "rule": "hire.coordinated_allocation",
    "authority": "示例市总工会",
    "document": "示例工发〔2022〕30号",
    "reason": "街道试点，经批准直接配置",
}


@dataclass
class Career:
    """One worker of a street federation, employed by a social organisation; steps are sent over HTTP.

    `events` and `positions` are those of what was recorded, by the name that a step gives it.
    """

    api: Served
    events: dict[str, str] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.city = self.api.union("示例市", division=CITY)
        self.county = self.api.union("示例区", self.city, division=COUNTY)
        self.street = self.api.union("示例街道", self.county, level="street", division=COUNTY)
        self.centre = self._beside("示例市职工服务中心", "service_agency", "city")
        self.society = self._beside("示例社会工作服务社", "social_organisation", "city")
        self.worker = ""

    def _beside(self, name: str, kind: str, level: str) -> str:
        data = {"name": name, "kind": kind, "level": level, "division": CITY, "parent": self.city}
        return self.api.opened("/v1/organisations", command(data, "2000-01-01"), role="administrator")

    def register(self) -> None:
        """The person enters the ledger."""
        data = {
            "name": "示例甲",
            "document": {"kind": "citizen_id", "number": citizen_number(date(1992, 5, 6), 2)},
            "person": {"birth_on": "1992-05-06", "sex": "2"},
            "education": "21",
        }
        self.worker = self.api.opened("/v1/workers", {"registration": command(data, "2022-12-01")})

    def does(self, route: str, on: str, name: str = "", role: str = "clerk", **said: Any) -> str:
        """A command that is recorded; the id of its event, also kept under `name`."""
        answer = self._send(route, on, role, said)
        assert answer.status_code == 201, answer.text
        receipt = answer.json()["receipts"][0]
        event_id = str(receipt["event_id"])
        self.events[name or route] = event_id
        self.positions[name or route] = receipt["position"]
        return event_id

    def refused(self, route: str, on: str, **said: Any) -> list[str]:
        """The rules that refuse a command, each with its clause and what would satisfy it; nothing is recorded."""
        before = self.api.size
        answer = self._send(route, on, "clerk", said)
        assert answer.status_code == 422, answer.text
        assert self.api.size == before
        refusals = answer.json()["refusals"]
        for refusal in refusals:
            assert refusal["clause"], refusal
            assert refusal["satisfied_by"]["zh"], refusal
            assert refusal["satisfied_by"]["en"], refusal
        return [refusal["rule"] for refusal in refusals]

    def _send(self, route: str, on: str, role: str, said: dict[str, Any]) -> Any:
        members = {
            name: said.pop(name)
            for name in ("evidence", "exceptions", "reason", "basis", "fact")
            if name in said
        }
        body = command(said, on, **members)
        return self.api.post(f"/v1/workers/{self.worker}/{route}", body, role=role)

    def hiring(self) -> dict[str, Any]:
        """What the hiring says: the street's service, bought from the social organisation that employs the worker."""
        return {
            "mode": "purchased_service",
            "legal_employer": self.society,
            "host": self.street,
            "procedure": {"kind": "open_recruitment", "notice_number": "示例工招〔2022〕6号"},
        }

    def join(self) -> None:
        """Tested, hired with the exception that a street needs, probation passed, graded."""
        ability = self.does(
            "ability-assessments",
            "2022-12-10",
            instrument="practice",
            sufficient=True,
            assessors=["assessor_1"],
        )
        self.does("hirings", "2023-01-01", **self.hiring(), evidence=[ability], exceptions=[EXCEPTION])
        contract = self.does(
            "contracts",
            "2023-01-01",
            employer=self.society,
            kind="fixed_term",
            until="2024-12-31",
            probation_until="2023-02-28",
        )
        self.does("probation-ends", "2023-03-01", contract=contract, passed=True)
        self.does("grades", "2023-07-01", ladder="steps", grade="junior_1")
        self.does("pay-determinations", "2023-07-01", pay={"parts": [{"code": "base", "amount": "4800.00"}]})

    def assess(self) -> str:
        """The year 2023 is assessed excellent, a relative recused, and confirmed by somebody else."""
        assessment = self.does(
            "assessments",
            "2024-01-10",
            kind="annual",
            scheme="labour_contract",
            period_from="2023-01-01",
            period_to="2023-12-31",
            grade="excellent",
            scores={"duties": "95", "learning": "92", "development": "90"},
            assessors=["assessor_1", "assessor_2"],
            recused=["assessor_3"],
            months_worked=12,
        )
        self.does("assessment-confirmations", "2024-01-20", role="approver", assessment=assessment)
        return assessment

    def rise(self, assessment: str) -> None:
        """Promoted early, paid more for it, the contract renewed: all on the strength of the assessment."""
        promotion = self.does(
            "promotions", "2024-02-01", ladder="steps", grade="junior_2", evidence=[assessment]
        )
        self.does(
            "pay-raises",
            "2024-03-01",
            pay={"parts": [{"code": "base", "amount": "5200.00"}]},
            evidence=[assessment, promotion],
        )
        self.does(
            "renewals",
            "2025-01-01",
            contract=self.events["contracts"],
            kind="fixed_term",
            until="2026-06-30",
            evidence=[assessment],
        )
