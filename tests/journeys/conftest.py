"""A served ledger with the nation's book in force, proved sound when the journey is over."""

from collections.abc import Iterator

import pytest

from domain.reading import Shelf
from ops.cli.books import enact_bundled
from tests.database import Database
from tests.integration.api.served import Served, served


@pytest.fixture
def api(database: Database) -> Iterator[Served]:
    with served(database.app_url) as made:
        assert enact_bundled(made.ledger, Shelf(), "operator") == ["CN"]
        yield made
