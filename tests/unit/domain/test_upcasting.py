"""Older schemas: brought up to the current shape on reading, step by step, and the stored bytes left alone."""

from typing import Any

import pytest

from domain.canonical import canonical
from domain.errors import RecordCorrupt
from domain.record import EventData, EventType, read_content, read_line_2
from tests.specification import cited


class Measured(EventData):
    """The third shape of an event that only these tests know."""

    metres: int
    by: str
    method: str = "tape"


def _rename(data: dict[str, Any]) -> dict[str, Any]:
    """Schema 2 calls `who` by another name."""
    return {**{key: value for key, value in data.items() if key != "who"}, "by": data["who"]}


def _split(data: dict[str, Any]) -> dict[str, Any]:
    """Schema 3 counts in metres."""
    return {
        **{key: value for key, value in data.items() if key != "kilometres"},
        "metres": data["kilometres"] * 1000,
    }


MEASURED = EventType(
    "worker.measured", Measured, "worker", "测量", "measured", schema=3, upcasts=(_rename, _split)
)


def line(data: dict[str, Any]) -> bytes:
    said = {"event_id": cited("measured"), "effective_on": "2024-01-10", "actor": "clerk_1", "data": data}
    return canonical(said)


@pytest.mark.parametrize(
    ("schema", "data"),
    [
        (1, {"kilometres": 2, "who": "clerk_1"}),
        (2, {"kilometres": 2, "by": "clerk_1"}),
        (3, {"metres": 2000, "by": "clerk_1"}),
    ],
)
def test_every_schema_is_read_in_the_current_shape(schema: int, data: dict[str, Any]) -> None:
    assert read_line_2(MEASURED, schema, line(data)).data == Measured(metres=2000, by="clerk_1")
    assert read_content(MEASURED, data) == Measured(metres=2000, by="clerk_1")


@pytest.mark.parametrize("schema", [0, 4, -1])
def test_a_schema_that_never_was_is_not_read(schema: int) -> None:
    with pytest.raises(RecordCorrupt, match=f"schema {schema}"):
        read_line_2(MEASURED, schema, line({"metres": 1, "by": "clerk_1"}))


@pytest.mark.parametrize("data", [{"kilometres": 2}, {"kilometres": "x", "who": 1}, {}])
def test_content_that_is_not_what_its_schema_says_is_corrupt(data: dict[str, Any]) -> None:
    with pytest.raises(RecordCorrupt):
        read_line_2(MEASURED, 1, line(data))
    with pytest.raises(RecordCorrupt):
        read_content(MEASURED, data)


def test_a_line_without_data_is_corrupt() -> None:
    with pytest.raises(RecordCorrupt):
        read_line_2(MEASURED, 1, canonical({"event_id": cited("measured")}))
