"""A file is about one thing, and a function fits on a screen."""

import ast

from tests.style.sources import parsed, place, python_files

FILE_LINES = 400
FUNCTION_LINES = 70
ALONE = {"ops/verifier/verify_ledger.py"}
"""What auditors carry to their own machines has to be one file, whatever its length."""


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert [
        f"{place(path)}: {lines} lines"
        for path, lines in lengths.items()
        if lines > FILE_LINES and place(path) not in ALONE
    ] == []


def test_no_function_is_longer_than_70_lines() -> None:
    long = []
    for path in python_files():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    long.append(f"{place(path, node.lineno)} {node.name}: {lines} lines")
    assert long == []
