"""The files under test, read from the folder itself: a checkout without git, or owned by another account, is
checked the same way."""

import ast
import io
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGES: Final = ("domain", "projections", "api", "ops")
GENERATED: Final = frozenset({ROOT / "data", ROOT / "build", ROOT / "dist"})
TEXT: Final = frozenset(
    {
        "",
        ".cfg",
        ".css",
        ".html",
        ".ini",
        ".js",
        ".json",
        ".lock",
        ".md",
        ".py",
        ".sh",
        ".sql",
        ".toml",
        ".txt",
        ".yaml",
    }
)


def walk(folder: Path) -> Iterator[Path]:
    """Yield the files that belong to the project, hidden folders of tools left out."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            hidden = path.name.startswith(".") and path.name != ".ci"
            if not hidden and path.name != "__pycache__" and path not in GENERATED:
                yield from walk(path)
        elif path.is_file():
            yield path


@cache
def text_files() -> tuple[Path, ...]:
    return tuple(path for path in walk(ROOT) if path.suffix in TEXT)


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Python files of the named top-level folders; of the packages and the tests when none is named."""
    chosen = folders or (*PACKAGES, "tests")
    return tuple(path for name in chosen for path in walk(ROOT / name) if path.suffix == ".py")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def comments(path: Path) -> Iterator[tuple[int, str]]:
    """Yield each comment with its line number; a number sign inside a string is none."""
    source = io.StringIO(path.read_text(encoding="utf-8"))
    for token in tokenize.generate_tokens(source.readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def place(path: Path, line: int | None = None) -> str:
    name = path.relative_to(ROOT).as_posix()
    return name if line is None else f"{name}:{line}"
