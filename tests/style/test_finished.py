"""What is here is finished: no note to self, no test that is passed over, no check switched off wholesale."""

import ast
import re

from tests.style.sources import comments, parsed, place, python_files

NOTE_TO_SELF = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|\bfor now\b|\bnot (yet )?implemented\b", re.IGNORECASE)
BARE_IGNORE = re.compile(
    r"#\s*type:\s*ignore(?!\[[a-z])|#\s*noqa(?!:\s*[A-Z]+[0-9])|#\s*(mypy|ruff):\s*(ignore|noqa)"
)
PASSED_OVER = frozenset({"skip", "skipif", "xfail", "importorskip", "skipTest", "skipUnless", "skipIf"})


def test_no_comment_is_a_note_to_self() -> None:
    found = [
        f"{place(path, line)} {text}"
        for path in python_files()
        for line, text in comments(path)
        if NOTE_TO_SELF.search(text)
    ]
    assert found == []


def test_a_check_is_switched_off_by_its_code_only() -> None:
    found = [
        f"{place(path, line)} {text}"
        for path in python_files()
        for line, text in comments(path)
        if BARE_IGNORE.search(text)
    ]
    assert found == []


def test_no_test_is_skipped() -> None:
    found = [
        f"{place(path, node.lineno)} {ast.unparse(node)}"
        for path in python_files("tests")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr in PASSED_OVER
    ]
    assert found == []
