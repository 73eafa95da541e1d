"""The roster in a browser: whom it shows to whom, and that a wrong question loses nothing that was typed."""

import csv
from collections.abc import Callable
from io import StringIO

import pytest

from api.dependencies import Role
from tests.integration.api.pages.conftest import Browser
from tests.integration.api.queries.support import ELSEWHERE, FOREIGN, WORKER

NAME = "示例甲"


def test_the_roster_shows_whom_the_scope_holds_and_links_to_them(signed_in: Callable[..., Browser]) -> None:
    page = signed_in().get("/roster").text
    assert f'href="/workers/{WORKER}"' in page
    assert FOREIGN not in page
    assert f'href="/workers/{FOREIGN}"' in signed_in(scope=ELSEWHERE).get("/roster").text


def test_links_keep_both_times_and_the_way_back_is_shown(signed_in: Callable[..., Browser]) -> None:
    page = signed_in().get("/roster?as_of=2021-06-30&known_at=12").text
    assert f'href="/workers/{WORKER}?as_of=2021-06-30&amp;known_at=12"' in page
    assert "您在看过去" in page
    assert "依据账本第 0 至 12 号记录" in page
    assert "您在看过去" not in signed_in().get("/roster").text


def test_hidden_values_stay_hidden_from_the_role(signed_in: Callable[..., Browser]) -> None:
    page = signed_in(Role.INTEGRATOR).get("/roster").text
    assert "不予显示" in page
    assert "11010519491231002X" not in signed_in().get("/roster").text


def test_a_role_without_the_right_is_told_so(signed_in: Callable[..., Browser]) -> None:
    refused = signed_in(Role.ADMINISTRATOR).get("/roster")
    assert refused.status_code == 403
    assert "该角色无权查询此项" in refused.text


@pytest.mark.parametrize(
    ("question", "kept", "said"),
    [
        ("as_of=2023-02-30&grade=12", 'value="2023-02-30"', "日期无效"),
        ("known_at=2199-01-01&grade=12", 'value="2199-01-01"', "不能是将来的时间"),
        ("known_at=99999&grade=12", 'value="99999"', "还没有第 99999 号"),
        ("mode=none_such&grade=12", '<option value="none_such" selected>', "请从列表中选择"),
        ("colour=red&grade=12", 'value="12"', "没有这个条件"),
        ("limit=5000&grade=12", 'value="12"', "应为 1 至 500 的整数"),
        ("cursor=nonsense&grade=12", 'value="12"', "续页标记无效"),
        (f"grade={'x' * 65}", f'value="{"x" * 65}"', "最多 64 个字"),
    ],
)
def test_what_cannot_be_read_is_told_beside_its_field_and_all_stays_typed(
    signed_in: Callable[..., Browser], question: str, kept: str, said: str
) -> None:
    answer = signed_in().get(f"/roster?{question}")
    assert answer.status_code == 422
    assert said in answer.text
    assert kept in answer.text
    if "grade=12" in question:
        assert 'name="grade" size="10" maxlength="64" value="12"' in answer.text


def test_all_faults_are_told_at_once(signed_in: Callable[..., Browser]) -> None:
    page = signed_in().get("/roster?as_of=2023-02-30&known_at=tomorrow&mode=xx&colour=red").text
    for said in ("日期无效", "应为日期", "请从列表中选择", "没有这个条件"):
        assert said in page


def test_markup_that_was_typed_is_text(signed_in: Callable[..., Browser]) -> None:
    page = signed_in().get("/roster?grade=%3Cscript%3Ealert(1)%3C/script%3E&%3Cb%3E=1").text
    assert "<script" not in page
    assert "<b>" not in page.replace("<b>&lt;b&gt;</b>", "").replace("<b>approver-1</b>", "")


def test_the_file_has_the_rows_of_the_page_and_numbers_as_text(signed_in: Callable[..., Browser]) -> None:
    answer = signed_in().get("/roster.csv?as_of=2021-06-30")
    assert answer.headers["content-disposition"] == 'attachment; filename="roster-2021-06-30.csv"'
    rows = list(csv.DictReader(StringIO(answer.text.removeprefix("\ufeff"))))
    assert [row["worker_id"] for row in rows] == [WORKER]
    assert rows[0]["as_of"] == "2021-06-30"
    assert signed_in().get("/roster.csv?as_of=2021-02-30").status_code == 422


def test_filters_and_orders_of_the_interface_are_those_of_the_page(signed_in: Callable[..., Browser]) -> None:
    browser = signed_in()
    assert WORKER in browser.get("/roster?sort=name&contract_before=2023-03-01").text
    assert "没有符合条件的人员" in browser.get("/roster?contract_before=2023-02-28").text
    page = browser.get("/roster?sort=since&grade=12").text
    assert 'aria-sort="ascending"' in page
    assert 'href="/roster?sort=since&amp;grade=12&amp;descending=true"' in page
    assert "共 1 人，本页 1 行" in page
