"""No error is swallowed: a handler that does nothing hides a fault from whoever has to mend it."""

import ast

import pytest

from tests.style.sources import parsed, place, python_files


def is_silent(handler: ast.ExceptHandler) -> bool:
    return all(
        isinstance(step, ast.Pass) or (isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant))
        for step in handler.body
    )


def suppresses_everything(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith("suppress")
        and any(ast.unparse(argument) in {"Exception", "BaseException"} for argument in node.args)
    )


def silences(tree: ast.Module) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.ExceptHandler) and is_silent(node))
        or (isinstance(node, ast.Call) and suppresses_everything(node))
    ]


def test_no_handler_is_silent() -> None:
    assert [place(path, line) for path in python_files() for line in silences(parsed(path))] == []


@pytest.mark.parametrize("body", ["pass", "...", '"never mind"'])
def test_a_silent_handler_is_seen(body: str) -> None:
    assert silences(ast.parse(f"try:\n    go()\nexcept ValueError:\n    {body}\n")) == [3]


def test_suppressing_every_exception_is_seen() -> None:
    assert silences(ast.parse("with contextlib.suppress(Exception):\n    go()\n")) == [1]
