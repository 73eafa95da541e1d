"""A bad file is refused whole, each fault told by its line, before anything is judged."""

import io
from typing import Any

import orjson
import pytest

from ops.importing.index import BadFile, Index, index_file, rows_at
from ops.importing.rows import LINE_LIMIT, Batch

BATCH = Batch("operator", "test")


def union(ref: str, parent: str | None = None) -> dict[str, Any]:
    data = {"name": "示例市总工会", "kind": "union", "level": "city", "division": "220600"}
    data |= {"parent": parent} if parent else {}
    return {"ref": ref, "command": "organisations", "body": {"effective_on": "2020-01-01", "data": data}}


def act(ref: str, command: str = "separations", **data: Any) -> dict[str, Any]:
    return {"ref": ref, "command": command, "body": {"effective_on": "2020-01-01", "data": data}}


def worker(ref: str) -> dict[str, Any]:
    return act(ref, "workers")


def lines(*rows: Any) -> bytes:
    return b"".join((row if isinstance(row, bytes) else orjson.dumps(row)) + b"\n" for row in rows)


def indexed(*rows: Any) -> Index:
    return index_file(io.BytesIO(lines(*rows)), BATCH)


def numbers(index: Index) -> list[tuple[list[int], dict[str, list[int]]]]:
    """The lines of each stage: what is no worker's, and each worker's."""
    return [
        (
            [line.number for line in stage.setup],
            {ref: [line.number for line in group] for ref, group in stage.groups.items()},
        )
        for stage in index.stages
    ]


def faults(*rows: Any) -> dict[int, str]:
    with pytest.raises(BadFile) as bad:
        indexed(*rows)
    assert all(fault.zh for fault in bad.value.faults)
    return {fault.line: fault.en for fault in bad.value.faults}


def test_organisations_come_first_and_each_workers_rows_stay_together() -> None:
    content = lines(
        worker("w1"), union("u"), worker("w2"), act("w1"), act("u", "renamings", name="x"), act("w2")
    )
    index = index_file(io.BytesIO(content), BATCH)
    assert numbers(index) == [([2, 5], {"w1": [1, 4], "w2": [3, 6]})]
    read = list(rows_at(io.BytesIO(content), index.stages[0].groups["w2"]))
    assert [(row.line, row.ref, row.command) for row in read] == [
        (3, "w2", "workers"),
        (6, "w2", "separations"),
    ]


def test_rows_that_may_name_workers_are_judged_between_the_workers_rows_around_them() -> None:
    index = indexed(
        act("c", "cycles"),
        worker("w1"),
        act("v", "volunteers", lead="@w1"),
        act("c", "enrolments", workers=["@w1"]),
        act("w1"),
        union("u"),
        act("v", "volunteers/ends"),
    )
    assert numbers(index) == [([1, 6], {"w1": [2]}), ([3, 4], {"w1": [5]}), ([7], {})]


def test_a_name_in_a_list_or_in_a_shape_within_is_checked_too() -> None:
    assert faults(act("c", "cycles"), act("c", "enrolments", workers=["@nobody"]))[2] == "no row opens nobody"
    hiring = act("w", "hirings", plan={"plan": "@nothing", "line": "a"})
    assert faults(worker("w"), hiring)[2] == "no row opens nothing"


def test_the_same_rows_always_open_the_same_streams() -> None:
    assert indexed(union("u"), worker("w")).streams == indexed(union("u"), worker("w")).streams
    other = index_file(io.BytesIO(lines(union("u"))), Batch("operator", "another"))
    assert other.streams["u"] != indexed(union("u")).streams["u"]


def test_empty_lines_count_and_are_no_rows() -> None:
    index = indexed(b"", union("u"), b"   ", worker("w"))
    assert index.rows == 2
    assert numbers(index) == [([2], {"w": [4]})]


def test_broken_json_is_told_by_its_line() -> None:
    assert "not JSON" in faults(union("u"), b'{"ref": ')[2]


def test_bytes_that_are_no_utf_8_are_told_by_line_and_place() -> None:
    assert faults(union("u"), b'{"ref": "\xff"}')[2] == "not UTF-8 at byte 10"


def test_a_lone_surrogate_is_no_json() -> None:
    assert "not JSON" in faults(b'{"ref": "\\ud800"}')[1]


@pytest.mark.parametrize("row", [b"[]", b"1", b'"text"', b"null"])
def test_a_line_that_is_no_object_is_told(row: bytes) -> None:
    assert faults(row) == {1: "a line is one JSON object"}


def test_an_unknown_command_is_told_with_those_that_are_known() -> None:
    assert "unknown command hire; known: " in faults(act("w", "hire"))[1]


def test_an_unknown_member_is_not_ignored() -> None:
    assert faults({**union("u"), "comment": "x"})[1] == "unknown members: comment"


def test_a_name_that_no_row_opens_is_told() -> None:
    assert faults(act("nobody"))[1] == "no row opens nobody"
    assert faults(union("u", "@above"))[1] == "no row opens above"


def test_names_that_form_a_circle_are_told() -> None:
    told = faults(union("a", "@b"), union("b", "@a"))
    assert list(told) == [1]
    assert "b is opened only by line 2" in told[1]


def test_a_row_that_names_itself_is_told() -> None:
    assert "a is opened only by line 1" in faults(union("a", "@a"))[1]


def test_a_name_opened_twice_is_told_with_the_first_line() -> None:
    assert faults(union("u"), union("u")) == {2: "line 1 opened u already"}


def test_a_row_number_that_stands_twice_is_told() -> None:
    assert faults({**union("u"), "row": 7}, {**union("v"), "row": 7}) == {2: "row number 7 stands twice"}


@pytest.mark.parametrize("named", ["#row2", "#row3", "#row9"])
def test_an_event_has_to_be_an_earlier_row_of_the_same_stream(named: str) -> None:
    told = faults(worker("w1"), worker("w2"), act("w1", "rescissions", target=named))
    assert told == {3: f"{named} is no earlier row of the same stream"}


def test_an_event_reference_in_evidence_is_checked_too() -> None:
    row = act("w1")
    row["body"]["evidence"] = ["#row8"]
    assert 2 in faults(worker("w1"), row)


def test_a_text_that_looks_like_a_name_is_a_text() -> None:
    row = union("u")
    row["body"]["data"]["name"] = "@somewhere"
    assert indexed(row).rows == 1


def test_an_overlong_line_is_told_and_the_lines_after_it_are_read() -> None:
    long = b'{"ref": "' + b"x" * (2 * LINE_LIMIT) + b'"}'
    told = faults(union("u"), long, act("nobody"))
    assert told[2] == f"the line is longer than {LINE_LIMIT} bytes"
    assert told[3] == "no row opens nobody"


def test_every_fault_of_a_file_is_counted_and_the_first_hundred_told() -> None:
    with pytest.raises(BadFile) as bad:
        indexed(*[b"{"] * 250)
    assert bad.value.count == 250
    assert [fault.line for fault in bad.value.faults] == list(range(1, 101))


def test_a_stream_of_the_ledger_is_named_by_its_id() -> None:
    known = "worker-0b922ade-b5cf-5696-9854-3a0f7c21b626"
    assert list(indexed(act(known)).stages[0].groups) == [known]
    assert "takes a local name" in faults(worker(known))[1]
