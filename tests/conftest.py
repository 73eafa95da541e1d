"""Fixtures that every test may ask for: the run's server, and a database of one's own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.embedded.places import find_home
from tests import database as databases
from tests.leftovers import remove_tree

_RUN_VARIABLE = "LULI_TEST_RUN"


def pytest_configure(config: pytest.Config) -> None:
    """Before the workers start: the folder that their common server will be in. Workers inherit its name."""
    if hasattr(config, "workerinput"):
        return
    folder = Path(tempfile.mkdtemp(prefix="luli-test-"))
    # Root's server runs under another number, which has to pass through.
    folder.chmod(0o711)
    os.environ[databases.FOLDER_VARIABLE] = str(folder)
    os.environ[_RUN_VARIABLE] = folder.name.removeprefix("luli-test-").lower().replace("_", "x")


def pytest_unconfigure(config: pytest.Config) -> None:
    """After the last worker: nothing of the run stays behind."""
    if hasattr(config, "workerinput") or databases.FOLDER_VARIABLE not in os.environ:
        return
    if os.environ.get(databases.SERVER_VARIABLE):
        with databases.test_server(os.environ[_RUN_VARIABLE]) as server:
            databases.drop_databases_of(server)
    folder = Path(os.environ.pop(databases.FOLDER_VARIABLE))
    # Elsewhere than in the folder if TMPDIR is closed to the number that root's server runs under.
    home = find_home(folder)
    if home is not None:
        remove_tree(home)
    remove_tree(folder)


@pytest.fixture(scope="session")
def server() -> Iterator[databases.TestServer]:
    """The run's PostgreSQL server."""
    with databases.test_server(os.environ[_RUN_VARIABLE]) as running:
        yield running


@pytest.fixture
def database(server: databases.TestServer) -> Iterator[databases.Database]:
    """A migrated database of this test's own."""
    with databases.migrated_database(server) as made:
        yield made


@pytest.fixture
def empty_database(server: databases.TestServer) -> Iterator[databases.Database]:
    """A database of this test's own without any migration."""
    with databases.empty_database(server) as made:
        yield made
