"""What a person's browser gets from a running server."""

import json

from playwright.sync_api import Page

CALL_ROSTER_AS_NOBODY = """async () => {
    const answer = await fetch("/v1/roster");
    return {status: answer.status, type: answer.headers.get("content-type"), body: await answer.json()};
}"""


def test_the_interface_description_opens_in_a_browser(page: Page) -> None:
    answer = page.goto("/openapi.json")

    assert answer is not None
    assert answer.ok
    description = json.loads(page.inner_text("pre"))
    assert description["openapi"].startswith("3.")
    assert {"/v1/workers", "/v1/roster", "/v1/batch"} <= description["paths"].keys()


def test_a_script_without_a_token_is_turned_away_with_a_problem_document(page: Page) -> None:
    page.goto("/openapi.json")
    answer = page.evaluate(CALL_ROSTER_AS_NOBODY)

    assert answer["status"] == 401
    assert answer["type"] == "application/problem+json"
    assert answer["body"]["status"] == 401
