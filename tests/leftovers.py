"""Removing what a test's server leaves: its keeper and postmaster end a moment after their last user."""

import shutil
from pathlib import Path
from time import monotonic, sleep
from typing import Final

PATIENCE_SECONDS: Final = 30.0


def remove_tree(folder: Path) -> None:
    """Remove a folder, again while an ending process still writes into it. Raises OSError when it never is empty."""
    deadline = monotonic() + PATIENCE_SECONDS
    while folder.exists():
        try:
            shutil.rmtree(folder)
        except OSError:
            if monotonic() > deadline:
                raise
            sleep(0.05)
