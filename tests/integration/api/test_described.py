"""The description: a valid OpenAPI document, complete, whose examples a ledger takes or refuses as they say."""

from datetime import date
from typing import Any

import orjson
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from api.entrance import is_open
from api.examples import BATCHES, BOOK, STORY
from api.targets import TARGETS
from tests.integration.api.served import Served, assert_problem

ACTORS = {
    "root": ("administrator", "root_1"),
    "clerk": ("clerk", "clerk_1"),
    "approver": ("approver", "approver_1"),
}


@pytest.fixture
def described(api: Served) -> dict[str, Any]:
    document: dict[str, Any] = orjson.loads(api.send("GET", "/openapi.json").content)
    return document


@pytest.mark.requirement("R26")
def test_it_is_valid_openapi(described: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(described).validate()


def test_every_operation_says_what_it_is_and_how_it_fails(described: dict[str, Any]) -> None:
    for address, methods in described["paths"].items():
        for method, operation in methods.items():
            where = f"{method} {address}"
            assert " / " in operation["summary"], where
            assert operation["tags"], where
            failures = {status for status in operation["responses"] if status >= "4"}
            if is_open(address):
                assert operation["security"] == [], where
            else:
                assert failures >= {"401", "403", "500", "503"}, where


def test_every_failure_is_a_problem_document(described: dict[str, Any]) -> None:
    assert "HTTPValidationError" not in described["components"]["schemas"]
    for response in described["components"]["responses"].values():
        assert set(response["content"]) == {"application/problem+json"}


def test_every_command_has_an_example_that_is_recorded() -> None:
    recorded = {example.target for example in STORY if not example.rule}
    assert recorded == set(TARGETS)


def test_the_examples_end_as_they_say(api: Served) -> None:
    for example in STORY:
        target = TARGETS[example.target]
        address = target.address.replace(f"{{{target.prefix}_id}}", example.stream or "")
        role, principal = ACTORS[example.actor]
        answer = api.post(address, example.body, role=role, principal=principal, key=str(example.key))
        if example.rule:
            assert assert_problem(answer, 422, "refused")["rule"] == example.rule
        else:
            assert answer.status_code == 201, (example.label, answer.text)
    size = api.size
    for batch in BATCHES.values():
        results = api.post("/v1/batch", batch, role="clerk", principal="clerk_1").json()["results"]
        assert [one["status"] for one in results] == [201] * len(batch)
    assert api.size == size, "each is of the story, under the same key"


def test_the_rulebook_of_the_example_is_enacted(api: Served) -> None:
    answer = api.post("/v1/rulebooks", BOOK, role="administrator", key="book")

    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == "/v1/rulebooks/220621"
    assert api.post("/v1/rulebooks", BOOK, role="administrator", key="book").content == answer.content
    assert api.size == 2
    assert (
        date.fromisoformat(str(BOOK["effective_on"])) == api.ledger.events("rulebook-220621")[1].effective_on
    )


def test_a_draft_with_faults_is_told_by_pointer_and_nothing_is_recorded(api: Served) -> None:
    body = orjson.loads(orjson.dumps(BOOK))
    body["draft"]["rules"][0]["judges"] = ["worker.applauded"]
    answer = api.post("/v1/rulebooks", body, role="administrator")

    document = assert_problem(answer, 422, "invalid-input")
    assert document["faults"][0]["pointer"].startswith("/draft/rules/0")
    assert api.size == 0
