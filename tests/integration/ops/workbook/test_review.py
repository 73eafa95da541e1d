"""A workbook is judged row by row before anything is recorded, recorded once, and gives its refused rows back."""

from datetime import date
from typing import Any

from api.dependencies import Principal, Role
from ops.workbook.review import Reviewed
from tests.integration.api.served import citizen_number
from tests.integration.ops.workbook.conftest import Workbooks
from tests.unit.ops.workbook.sheets import Table, opened, workbook

ORGANISATIONS: Table = (
    "组织登记",
    [
        ["组织名称", "组织类型", "层级", "行政区划代码", "上级组织", "生效日期"],
        ["示例区总工会", "工会", "county", "330106", None, "2015-01-01"],
        ["示例街道总工会", "union", "街道（乡镇）", "330106", "示例区总工会", date(2016, 1, 1)],
    ],
)
HEADINGS = [
    "姓名",
    "身份证号",
    "用人方式",
    "用工起始日期",
    "单位",
    "岗位",
    "学历",
    "合同期限类型",
    "合同到期日期",
]
POSTS: Table = (
    "岗位设立",
    [
        ["组织", "名称", "类别", "席位数", "生效日期"],
        ["示例街道总工会", "社会工作者", "social_worker", 20, "2017-01-01"],
    ],
)


def someone(number: int, **changed: Any) -> list[Any]:
    """A row of the roster: a plainly generated person at work in the street."""
    said = {
        "姓名": f"示例{number}",
        "身份证号": citizen_number(date(1985, 1, number), number),
        "用人方式": "直接聘用",
        "用工起始日期": date(2020, 3, number),
        "单位": "示例街道总工会",
        "岗位": None,
        "学历": "本科",
        **changed,
    }
    return [said.get(heading) for heading in HEADINGS]


def roster(*rows: list[Any]) -> Table:
    return ("花名册", [["示例区工会社会工作者花名册"], HEADINGS, *rows])


def told(found: Reviewed) -> dict[int, str]:
    """The first reason of each refused row of the last sheet, by its number."""
    last = max(sheet.order for sheet in found.sheets)
    return {
        row: f"{reasons[0].get('cell', '')} {reasons[0]['zh']}".strip()
        for (order, row), reasons in found.refused.items()
        if order == last
    }


def test_a_dry_run_tells_what_would_be_recorded_and_records_nothing(workbooks: Workbooks) -> None:
    before = workbooks.size
    rows = [
        someone(1, 合同期限类型="固定期限", 合同到期日期="2030-03-01"),
        someone(2, 岗位="社会工作者"),
        someone(3, 身份证号=110101199001011234.0),
        someone(4, 单位="没有的工会"),
        someone(5, 身份证号=citizen_number(date(1985, 1, 1), 1)),
        someone(6, 身份证号="110105198501060067"),
        someone(7, 用人方式=None, 用工起始日期="去年"),
    ]
    found = workbooks.rehearse(workbook(ORGANISATIONS, POSTS, roster(*rows)))
    assert workbooks.size == before
    assert found.json()["events"] == {
        "organisation.registered": 2,
        "post.created": 1,
        "worker.registered": 2,
        "worker.adopted": 2,
        "worker.contract_signed": 1,
    }
    assert {row: text.split()[0] for row, text in told(found).items()} == {
        5: "B5",
        6: "E6",
        7: "B7",
        8: "B8",
        9: "C9",
    }
    assert "文本" in told(found)[5]
    assert "第 3 行" in told(found)[7]
    assert [len(found.refused[2, 9])] == [2]


def test_importing_twice_records_once_and_tells_who_is_known(workbooks: Workbooks) -> None:
    content = workbook(ORGANISATIONS, POSTS, roster(someone(1), someone(2)))
    first = workbooks.record(content)
    assert (first.summary.report.rows, first.refused) == (5, {})
    size = workbooks.size
    again = workbooks.record(content)
    assert (again.summary.report.already, again.refused, workbooks.size) == (5, {}, size)
    other = workbooks.rehearse(workbook(roster(someone(1), someone(3))))
    assert (other.summary.report.rows, other.refused) == (1, {})
    assert [(place, place in other.translation.unchanged) for place in other.translation.known] == [
        ((0, 3), True)
    ]


