"""Every command of the command line is in the documentation, and says in its own help what it does."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import typer.main

from ops.cli.app import app
from tests.style.sources import ROOT, walk


def commands(group: Any, path: tuple[str, ...] = ("luli",)) -> Iterator[tuple[str, Any]]:
    """Yield each command that can be run, as it is typed."""
    for name, command in group.commands.items():
        if command.hidden:
            continue
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


@cache
def visible() -> dict[str, Any]:
    return dict(commands(typer.main.get_command(app)))


@cache
def documentation() -> str:
    pages = [path for path in walk(ROOT / "docs") if path.suffix == ".md"] + [*ROOT.glob("README*.md")]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def test_every_command_is_documented() -> None:
    text = documentation()
    assert [name for name in visible() if not re.search(rf"\b{re.escape(name)}\b(?!-)", text)] == []


def test_every_command_and_each_of_its_options_has_a_help_text() -> None:
    silent = []
    for name, command in visible().items():
        if not command.help:
            silent.append(name)
        silent += [
            f"{name} {option.opts[0]}"
            for option in command.params
            if option.param_type_name == "option" and not option.help
        ]
    assert silent == []
