"""The first page: every head once, in each picture, as it was on the day and known then."""

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from tests.integration.api.pages.conftest import Browser
from tests.specification import COUNTY


def heads(page: str) -> int:
    found = re.search(r"<dt>在册人数</dt>\s*<dd><a[^>]*>(\d+)</a>", page)
    assert found
    return int(found[1])


def test_the_heads_are_those_of_the_roster_on_the_day(signed_in: Callable[..., Browser]) -> None:
    browser = signed_in()
    assert heads(browser.get("/").text) == 1
    assert heads(browser.get("/?as_of=2020-02-29").text) == 0
    assert heads(browser.get("/?known_at=3").text) == 0
    assert heads(signed_in(scope=None).get("/").text) == 2


def test_who_is_lent_out_counts_at_home_alone(signed_in: Callable[..., Browser]) -> None:
    page = signed_in().get("/?as_of=2021-06-30").text
    assert heads(page) == 1
    assert re.search(r"<dt>借出</dt><dd><a[^>]*>1</a>", page)


@pytest.mark.parametrize("chart", ["parts", "modes", "levels", "grades"])
def test_a_picture_is_drawn_without_a_script_and_described(
    signed_in: Callable[..., Browser], chart: str
) -> None:
    browser = signed_in()
    assert f'src="/charts/{chart}.svg?as_of=2021-06-30"' in browser.get("/?as_of=2021-06-30").text
    answer = browser.get(f"/charts/{chart}.svg?as_of=2021-06-30")
    assert answer.headers["content-type"] == "image/svg+xml"
    names = {str(one.tag).rpartition("}")[2] for one in ET.fromstring(answer.text).iter()}
    assert "rect" in names
    assert "script" not in names


def test_no_other_picture_is_there_and_a_wrong_question_is_told(signed_in: Callable[..., Browser]) -> None:
    browser = signed_in()
    assert browser.get("/charts/secrets.svg").status_code == 404
    assert browser.get("/charts/modes.svg?as_of=2021-02-30").status_code == 422
    wrong = browser.get("/?as_of=2021-02-30")
    assert (wrong.status_code, 'value="2021-02-30"' in wrong.text) == (422, True)


def test_an_organisation_is_looked_at_by_its_address(signed_in: Callable[..., Browser]) -> None:
    everything = signed_in(scope=None)
    assert heads(everything.get(f"/?organisation={COUNTY}").text) == 1
    assert everything.get("/?organisation=organisation-none").status_code == 404
