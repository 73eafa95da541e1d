"""Folders for clusters: outside pytest's own, which is closed to the number that root's server runs under."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.embedded.privileges import identity_of
from tests.integration.ops.embedded.installation import Installation, for_ordinary_user
from tests.integration.ops.embedded.support import eventually, is_kept, server_in
from tests.leftovers import remove_tree


@pytest.fixture
def place() -> Iterator[Path]:
    """An empty folder that everyone may pass through; nothing may run in it when the test is over."""
    folder = Path(tempfile.mkdtemp(prefix="luli-embedded-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    homes = [Path(path).resolve() for path in (*folder.glob("*/postgres"), *folder.glob("*/*/postgres"))]
    for home in homes:
        eventually(lambda home=home: not is_kept(home))  # type: ignore[misc]
    remove_tree(folder)


@pytest.fixture(scope="session")
def prepared() -> Iterator[Path]:
    """A stopped cluster, to be copied: half a second less a test."""
    folder = Path(tempfile.mkdtemp(prefix="luli-prepared-", dir="/tmp"))
    folder.chmod(0o711)
    with server_in(folder / "data").hold():
        pass
    yield folder / "data" / "postgres"
    remove_tree(folder)


@pytest.fixture
def data_folder(place: Path, prepared: Path) -> Path:
    """A data folder whose cluster was made and stopped before."""
    data = place / "data"
    data.mkdir(mode=0o711)
    shutil.copytree(prepared, data / "postgres")
    identity_of(prepared).own_tree(data / "postgres")
    return data


@pytest.fixture(scope="session")
def installation() -> Iterator[Installation]:
    """Our code, as an ordinary user can run it."""
    folder = Path(tempfile.mkdtemp(prefix="luli-installation-", dir="/tmp"))
    folder.chmod(0o755)
    yield for_ordinary_user(folder)
    remove_tree(folder)


@pytest.fixture
def users_folder(place: Path, installation: Installation) -> Path:
    """A folder that belongs to the ordinary user, closed to everyone else."""
    folder = place / "user"
    folder.mkdir(mode=0o700)
    installation.user.own(folder)
    return folder
