"""How commands speak: both languages on standard error, results on standard output, progress while something lasts."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, Final, NoReturn

import orjson
import typer

from domain.errors import LedgerError

NO: Final = 1
WRONG_USE: Final = 2
PLAIN_EVERY_SECONDS: Final = 5.0

Done = Callable[[int, int], None]
"""`done(so far, of)`: `of` 0 when it is not known."""


def both(zh: str, en: str) -> str:
    """One line in both languages."""
    return f"{zh} / {en}"


def say(zh: str, en: str) -> None:
    """A message for the person at the terminal."""
    typer.echo(both(zh, en), err=True)


def answer(value: Any) -> None:
    """A result for a program: one line of JSON on standard output."""
    typer.echo(orjson.dumps(value).decode())


def no(zh: str, en: str) -> NoReturn:
    """End: the answer is no."""
    say(zh, en)
    raise typer.Exit(NO)


def wrong_use(zh: str, en: str) -> NoReturn:
    """End: this cannot be meant."""
    say(zh, en)
    raise typer.Exit(WRONG_USE)


def tell(error: LedgerError) -> None:
    """Say everything that an error of the ledger knows: each refusal with its rule, clause and remedy, each fault."""
    refusals = getattr(error, "refusals", ())
    for refusal in refusals:
        clause = f"（{refusal.clause}）" if refusal.clause else ""
        say(f"[{refusal.rule}] {refusal.zh}{clause}", refusal.en)
        if refusal.satisfied_zh:
            say(f"  {refusal.satisfied_zh}", refusal.satisfied_en)
    faults = getattr(error, "faults", ())
    for fault in faults:
        say(f"{fault.pointer}：{fault.zh}", f"{fault.pointer}: {fault.en}")
    if not refusals and not faults:
        say(error.zh, error.en)


@contextmanager
def progress(zh: str, en: str) -> Iterator[Done]:
    """Show how far something is: a bar on a terminal, a line now and then elsewhere."""
    if sys.stderr.isatty():
        with _bar(both(zh, en)) as done:
            yield done
    else:
        yield _Lines(both(zh, en))


@contextmanager
def _bar(title: str) -> Iterator[Done]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(title, total=None)
        yield lambda so_far, of: bar.update(task, completed=so_far, total=of or None)


class _Lines:
    """Progress as plain lines, at most one in a few seconds."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._started = self._last = monotonic()

    def __call__(self, so_far: int, of: int) -> None:
        now = monotonic()
        if now - self._last >= PLAIN_EVERY_SECONDS:
            self._last = now
            said = f"{self._title}: {so_far}/{of}" if of else f"{self._title}: {so_far}"
            typer.echo(said + self._left(so_far, of, now - self._started), err=True)

    @staticmethod
    def _left(so_far: int, of: int, seconds: float) -> str:
        """The time that the rest will take at this pace, where both are known."""
        return f", ~{seconds / so_far * (of - so_far):.0f} s" if 0 < so_far < of else ""
