"""Ids of an import are those of any command with the same idempotency key; local names become ids in their places."""

import pickle
from uuid import UUID

import orjson
import pytest

from domain.orders import key_to_event_id
from ops.importing.references import resolve
from ops.importing.rows import COMMANDS, TOGETHER, Batch, Row, RowFault, read_row

ID = UUID("00000000-0000-5000-8000-00000000000c")


@pytest.mark.parametrize("name", ["batch-1", "批次一", 'with "quotes"', "a/b", "\\"])
@pytest.mark.parametrize("number", [1, 12, 9_007_199_254_740_991])
def test_a_rows_event_has_the_id_of_its_idempotency_key(name: str, number: int) -> None:
    batch = Batch("operator", name)
    assert batch.event_id(number) == key_to_event_id("operator", f"{name}/{number}")


def test_a_batch_reaches_another_process_after_it_was_used() -> None:
    batch = Batch("operator", "batch-1")
    batch.event_id(1)
    copied: Batch = pickle.loads(pickle.dumps(batch))
    assert copied == batch
    assert copied.event_id(2) == batch.event_id(2)


def test_a_batch_named_by_a_uuid_is_its_own_correlation() -> None:
    assert Batch("operator", str(ID)).correlation_id == ID
    assert Batch("operator", "one").correlation_id != Batch("operator", "two").correlation_id


def test_every_command_of_the_catalogue_can_be_imported() -> None:
    assert {"organisations", "posts", "workers", "hirings", "corrections", "rescissions"} <= COMMANDS.keys()


@pytest.mark.parametrize("command", ["commendations", "nominations", "satisfactions"])
def test_a_command_that_organisations_have_too_is_the_workers_unless_it_says_so(command: str) -> None:
    assert COMMANDS[command].stream == COMMANDS[f"workers/{command}"].stream == "worker"
    assert COMMANDS[f"organisations/{command}"].stream == "organisation"


@pytest.mark.parametrize(
    "command",
    ["cycles", "plans", "courses", "volunteers", "purchases", "enrolments", "volunteers/hirings", "payments"],
)
def test_what_is_no_workers_can_be_imported_too(command: str) -> None:
    assert COMMANDS[command].stream not in {"", "worker"}


def test_a_name_that_several_collections_have_is_said_with_the_collection() -> None:
    assert "amendments" not in COMMANDS
    assert COMMANDS["plans/amendments"].stream == "plan"
    assert COMMANDS["purchases/amendments"].stream == "purchase"
    assert COMMANDS["hirings"].stream == "worker"


def resolved(command: str, body: dict[str, object]) -> Row:
    row = read_row(1, orjson.dumps({"ref": "w", "command": command, "body": body}))
    resolve(row.names, lambda name: f"stream of {name}", lambda number: UUID(int=number))
    return row


def test_names_of_streams_become_ids_where_the_shape_has_an_id() -> None:
    data = {"host": "@u1", "legal_employer": "@u2", "post": "@p", "mode": "@mode", "priority": ["@u1"]}
    assert resolved("hirings", {"effective_on": "@day", "data": data}).body == {
        "effective_on": "@day",
        "data": {
            "host": "stream of u1",
            "legal_employer": "stream of u2",
            "post": "stream of p",
            "mode": "@mode",
            "priority": ["@u1"],
        },
    }


def test_names_in_lists_and_in_shapes_within_become_ids() -> None:
    enrolled = resolved("enrolments", {"data": {"workers": ["@w1", "@w2"]}}).body
    assert enrolled == {"data": {"workers": ["stream of w1", "stream of w2"]}}
    hired = resolved("hirings", {"data": {"plan": {"plan": "@p", "line": "@line"}}}).body
    assert hired == {"data": {"plan": {"plan": "stream of p", "line": "@line"}}}


def test_the_name_of_a_body_that_is_acted_for_becomes_its_id() -> None:
    assert resolved("renewals", {"on_behalf_of": "@u"}).body == {"on_behalf_of": "stream of u"}


def test_names_of_events_become_ids_in_data_and_evidence() -> None:
    row = resolved("renewals", {"evidence": ["#row7"], "data": {"contract": "#row5"}})
    assert row.body == {"evidence": [str(UUID(int=7))], "data": {"contract": str(UUID(int=5))}}


def test_the_content_of_a_correction_is_resolved_as_its_type_says() -> None:
    content = {"host": "@u1", "until": "2024-01-01"}
    data = {"target": "#row3", "type": "worker.secondment_started", "data": content}
    assert resolved("corrections", {"data": data}).body["data"] == {
        "target": str(UUID(int=3)),
        "type": "worker.secondment_started",
        "data": {"host": "stream of u1", "until": "2024-01-01"},
    }


def test_further_commands_are_read_with_their_names() -> None:
    further = {"command": "contracts", "body": {"data": {"employer": "@u"}}}
    line = {"ref": "w", "command": "adoptions", "body": {"data": {"host": "@u"}}, "with": [further]}
    row = read_row(1, orjson.dumps(line))
    resolve(row.names, lambda name: f"stream of {name}", lambda number: UUID(int=number))
    assert [(part.command, part.body["data"]) for part in row.parts] == [
        ("adoptions", {"host": "stream of u"}),
        ("contracts", {"employer": "stream of u"}),
    ]


@pytest.mark.parametrize(
    "further",
    [
        {"command": "contracts"},
        [{"command": "contracts"}],
        [{"command": "contracts", "body": {}, "ref": "w"}],
        [{"command": "workers", "body": {}}],
        [{"command": "organisations/renamings", "body": {}}],
        [{"command": "contracts", "body": {}}] * TOGETHER,
        ["contracts"],
    ],
)
def test_further_commands_that_cannot_be_meant_are_refused(further: object) -> None:
    line = {"ref": "w", "command": "adoptions", "body": {}, "with": further}
    with pytest.raises(RowFault):
        read_row(1, orjson.dumps(line))
