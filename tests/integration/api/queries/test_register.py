"""The register of employees: the columns that the law names, both times, numbers as text, and no formula run."""

import csv
import io
import json
from typing import Any

import openpyxl
import pytest

from api.dependencies import Role
from api.queries.register import HEADINGS
from api.queries.tables import XLSX
from domain.ledger import Draft
from ops.workbook.reader import read_workbook
from tests.integration.api.queries.support import ELSEWHERE, WORKER, Served, relabelled
from tests.ledgers import erased
from tests.recorded import record
from tests.specification import CITY, COUNTY, hired, registered

FORMULA = "worker-44444444-4444-5444-8444-444444444444"


def register(served: Served, role: Role = Role.CLERK, scope: str | None = COUNTY, **asked: Any) -> Any:
    response = served.client(role, scope).get("/v1/roster/register", params={"as_of": "2021-06-01", **asked})
    assert response.status_code == 200, response.text
    return response


def lines(served: Served, **asked: Any) -> list[dict[str, Any]]:
    """The people of the register, without the line on its times."""
    content = register(served, format="ndjson", **asked).content
    return [json.loads(line) for line in content.splitlines()][1:]


@pytest.mark.requirement("R99", shows="report")
def test_it_has_what_the_law_names(served: Served) -> None:
    (person,) = lines(served, unmask=True, reason="备查")
    assert {name: person[name] for name in HEADINGS} == {
        "name": "示例甲",
        "sex": "女性",
        "document_kind": "居民身份证",
        "document_number": "11010519491231002X",
        "household_address": None,
        "present_address": None,
        "phone": "13800000000",
        "mode": "直接聘用",
        "engaged_since": "2020-03-01",
        "contract_kind": "固定期限",
        "contract_from": "2020-03-01",
        "contract_until": "2023-02-28",
        "host": "county总工会",
        "employer": "county总工会",
    }
    assert [reason for _, what, reason in served.looks() if "register" in what] == ["备查"]


def test_full_numbers_need_a_reason_and_are_masked_without(served: Served) -> None:
    assert lines(served)[0]["document_number"] == "110105********002X"
    refused = served.client(Role.CLERK, COUNTY).get("/v1/roster/register", params={"unmask": True})
    assert refused.status_code == 422
    assert served.looks() == []


def test_it_is_of_the_day_and_of_those_whose_home_is_there(served: Served) -> None:
    assert lines(served, as_of="2020-02-29") == []
    assert lines(served, scope=ELSEWHERE)[0]["document_kind"] == "护照"
    assert [one["worker_id"] for one in lines(served, scope=CITY)] == [WORKER]


def test_the_same_question_has_the_same_answer_after_later_records(served: Served) -> None:
    size = served.ledger.size_and_root()[0]
    before = register(served, format="ndjson", known_at=size - 1).content
    add_formula(served)
    assert register(served, format="ndjson", known_at=size - 1).content == before
    assert len(lines(served)) == 2


def add_formula(served: Served) -> None:
    """A person whose name a spreadsheet would run."""
    document = {"kind": "passport", "number": "12345678"}
    record(
        served.ledger,
        FORMULA,
        relabelled(registered(name="=1+1", document=document), "formula"),
        relabelled(hired("2020-04-01"), "formula hired"),
    )


def test_a_workbook_runs_nothing_and_keeps_numbers_as_text(served: Served) -> None:
    add_formula(served)
    response = register(served, unmask=True, reason="备查")
    assert response.headers["content-type"] == XLSX
    assert response.headers["content-disposition"] == 'attachment; filename="register-2021-06-01.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    headings, *rows = book["花名册"].iter_rows()
    assert [cell.value for cell in headings] == list(HEADINGS.values())
    cells = {row[0].value: row for row in rows}
    assert cells["=1+1"][0].data_type == "s"
    number = cells["示例甲"][3]
    assert (number.value, number.data_type) == ("11010519491231002X", "s")
    assert (cells["=1+1"][3].value, cells["=1+1"][3].data_type) == ("12345678", "s")
    told = {row[0].value: row[1].value for row in book["说明 notes"].iter_rows()}
    assert told["截至日期 as of"] == "2021-06-01"
    assert told["账本根 known root"] == served.ledger.size_and_root()[1].hex()


def test_a_register_is_read_again_as_a_roster(served: Served) -> None:
    content = register(served, unmask=True, reason="备查").content
    (sheet,) = (one for one in read_workbook(content, "roster") if one.rows)
    assert {column.title for column in sheet.columns.values()} == set(HEADINGS.values())


def test_csv_keeps_numbers_as_text_and_runs_nothing(served: Served) -> None:
    add_formula(served)
    text = register(served, format="csv", unmask=True, reason="备查").content.decode("utf-8-sig")
    rows = {row["姓名 name"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows["'=1+1"]["证件号码 document number"] == "\t12345678"
    assert rows["示例甲"]["联系电话 phone"] == "\t13800000000"


def test_roles_see_their_classes_and_the_erased_are_shown_as_erased(served: Served) -> None:
    assert lines(served, role=Role.INTEGRATOR)[0]["document_number"] == "[hidden]"
    served.ledger.record(Draft((erased(WORKER),), {WORKER: 9}))
    served.ledger.destroy_subject(WORKER, [served.runner.purge])
    (gone,) = lines(served)
    assert (gone["name"], gone["document_number"], gone["phone"]) == ("[erased]",) * 3


def test_a_page_of_the_roster_is_a_workbook_too(served: Served) -> None:
    add_formula(served)
    client = served.client(Role.CLERK, COUNTY)
    answer = client.get("/v1/roster", params={"as_of": "2021-06-01"}, headers={"Accept": XLSX})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    names = {row[1].value: row[1].data_type for row in book.worksheets[0].iter_rows(min_row=2)}
    assert names == {"示例甲": "s", "=1+1": "s"}
