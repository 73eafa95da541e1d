"""What a person's browser gets from a running server."""

import json

import pytest
from playwright.sync_api import Error, Page


def test_the_interface_description_opens_in_a_browser(page: Page, token: str) -> None:
    page.context.set_extra_http_headers({"Authorization": f"Bearer {token}"})
    answer = page.goto("/openapi.json")

    assert answer is not None
    assert answer.ok
    description = json.loads(page.inner_text("pre"))
    assert description["openapi"].startswith("3.")
    assert {"/v1/workers", "/v1/roster", "/v1/batch"} <= description["paths"].keys()


def test_a_visitor_without_a_token_is_turned_away_with_a_problem_document(page: Page) -> None:
    answer = page.goto("/v1/roster")

    assert answer is not None
    assert answer.status == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert json.loads(page.inner_text("pre"))["zh"]


def test_no_script_runs_from_or_against_the_interface(page: Page) -> None:
    page.goto("/livez")

    with pytest.raises(Error, match="Failed to fetch"):
        page.evaluate("fetch('/readyz')")
