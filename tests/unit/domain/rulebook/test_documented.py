"""docs/rulebooks.md tells every fact that a rule may name and every setting that a book may hold."""

from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from domain.rulebook.settings import TABLES
from domain.rulebook.vocabulary import LANGUAGE, VOCABULARY

DOCS = Path(__file__).parents[4] / "docs" / "rulebooks.md"


def block(name: str) -> str:
    """What stands in the document between the two marks of a generated table."""
    text = DOCS.read_text(encoding="utf-8")
    return text.split(f"<!-- {name} -->\n")[1].split(f"\n<!-- end of {name} -->")[0]


def vocabulary_table() -> str:
    """The table of facts as the document has to show it."""
    rows = [f"| `{fact.name}` | {fact.kind.value} | {fact.zh} | {fact.en} |" for fact in VOCABULARY.values()]
    return "\n".join(["| 名称 name | 类型 type | 含义 | meaning |", "|---|---|---|---|", *rows])


def settings_table() -> str:
    """The table of settings as the document has to show it."""
    rows = []
    for table, adapter in TABLES.items():
        shape: Any = adapter._type
        each = get_origin(shape) is dict
        model: Any = get_args(shape)[1] if each else shape
        members = ", ".join(f"`{member}`" for member in _members(model))
        rows.append(f"| `{table}` | {'one entry a code: ' if each else ''}{members} |")
    return "\n".join(["| 表 table | 成员 members |", "|---|---|", *rows])


def _members(model: type[BaseModel]) -> list[str]:
    found: list[str] = []
    for name, field in model.model_fields.items():
        found.append(name)
        found.extend(f"{name}[].{inner}" for shape in _shapes(field.annotation) for inner in _members(shape))
    return found


def _shapes(annotation: Any) -> list[type[BaseModel]]:
    return [one for one in get_args(annotation) if isinstance(one, type) and issubclass(one, BaseModel)]


def test_every_fact_is_documented_as_it_is() -> None:
    assert block("vocabulary") == vocabulary_table()


def test_every_setting_is_documented_as_it_is() -> None:
    assert block("settings") == settings_table()


def test_the_version_of_the_language_is_named() -> None:
    assert f"language version {LANGUAGE}" in DOCS.read_text(encoding="utf-8")


def test_every_fact_speaks_both_languages() -> None:
    for fact in VOCABULARY.values():
        assert any("一" <= character <= "鿿" for character in fact.zh), fact.name
        assert fact.en.isascii(), fact.name
