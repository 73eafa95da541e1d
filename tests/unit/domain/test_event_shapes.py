"""Published shapes are frozen: a golden file for every event and schema number, full and least.

A red test here means that stored events may no longer be read: add a new schema number instead of changing one.
"""

from pathlib import Path
from typing import Any

import orjson
import pytest
from pydantic import BaseModel

from domain.canonical import canonical
from domain.catalogue import CATALOGUE, event_type, hidden_of
from domain.record import (
    PROVISIONAL,
    Event,
    Statement,
    hidden_members,
    line_2,
    read_content,
    read_line_2,
    upcast,
)
from tests.samples import said

GOLDEN = Path(__file__).parents[2] / "golden" / "events"
NAMES = sorted(CATALOGUE)
OLD = sorted((name, schema) for name, kind in CATALOGUE.items() for schema in range(1, kind.schema))


def golden(name: str, kind: str, schema: int = 0) -> Path:
    return GOLDEN / f"{name}.{schema or event_type(name).schema}.{kind}.json"


def in_clear(name: str, line: bytes) -> bytes:
    """Line 2 as it is written again from memory, with nothing sealed."""
    statement = read_line_2(event_type(name), event_type(name).schema, line)
    event = Event(event_type(name), "worker-of-golden", statement, PROVISIONAL, 1)
    return line_2(event, {}, lambda *_: {}, "")


@pytest.mark.requirement("R98")
@pytest.mark.parametrize("kind", ["full", "least"])
@pytest.mark.parametrize("name", NAMES)
def test_a_published_shape_is_read_and_written_to_the_same_bytes(name: str, kind: str) -> None:
    stored = golden(name, kind).read_bytes().rstrip(b"\n")
    assert in_clear(name, stored) == stored


@pytest.mark.parametrize("name", NAMES)
def test_the_samples_are_the_golden_files(name: str) -> None:
    for kind in ("full", "least"):
        stored = golden(name, kind).read_bytes().rstrip(b"\n")
        assert in_clear(name, canonical(said(name, full=kind == "full"))) == stored


@pytest.mark.parametrize("name", NAMES)
def test_the_full_sample_has_every_member(name: str) -> None:
    statement = read_line_2(event_type(name), event_type(name).schema, golden(name, "full").read_bytes())
    assert set(statement.model_fields_set) == set(Statement.model_fields)
    assert _absent(statement.data) == []


def _absent(model: BaseModel) -> list[str]:
    fields = type(model).model_fields
    absent = [name for name in fields if name not in model.model_fields_set]
    for name in model.model_fields_set & fields.keys():
        value: Any = getattr(model, name)
        if isinstance(value, BaseModel) and type(model).__name__ != "ProfileChanged":
            absent += [f"{name}.{inner}" for inner in _absent(value)]
    return absent


def test_every_golden_file_is_of_a_known_event() -> None:
    schemas = [*((name, event_type(name).schema) for name in NAMES), *OLD]
    expected = {golden(name, kind, schema).name for name, schema in schemas for kind in ("full", "least")}
    assert {path.name for path in GOLDEN.glob("*.json")} == expected


@pytest.mark.parametrize("name", NAMES)
def test_there_is_a_step_from_every_schema_to_the_next(name: str) -> None:
    assert len(event_type(name).upcasts) == event_type(name).schema - 1


@pytest.mark.requirement("R88")
@pytest.mark.parametrize("kind", ["full", "least"])
@pytest.mark.parametrize(("name", "schema"), OLD)
def test_what_was_recorded_in_an_old_schema_is_read_in_the_current_shape(
    name: str, schema: int, kind: str
) -> None:
    stored = golden(name, kind, schema).read_bytes().rstrip(b"\n")
    said = orjson.loads(stored)
    brought_up = {**said, "data": upcast(event_type(name), schema, said["data"])}

    statement = read_line_2(event_type(name), schema, stored)
    assert in_clear(name, canonical(brought_up)) == canonical(brought_up)
    assert line_2(Event(event_type(name), "worker-of-golden", statement), {}, lambda *_: {}, "") == canonical(
        brought_up
    )
    assert said == orjson.loads(stored), "a step leaves alone what it is given"


@pytest.mark.parametrize("kind", ["full", "least"])
@pytest.mark.parametrize(("name", "schema"), OLD)
def test_a_correction_in_an_old_schema_is_read_in_the_current_shape(
    name: str, schema: int, kind: str
) -> None:
    data = orjson.loads(golden(name, kind, schema).read_bytes())["data"]
    content = read_content(event_type(name), data)
    expected = event_type(name).data.model_validate_json(canonical(upcast(event_type(name), schema, data)))
    assert content == expected


@pytest.mark.parametrize("name", NAMES)
def test_an_event_about_a_person_hides_its_texts_and_another_keeps_them_plain(name: str) -> None:
    kind = event_type(name)
    statement = read_line_2(kind, kind.schema, golden(name, "full").read_bytes())
    hidden = hidden_of(Event(kind, "worker-of-golden", statement))
    if kind.about_person:
        assert {("reason",), ("basis", "title"), ("exceptions", "*", "reason")} <= set(hidden)
        assert all(("data", *path) in hidden for path, _ in hidden_members(kind.data))
    else:
        assert not hidden
        assert not list(hidden_members(kind.data))


@pytest.mark.parametrize("name", NAMES)
def test_every_event_is_named_in_both_languages(name: str) -> None:
    kind = event_type(name)
    assert any("一" <= char <= "鿿" for char in kind.zh)
    assert kind.en.isascii()
    assert kind.data.__doc__
