"""A ledger with the bundled books enacted, proved sound when the scenario is over."""

from collections.abc import Iterator

import pytest

from domain.reading import Shelf
from ops.cli.books import HOLDS_FROM, enact_bundled
from ops.cli.verify import ClaimsOf
from ops.store import PostgresLedger
from tests.database import Database
from tests.ledgers import KEYS
from tests.scenarios.recruitment import Recruitment
from tests.soundness import assert_ledger_sound


@pytest.fixture
def recruitment(database: Database) -> Iterator[Recruitment]:
    with PostgresLedger.connect(database.app_url, KEYS) as ledger:
        assert enact_bundled(ledger, Shelf(), "operator", HOLDS_FROM) == list(HOLDS_FROM)
        yield Recruitment(ledger)
        assert_ledger_sound(ledger, KEYS, ClaimsOf())
