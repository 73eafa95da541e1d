"""The requirements as they are served: each with its clause, and what serves it by the national book of the day."""

from typing import Any

import pytest

from domain.requirements.table import REQUIREMENTS
from tests.integration.api.queries.support import Served
from tests.integration.api.queries.test_rulebooks import enact

WORDS = {"zh": "晋级须引用考核", "en": "a promotion cites an assessment"}
RULE: dict[str, Any] = {
    "id": "promotion.assessment",
    "strength": "must",
    "judges": ["worker.promoted"],
    "require": "true",
    "clause": {"title": "意见", "number": "总工发〔2016〕37号", "article": "五(二)"},
    "message": WORDS,
    "satisfied_by": WORDS,
}


def asked(served: Served, on: str) -> dict[str, Any]:
    told = served.client().get("/v1/rules", params={"as_of": on}).json()
    return {one["requirement"]: one for one in told["requirements"]}


@pytest.mark.requirement("R83")
def test_each_clause_is_told_with_what_serves_it(served: Served) -> None:
    enact(served, "CN", "2020-01-01", RULE, {"maximum_months": 12})
    told = asked(served, "2022-01-01")
    assert list(told) == list(REQUIREMENTS)
    basis = told["R55"]
    assert basis["clause"]["source"] == "总工发〔2016〕37号"
    assert basis["clause"]["article"] == "五(二)"
    assert "主要依据" in basis["clause"]["quote"]
    assert {"type": "worker.promoted", "title": {"zh": "晋级", "en": "promoted"}} in [
        {"type": event["type"], "title": event["title"]} for event in basis["events"]
    ]
    assert basis["rules"] == [
        {
            "rule": "promotion.assessment",
            "strength": "must",
            "clause": "意见 总工发〔2016〕37号 五(二)",
            "message": WORDS,
        }
    ]
    assert "decisions_by_basis" in [report["report"] for report in basis["reports"]]
    assert basis["served"] is True


def test_before_the_book_a_requirement_has_no_rule(served: Served) -> None:
    enact(served, "CN", "2020-01-01", RULE, {"maximum_months": 12})
    assert asked(served, "2019-12-31")["R55"]["rules"] == []
