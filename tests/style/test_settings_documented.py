"""Every setting is in docs/settings.md, and nothing is there that does not exist."""

import ast
import re
from functools import cache

from ops.settings import Settings
from tests.style.sources import PACKAGES, ROOT, parsed, python_files

NAME = re.compile(r"\bLULI_[A-Z0-9]+(?:_[A-Z0-9]+)*\b(?!_)")


@cache
def declared() -> frozenset[str]:
    """Environment variables that the settings class reads: prefix and field name, or the field's alias."""
    prefix = Settings.model_config.get("env_prefix", "")
    fields = Settings.model_fields.items()
    return frozenset(
        field.validation_alias if isinstance(field.validation_alias, str) else f"{prefix}{name}".upper()
        for name, field in fields
    )


@cache
def mentioned() -> frozenset[str]:
    """Names that stand in a string of the code: read past the settings class, or told to the user."""
    strings = (
        node.value
        for path in python_files(*PACKAGES)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return frozenset(name for text in strings for name in NAME.findall(text))


@cache
def documented() -> frozenset[str]:
    return frozenset(NAME.findall((ROOT / "docs" / "settings.md").read_text(encoding="utf-8")))


def test_every_setting_is_documented() -> None:
    assert sorted((declared() | mentioned()) - documented()) == []


def test_every_documented_setting_exists() -> None:
    assert sorted(documented() - declared() - mentioned()) == []


def test_the_settings_that_others_rely_on_keep_their_names() -> None:
    assert {"LULI_DATABASE_URL", "LULI_DATA", "LULI_HOST", "LULI_PORT", "LULI_ORIGIN"} <= declared()
