"""What every command begins with: the settings, and the ledger that they name."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from ops.settings import Settings

if TYPE_CHECKING:
    from ops.composition import Runtime
    from ops.shards import Opening

OPERATOR: Final = "operator"
"""The principal that the command line acts as, unless a command says otherwise."""


def settings() -> Settings:
    """The settings. Raises pydantic's ValidationError, which names the one that is wrong."""
    return Settings()


@contextmanager
def opened() -> "Iterator[Runtime]":
    """The ledger of the settings, open until the end."""
    from ops.composition import open_ledger

    with open_ledger(settings()) as runtime:
        yield runtime


def opening(runtime: "Runtime") -> "Opening":
    """What another process needs to open the same ledger."""
    from ops.shards import Opening

    return Opening(
        runtime.database.app,
        runtime.settings.keys_folder,
        cipher=runtime.settings.cipher,
        prepare=runtime.database.prepare,
    )
