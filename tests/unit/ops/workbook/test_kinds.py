"""Every event that an import records has a sheet, with a heading for each of its members in both languages."""

from collections import Counter

import pytest

from domain.timeline import CORRECTED
from ops.importing.rows import COMMANDS
from ops.workbook.columns import Form, plain
from ops.workbook.kinds import Kind, kinds
from ops.workbook.reader import OURS, read_workbook
from ops.workbook.writer import template
from tests.unit.ops.workbook.sheets import opened, workbook

EVERY = pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.code)


def test_there_is_a_sheet_for_each_event_and_one_for_the_roster() -> None:
    events = {kind.name for kind in COMMANDS.values() if kind.stream}
    assert set(kinds()) == {"roster", *events} - {CORRECTED}


def test_sheets_are_told_apart_by_their_names() -> None:
    named = Counter(plain(name) for kind in kinds().values() for name in {kind.zh, kind.code})
    assert [name for name, times in named.items() if times > 1] == []
    assert all(len(kind.sheet) <= 31 for kind in kinds().values())
    assert not OURS & {kind.sheet for kind in kinds().values()}


@EVERY
def test_headings_are_told_apart(kind: Kind) -> None:
    named = Counter(
        plain(name)
        for column in kind.columns.columns
        for name in {column.zh, column.en, column.title, *column.aliases}
    )
    assert [name for name, times in named.items() if times > 1] == []


@EVERY
def test_headings_say_both_languages(kind: Kind) -> None:
    for column in kind.columns.columns:
        assert any("\u4e00" <= letter <= "\u9fff" for letter in column.zh), column
        assert column.en.isascii(), column


@EVERY
def test_codes_have_names_in_both_languages(kind: Kind) -> None:
    for column in kind.columns.columns:
        for code, (zh, en) in column.choices.items():
            assert any("\u4e00" <= letter <= "\u9fff" for letter in zh), (column.title, code)
            assert en.isascii(), (column.title, code)


@EVERY
def test_a_templates_own_headings_are_read_again(kind: Kind) -> None:
    headings = opened(template(kind))[0]
    row = ["x" for _ in headings]
    (sheet,) = read_workbook(workbook((kind.sheet, [headings, row])))
    assert sheet.kind is kind
    assert tuple(sheet.columns.values()) == kind.columns.columns


def test_identity_and_certificate_numbers_are_never_quantities() -> None:
    numbers = {
        (kind.code, column.place[-1])
        for kind in kinds().values()
        for column in kind.columns.columns
        if column.form is Form.NUMBER_TEXT
    }
    assert {
        ("roster", "number"),
        ("worker.registered", "number"),
        ("worker.qualification_obtained", "number"),
        ("volunteer.registered", "national_id"),
        ("organisation.registered", "credit_code"),
    } <= numbers
