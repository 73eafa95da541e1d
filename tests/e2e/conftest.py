"""A ledger of a test's own behind a server process."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.process import Installation, remove


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """A served ledger, empty but for the national rulebook."""
    made = Installation(tmp_path)
    made.start()
    yield made
    if made.process is not None and made.process.poll() is None:
        made.stop()
    remove(*made.homes())
