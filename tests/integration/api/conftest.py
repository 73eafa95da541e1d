"""A served ledger on a database of the test's own; proved sound at the end."""

from collections.abc import Iterator

import pytest

from tests.database import Database
from tests.integration.api.served import Served, served


@pytest.fixture
def api(database: Database) -> Iterator[Served]:
    with served(database.app_url) as made:
        yield made
