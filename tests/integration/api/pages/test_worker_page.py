"""A worker in a browser: at both times, with what was corrected struck through and explained, and nothing hidden shown."""

import re
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest

from api.dependencies import Role
from domain.ledger import Draft
from ops.store import PostgresLedger
from tests import database as databases
from tests.integration.api.pages.conftest import Browser
from tests.integration.api.queries.conftest import world
from tests.integration.api.queries.support import ELSEWHERE, FOREIGN, WORKER, Served
from tests.recorded import record
from tests.specification import Fact, cited, corrected, event, fact, rescinded

PAGE = f"/workers/{WORKER}"


def honour(title: str) -> Fact:
    said = {"level": "city", "title": title, "issuer": "市", "document_number": "2"}
    return fact("worker.commended", "2022-03-01", "second honour", **said)


def promote(ledger: PostgresLedger) -> None:
    """A promotion that cites the assessment."""
    said = fact("worker.promoted", "2022-02-01", "promoted", ladder="professional", grade="11")
    version = ledger.versions([WORKER])[WORKER]
    drafted = event(said, version, version + 1, WORKER).saying(evidence=(UUID(cited("assessed")),))
    ledger.record(Draft((drafted,), {WORKER: version}))


@pytest.fixture(scope="module")
def served(server: databases.TestServer) -> Iterator[Served]:
    with databases.migrated_database(server) as database, world(database) as made:
        record(made.ledger, WORKER, honour("旧名称"))
        promote(made.ledger)
        record(made.ledger, WORKER, corrected("second honour", honour("新名称"), "2023-01-01"))
        record(made.ledger, WORKER, rescinded("assessed", "2023-02-01"))
        yield made


def row(page: str, label: str) -> str:
    """The row of the events that tells one of this kind, with what became of it."""
    rows: list[str] = re.findall(r'<tr id="p\d+".*?(?=<tr id="p|</tbody>)', page, re.DOTALL)
    return next(one for one in rows if f">{label}<" in one or f">{label}\n" in one or f"{label} <" in one)


def test_the_page_tells_who_this_is_and_draws_the_career(signed_in: Callable[..., Browser]) -> None:
    page = signed_in().get(PAGE).text
    assert "示例" in page
    assert 'class="bar main' in page
    for heading in ("履历图", "考核", "合同", "资格证书与表彰", "全部事件"):
        assert heading in page


def test_what_was_rescinded_is_struck_through_and_explained(signed_in: Callable[..., Browser]) -> None:
    page = signed_in().get(PAGE).text
    told = row(page, "<del>考核</del>")
    assert 'class="rescinded"' in told
    assert "已撤销" in told
    assert re.search(r'<a href="#p(\d+)">见第 \1 号</a>', told)
    assert 'class="point rescinded"' in page


def test_what_was_corrected_shows_both_words_and_what_rested_on_it_is_questioned(
    signed_in: Callable[..., Browser],
) -> None:
    page = signed_in().get(PAGE).text
    assert re.search(r"<del>\s*旧名称\s*</del> → <ins>\s*新名称\s*</ins>", page)
    assert "依据存疑" in row(page, "晋级")


def test_before_the_correction_was_known_the_page_is_as_it_was(signed_in: Callable[..., Browser]) -> None:
    browser = signed_in()
    positions = [int(one) for one in re.findall(r'<tr id="p(\d+)"', browser.get(PAGE).text)]
    before = browser.get(f"{PAGE}?known_at={max(positions) - 2}").text
    assert "新名称" not in before
    assert "旧名称" in before
    assert "<del>考核</del>" not in before


def test_evaluations_link_to_the_decisions_that_rest_on_them(signed_in: Callable[..., Browser]) -> None:
    browser = signed_in()
    positions = [int(one) for one in re.findall(r'<tr id="p(\d+)"', browser.get(PAGE).text)]
    before = browser.get(f"{PAGE}?known_at={max(positions) - 2}").text
    assert re.search(r'class="cited" href="#p\d+">晋级 2022-02-01</a>', before)


def test_a_day_without_a_holder_shows_only_the_events(signed_in: Callable[..., Browser]) -> None:
    page = signed_in().get(f"{PAGE}?as_of=2019-01-01")
    assert page.status_code == 200
    assert "不在您范围内的任何单位" in page.text
    assert "全部事件" in page.text


@pytest.mark.parametrize("path", [f"/workers/{FOREIGN}", "/workers/worker-none", "/workers/post-1"])
def test_somebody_elses_worker_is_not_there(signed_in: Callable[..., Browser], path: str) -> None:
    answer = signed_in().get(path)
    assert answer.status_code == 404
    assert signed_in(scope=ELSEWHERE).get(PAGE).status_code == 404


def test_the_full_number_needs_a_reason_that_is_logged(
    signed_in: Callable[..., Browser], served: Served
) -> None:
    browser = signed_in(Role.CLERK)
    masked = browser.get(PAGE).text
    number = "11010519491231002X"
    assert number not in masked

    without = browser.get(f"{PAGE}?unmask=true&as_of=2021-06-30")
    assert without.status_code == 422
    assert "查看完整证件号码须说明理由" in without.text

    assert number in browser.get(f"{PAGE}?unmask=true&reason=核对社保").text
    assert ("clerk-1", f"GET {PAGE}", "核对社保") in served.looks()


def test_hidden_classes_stay_hidden_also_in_the_raw_events(signed_in: Callable[..., Browser]) -> None:
    page = signed_in(Role.INTEGRATOR).get(PAGE).text
    assert "13800000000" not in page
    assert "不予显示" in page
    assert "13800000000" in signed_in(Role.APPROVER).get(PAGE).text


@pytest.mark.parametrize("question", ["as_of=2023-02-30", "known_at=99999", "colour=red"])
def test_a_wrong_question_says_what_to_change(signed_in: Callable[..., Browser], question: str) -> None:
    answer = signed_in().get(f"{PAGE}?{question}")
    assert answer.status_code == 422
    assert "有些内容需要更改" in answer.text
