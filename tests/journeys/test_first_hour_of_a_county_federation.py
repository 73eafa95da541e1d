"""A county federation takes its own messy workbook in: told what is wrong with it, mended, recorded, on the roster, exported."""

import time
from datetime import date
from typing import Any

import pytest

from api.queries.register import HEADINGS as REGISTER
from tests.integration.api.served import Served, citizen_number
from tests.unit.ops.workbook.sheets import Table, opened, workbook

XLSX = {"content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
COUNTY = "示例县总工会"
STREETS = ("城关街道总工会", "河东街道总工会")
ORGANISATIONS: Table = (
    "组织登记",
    [
        ["组织名称", "组织类型", "层级", "行政区划代码", "上级组织", "生效日期"],
        [COUNTY, "工会", "县级", "220621", None, "2000-01-01"],
        *([street, "工会", "街道（乡镇）", "220621", COUNTY, "2005-01-01"] for street in STREETS),
    ],
)
HEADINGS = [
    *("序号", "姓名", "身份证号", "电话", "学历", "政治面貌", "单位", "用工方式", "入职日期"),
    *("进入方式", "录用程序", "公告文号", "备注", "合同期限类型", "合同到期日期"),
]
DATES = ("2019-03-{:02}", "2019/3/{}", "2019年3月{}日")
"""As different hands have typed them, beside cells that are dates."""


def person(number: int) -> list[Any]:
    """A row as it should be; the last two were recruited in March 2024, the others were there before."""
    recruited = number > 28
    on = date(2024, 3, number - 28) if recruited else date(2019, 3, number)
    typed = on if number % 4 == 0 else DATES[number % 4 - 1].replace("2019", str(on.year)).format(on.day)
    said = {
        "序号": number,
        "姓名": f"示例人员{number}",
        "身份证号": citizen_number(date(1990, 1, number), number),
        "电话": 13800000000 + number,
        "学历": ("本科", "大专", "大学本科毕业")[number % 3],
        "政治面貌": ("中共党员", "群众")[number % 2],
        "单位": STREETS[number % 2],
        "用工方式": "直接聘用",
        "入职日期": typed,
        **(
            {"进入方式": "招录", "录用程序": "open_recruitment", "公告文号": "示例招〔2024〕1号"}
            if recruited
            else {}
        ),
        **({"备注": "以笔试、面试成绩为依据"} if recruited else {}),
        **({"合同期限类型": "固定期限", "合同到期日期": date(2027, 3, 31)} if recruited else {}),
    }
    return [said.get(heading) for heading in HEADINGS]


def messy(people: list[list[Any]]) -> bytes:
    """The federation's own workbook: a title, a blank line, columns in its own order, a line left empty."""
    rows = [["示例县工会社会工作者花名册（2024年）"], [], HEADINGS, *people[:10], [], *people[10:]]
    return workbook(("花名册", rows))


def upload(api: Served, content: bytes, **how: Any) -> dict[str, Any]:
    answer = api.post("/v1/imports", content, headers=XLSX, **how)
    assert answer.status_code == 201, answer.text
    state: dict[str, Any] = answer.json()
    return state


def confirmed(api: Served, state: dict[str, Any], **how: Any) -> dict[str, Any]:
    """The import once it is recorded."""
    address = f"/v1/imports/{state['import_id']}"
    assert api.send("POST", f"{address}/confirm", **how).status_code == 202
    for _ in range(600):
        told: dict[str, Any] = api.send("GET", address, **how).json()
        if told["status"] != "recording":
            return told
        time.sleep(0.05)
    raise AssertionError(state)


def heads(api: Served, as_of: str | None, **how: Any) -> int:
    times = f"&as_of={as_of}" if as_of else ""
    return int(api.send("GET", f"/v1/roster?limit=500{times}", **how).json()["heads"])


@pytest.mark.requirement("R99", "R90")
def test_from_a_messy_workbook_to_the_statutory_register(api: Served) -> None:
    done = confirmed(api, upload(api, workbook(ORGANISATIONS), role="administrator"), role="administrator")
    assert (done["status"], done["refused_count"]) == ("recorded", 0)
    found = api.send("GET", "/v1/organisations", role="administrator").json()["organisations"]
    county = next(one["organisation_id"] for one in found if one["name"] == COUNTY)
    clerk = {"scope": county, "principal": "county_clerk"}

    people = [person(number) for number in range(1, 31)]
    wrong = [list(row) for row in people]
    wrong[4][2] = float(citizen_number(date(1990, 1, 5), 5).replace("X", "0"))
    wrong[11][2] = people[11][2][:-1] + ("1" if people[11][2][-1] != "1" else "2")
    wrong[29][11] = None
    size = api.size
    dry = upload(api, messy(wrong), **clerk)
    assert (dry["rows"], dry["fit"], dry["refused_count"], api.size) == (30, 27, 3, size)
    number, digit, notice = (row["reasons"] for row in dry["refused"])
    assert (number[0]["cell"], digit[0]["cell"]) == ("C8", "C16")
    assert "文本" in number[0]["zh"]
    assert notice[0]["rule"] == "hire.open_recruitment"
    assert "总工发〔2016〕37号" in notice[0]["clause"]
    assert notice[0]["satisfied_zh"]
    back = opened(api.send("GET", f"/v1/imports/{dry['import_id']}/refused.xlsx", **clerk).content)
    assert [row[0] for row in back[1:]] == ["示例人员5", "示例人员12", "示例人员30"]

    mended = upload(api, messy(people), **clerk)
    assert (mended["fit"], mended["refused_count"]) == (30, 0)
    recorded = confirmed(api, mended, **clerk)
    assert (recorded["status"], recorded["events"]["worker.registered"]) == ("recorded", 30)

    assert heads(api, None, **clerk) == 30
    assert heads(api, "2023-12-31", **clerk) == 28

    answer = api.send("GET", "/v1/roster/register?unmask=true&reason=备查", **clerk)
    headings, *rows = opened(answer.content)
    assert headings == list(REGISTER.values())
    assert {row[3] for row in rows} == {row[2] for row in people}
    assert {row[6] for row in rows} == {str(row[3]) for row in people}
    assert sorted(str(row[11]) for row in rows if row[11]) == ["2027-03-31"] * 2
