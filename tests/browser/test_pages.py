"""The pages as people use them: both languages, a desk and a phone, by keyboard, on paper; a picture is left of each."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, StorageState

DESK = (1366, 768)
PHONE = (390, 844)
HEADINGS = {
    "zh-CN": {"/": "概览", "/roster": "人员名册", "/sign-in": "登录"},
    "en-GB": {"/": "Overview", "/roster": "Roster", "/sign-in": "Sign in"},
}
CHINESE_WORD = re.compile("概览|名册|等级|合同|考核|查看|依据")


@pytest.fixture(scope="module", params=["zh-CN", "en-GB"])
def signed_in(
    address: str, session: StorageState, browser: Browser, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A page of somebody who has signed in; what the browser complains of, other than a status, fails the test."""
    context = browser.new_context(base_url=address, locale=request.param, storage_state=session)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert [one for one in complaints if not one.startswith("Failed to load resource")] == []


def language(page: Page) -> str:
    return str(page.evaluate("navigator.language"))


def seen(page: Page, folder: Path, name: str) -> None:
    """Take a picture at a desk and on a phone; nothing may stick out sideways."""
    for width, height in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.screenshot(path=folder / f"{name}-{language(page)}-{width}.png", full_page=True)
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})


@pytest.mark.parametrize("path", ["/", "/roster", "/sign-in"])
def test_a_page_opens_in_the_reader_s_language(signed_in: Page, screenshots: Path, path: str) -> None:
    signed_in.goto(path)
    assert HEADINGS[language(signed_in)][path] in signed_in.inner_text("h1")
    if language(signed_in) == "en-GB":
        assert CHINESE_WORD.findall(signed_in.inner_text("header.top, main")) == []
    seen(signed_in, screenshots, path.strip("/") or "overview")


def test_from_a_figure_to_the_roster_to_a_worker_and_an_event(signed_in: Page, screenshots: Path) -> None:
    signed_in.goto("/")
    heads = int(signed_in.inner_text(".figures dd >> nth=0"))
    signed_in.click(".figures dd a >> nth=0")
    assert signed_in.locator("tbody tr").count() == heads
    signed_in.click("tbody th a >> nth=0")
    assert signed_in.locator("svg .bar.main").count() >= 1
    seen(signed_in, screenshots, "worker")
    signed_in.click("section[aria-labelledby=evaluations] tbody th a >> nth=0")
    assert "#e" in signed_in.url


def test_every_picture_of_the_first_page_is_drawn(signed_in: Page) -> None:
    signed_in.goto("/")
    drawn = signed_in.evaluate("[...document.images].map(one => one.complete && one.naturalWidth)")
    assert len(drawn) == 4
    assert all(drawn)
    assert signed_in.evaluate("[...document.images].every(one => one.alt)")


def test_both_dates_are_set_by_keyboard_and_stay(signed_in: Page, screenshots: Path) -> None:
    signed_in.goto("/roster")
    signed_in.keyboard.press("Tab")
    assert signed_in.evaluate("document.activeElement.className") == "skip"
    signed_in.fill("#as_of", "2023-06-30")
    signed_in.fill("#known_at", "99999")
    with signed_in.expect_navigation():
        signed_in.keyboard.press("Enter")
    # The demo has fewer events than that: what was typed stays, and what to change is told.
    assert signed_in.get_attribute("#known_at", "aria-invalid") == "true"
    assert signed_in.input_value("#as_of") == "2023-06-30"
    seen(signed_in, screenshots, "wrong")
    signed_in.fill("#known_at", "")
    with signed_in.expect_navigation():
        signed_in.keyboard.press("Enter")
    signed_in.click("tbody th a >> nth=0")
    assert "as_of=2023-06-30" in signed_in.url
    assert signed_in.locator("form.times.past").count() == 1


def test_on_paper_the_content_is_left_alone(signed_in: Page, screenshots: Path) -> None:
    signed_in.goto("/roster")
    signed_in.emulate_media(media="print")
    assert not signed_in.is_visible("nav.tree")
    assert not signed_in.is_visible("form.filters")
    assert signed_in.is_visible("table.dense")
    assert signed_in.is_visible("#as_of")
    signed_in.screenshot(path=screenshots / f"print-{language(signed_in)}.png", full_page=True)
    signed_in.emulate_media(media="screen")


def test_every_field_has_a_label_and_every_page_one_heading(signed_in: Page) -> None:
    for path in ("/", "/roster", "/sign-in"):
        signed_in.goto(path)
        unnamed = signed_in.evaluate(
            "[...document.querySelectorAll('input:not([type=hidden]), select')]"
            ".filter(one => !one.labels.length).map(one => one.name)"
        )
        assert unnamed == []
        assert signed_in.locator("h1").count() == 1


def test_whoever_has_not_signed_in_is_led_to_the_door(address: str, page: Page) -> None:
    page.goto("/roster?grade=junior_1")
    assert page.url.startswith(f"{address}/sign-in?next=%2Froster")