def test_rules_and_impossibilities_refuse_a_row_whole(workbooks: Workbooks) -> None:
    workbooks.record(workbook(ORGANISATIONS, roster(someone(1))), "first")
    size = workbooks.size
    rows = [
        [*someone(2), "招录", None],
        [*someone(3), "招录", "open_recruitment"],
        [*someone(1, 用工起始日期="2021-03-01"), None, None],
        [*someone(4, 合同期限类型="固定期限", 合同到期日期="2019-01-01"), None, None],
    ]
    table = ("花名册", [[*HEADINGS, "进入方式", "录用程序"], *rows])
    found = workbooks.record(workbook(table), "second")
    assert workbooks.size == size
    (missing,) = found.refused[0, 2]
    assert missing["column"] == "录用程序 hiring procedure"
    rules = [reason["rule"] for reason in found.refused[0, 3]]
    assert "hire.open_recruitment" in rules
    assert all(reason["clause"] for reason in found.refused[0, 3])
    assert [reason["rule"] for reason in found.refused[0, 4]] == ["impossible.already_engaged"]
    assert found.refused[0, 5]
    lines = opened(found.workbook())
    assert [row[1] for row in lines[1:]] == [row[1] for row in rows]
    assert "总工发〔2016〕37号" in lines[2][-1]


def test_refused_rows_are_mended_and_imported_as_they_came_back(workbooks: Workbooks) -> None:
    found = workbooks.record(workbook(ORGANISATIONS, roster(someone(1), someone(2, 单位="没有的工会"))))
    headings, row = opened(found.workbook())
    row[headings.index("用工组织 host")] = "示例街道总工会"
    mended = workbooks.record(workbook(("花名册", [headings, row])), "mended")
    assert (mended.summary.report.rows, mended.refused) == (1, {})


def test_events_of_people_are_named_by_document_and_checked_by_name(workbooks: Workbooks) -> None:
    workbooks.record(workbook(ORGANISATIONS, roster(someone(1), someone(2))))
    headings = ["姓名", "证件号码", "生效日期", "类型", "级别", "编号"]
    certificate = ["2021-10-01", "social_worker", "social_worker", "EX-20210001"]
    rows: list[list[Any]] = [
        ["示例1", citizen_number(date(1985, 1, 1), 1), *certificate],
        ["示例9", citizen_number(date(1985, 1, 2), 2), *certificate],
        ["示例3", citizen_number(date(1985, 1, 3), 3), *certificate],
        [None, None, *certificate],
    ]
    found = workbooks.record(workbook(("取得资格", [headings, *rows])), "certificates")
    assert found.summary.report.rows == 1
    assert {row: text.split()[0] for row, text in told(found).items()} == {3: "A3", 4: "B4", 5: "B5"}


def test_a_clerk_takes_in_only_what_the_role_and_the_subtree_allow(workbooks: Workbooks) -> None:
    workbooks.record(workbook(ORGANISATIONS, roster(someone(1))))
    ids = workbooks.ledger.stream_ids("organisation-")
    names = {workbooks.ledger.events(one)[0].data.name: one for one in ids}
    clerk = Principal("clerk_1", Role.CLERK, names["示例街道总工会"])
    rows = [
        someone(2, 合同期限类型="固定期限", 合同到期日期="2030-03-01"),
        someone(3, 单位="示例区总工会"),
    ]
    found = workbooks.record(workbook(roster(*rows)), "clerk", clerk)
    assert found.summary.report.rows == 1
    assert list(told(found)) == [4]
    assert "本级" in told(found)[4]
    new: Table = (
        "组织登记",
        [
            ORGANISATIONS[1][0],
            ORGANISATIONS[1][1],
            ["另一总工会", "工会", "county", "330106", None, "2015-01-01"],
        ],
    )
    refused = told(workbooks.record(workbook(new), "organisations", clerk))
    assert list(refused) == [3]
    assert "角色" in refused[3]


def test_a_known_person_who_is_taken_on_brings_a_contract_along(workbooks: Workbooks) -> None:
    workbooks.record(workbook(ORGANISATIONS, roster(someone(1))), "first")
    ids = workbooks.ledger.stream_ids("organisation-")
    names = {workbooks.ledger.events(one)[0].data.name: one for one in ids}
    clerk = Principal("clerk_1", Role.CLERK, names["示例街道总工会"])
    headings = ["证件号码", "生效日期", "原因"]
    leaving = ("离职", [headings, [citizen_number(date(1985, 1, 1), 1), "2021-01-01", "resigned"]])
    assert workbooks.record(workbook(leaving), "leaving", clerk).refused == {}
    row = someone(1, 用工起始日期="2022-01-04", 合同期限类型="固定期限", 合同到期日期="2030-03-01")
    back = workbooks.record(workbook(roster(row)), "back", clerk)
    assert (back.refused, dict(back.summary.report.events)) == (
        {},
        {"worker.adopted": 1, "worker.contract_signed": 1},
    )
