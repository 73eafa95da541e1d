"""Decisions that departments join in approving, with who did and who is missing (R69)."""

from typing import Any

import pytest

from tests.memory import beside, say
from tests.unit.domain.reports.town import Town, organisation, worker

DEPARTMENTS = ["union", "organisation_department"]
TEMPLATES: dict[str, Any] = {
    "honours": {
        "zh": "表彰会签",
        "en": "honours",
        "judges": ["worker.commended"],
        "departments": DEPARTMENTS,
    },
    "targets": {
        "zh": "目标会签",
        "en": "targets",
        "judges": ["organisation.target_set"],
        "levels": ["city"],
        "departments": ["organisation_department"],
    },
}
HONOUR = {"level": "city", "title": "示例", "issuer": "示例市", "document_number": "1"}


def offices(*names: str) -> list[dict[str, str]]:
    return [{"principal": "leader", "office": name, "at": "2023-01-01T01:02:03.000004Z"} for name in names]


@pytest.fixture
def town() -> Town:
    """A city that asks for approvals of honours and targets from 2023 on."""
    made = Town()
    made.enact("220600", "2023-01-01", approvals=TEMPLATES)
    made.hired("甲")
    return made


def commended(town: Town, on: str, *names: str) -> None:
    town.do(beside(say("worker.commended", on, **HONOUR), approvals=offices(*names)), worker("甲"))


@pytest.mark.requirement("R6", "R69", shows="report")
def test_each_decision_tells_who_was_asked_who_approved_and_who_is_missing(town: Town) -> None:
    commended(town, "2022-12-31")
    commended(town, "2023-02-01", "union", "示例市委组织部")
    town.already("甲", "worker.commended", "2023-03-01", **HONOUR)
    target = say("organisation.target_set", "2023-04-01", year=2025, number=3)
    town.do(beside(target, approvals=offices("组织部")), organisation("city"))
    found = [
        (row["type"], row["effective_on"], row["departments"], row["offices"], row["missing"])
        for row in town.report("approvals")
    ]
    assert found == [
        ("worker.commended", "2023-02-01", DEPARTMENTS, ["union", "示例市委组织部"], []),
        ("worker.commended", "2023-03-01", DEPARTMENTS, [], DEPARTMENTS),
        ("organisation.target_set", "2023-04-01", ["organisation_department"], ["组织部"], []),
    ]
    assert len(town.report("approvals", since="2023-03-01", until="2023-03-31")) == 1
    assert town.report("approvals", within=["nowhere"]) == []
