"""The domain reads no clock, draws no randomness and opens nothing: imports cannot show that, calls can."""

import ast

import pytest

from tests.style.sources import parsed, place, python_files

IMPURE_NAMES = frozenset(
    {"open", "print", "input", "exec", "eval", "__import__", "uuid1", "uuid4", "uuid6", "uuid7"}
)
IMPURE_METHODS = frozenset({
    "now", "utcnow", "today", "fromtimestamp", "uuid1", "uuid4", "uuid6", "uuid7", "urandom", "getenv",
    "token_bytes", "token_hex", "read_text", "read_bytes", "write_text", "write_bytes", "generate",
})  # fmt: skip


def impure_calls(tree: ast.Module) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name) if name in IMPURE_NAMES:
                    found.append((node.lineno, name))
                case ast.Attribute(attr=name) if name in IMPURE_METHODS:
                    found.append((node.lineno, ast.unparse(node.func)))
    return found


def test_the_domain_takes_clock_ids_and_randomness_as_arguments() -> None:
    found = [
        f"{place(path, line)} calls {name}()"
        for path in python_files("domain")
        for line, name in impure_calls(parsed(path))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    ["datetime.now(tz)", "dt.date.today()", "uuid.uuid4()", "uuid4()", "open(p)", "Path(p).read_text()"],
)
def test_an_impure_call_is_seen_however_it_is_reached(source: str) -> None:
    assert len(impure_calls(ast.parse(source))) == 1
