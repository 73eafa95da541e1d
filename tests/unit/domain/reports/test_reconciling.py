"""The ledger's certificates beside the list of the national system (R49), compared by hand."""

import pytest

from domain.errors import InvalidInput
from domain.reports.reconciling import differences, read_listed
from tests.unit.domain.reports.town import Town, worker

HEAD = "number,level,obtained_on\n"


def obtained(town: Town, name: str, number: str, on: str, level: str = "social_worker") -> None:
    data = {"kind": "social_worker", "level": level, "number": number}
    town.already(name, "worker.qualification_obtained", on, **data)


@pytest.fixture
def town() -> Town:
    """甲, 乙 and 丙 hold certificates; 丙's was never listed."""
    made = Town()
    for name, number in (("甲", "2021-0001"), ("乙", "2021-0002"), ("丙", "2021-0003")):
        made.hired(name)
        obtained(made, name, number, "2021-10-01")
    return made


def told(town: Town, text: str, within: list[str] | None = None) -> list[tuple[str, str, str | None]]:
    asked = town.asked("2024-06-30", within)
    rows = differences(read_listed(HEAD + text), town.careers(asked), asked)
    return [(row["what"], row["number"], row["worker"]) for row in rows]


@pytest.mark.requirement("R49")
def test_what_either_side_lacks_or_says_otherwise_is_told(town: Town) -> None:
    listed = (
        "2021-0001,social_worker,2021-10-01\n"
        "2021-0002,junior_social_worker,2021-10-01\n"
        "2021-0009,social_worker,2021-10-01\n"
    )
    assert told(town, listed) == [
        ("differs", "2021-0002", worker("乙")),
        ("not_listed", "2021-0003", worker("丙")),
        ("not_recorded", "2021-0009", None),
    ]


def test_a_date_that_differs_is_told_and_an_erased_number_is_not(town: Town) -> None:
    listed = "".join(f"2021-000{one},social_worker,2021-10-0{one}\n" for one in (1, 2, 3))
    assert [number for _, number, _ in told(town, listed)] == ["2021-0002", "2021-0003"]
    town.desk.ledger.erased.add(worker("乙"))
    assert ("not_recorded", "2021-0002", None) in told(town, listed)


def test_other_organisations_and_other_credentials_are_not_compared(town: Town) -> None:
    data = {"kind": "mediator", "level": "general", "number": "M-0001"}
    town.already("甲", "worker.qualification_obtained", "2022-01-01", **data)
    same = "".join(f"2021-000{one},social_worker,2021-10-01\n" for one in (1, 2, 3))
    assert told(town, same) == []
    assert told(town, "", within=[]) == []


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("number,level\n", "/1"),
        (HEAD + "x,social_worker,2021-10-01\n", "/2"),
        (HEAD + "2021-0001,social_worker,2021-13-01\n", "/2"),
        (HEAD + "2021-0001,master,2021-10-01\n", "/2/level"),
        (HEAD + "2021-0001,social_worker,2021-10-01\n" * 2, "/3/number"),
    ],
)
def test_a_list_with_a_fault_is_refused_with_its_line(text: str, pointer: str) -> None:
    with pytest.raises(InvalidInput) as wrong:
        read_listed(text)
    assert [fault.pointer for fault in wrong.value.faults] == [pointer]
