"""Root and ordinary users: each may run it, and neither spoils it for the other."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ops.embedded import NoAccountError, UnreachableClusterError
from ops.embedded.privileges import Identity, account_for_initdb
from tests.integration.ops.embedded.installation import Installation
from tests.integration.ops.embedded.support import alive, eventually, holder, is_kept, read, server_in, write


def test_an_ordinary_user_has_a_server_that_runs_as_that_user(
    installation: Installation, users_folder: Path
) -> None:
    with holder(users_folder / "data", python=installation.python, **installation.settings) as user:
        got = user.answer()
        assert got["user"] == "luli_owner"
        assert got["server_uid"] == installation.user.uid
        assert Path(got["home"]) == users_folder / "data" / "postgres"
        user.leave()
        assert not alive(got["process"])


def test_an_ordinary_user_killed_leaves_no_server_behind(
    installation: Installation, users_folder: Path
) -> None:
    with holder(users_folder / "data", python=installation.python, **installation.settings) as user:
        got = user.answer()
        user.kill()
        eventually(lambda: not alive(got["process"]))
        eventually(lambda: not is_kept(Path(got["home"])))


def test_whoever_runs_the_tests_may_use_an_ordinary_user_s_cluster_and_that_user_still_can(
    installation: Installation, users_folder: Path, place: Path
) -> None:
    data = users_folder / "data"
    with holder(data, python=installation.python, **installation.settings) as user:
        user.answer()
        user.leave()
    shared = place / "shared"
    with server_in(data, shared).hold() as held:
        write(held.url(role="owner"), "one")
        with holder(data, python=installation.python, **installation.settings) as user:
            assert read(held.url(role="owner")) == ["one"]
            got = user.answer()
            assert got["server_uid"] == installation.user.uid
            user.leave()
    with holder(data, python=installation.python, **installation.settings) as user:
        got = user.answer()
        user.leave()
    owners = {path.lstat().st_uid for path in (data / "postgres").rglob("*")}
    assert owners == {installation.user.uid}


def test_root_s_server_runs_as_a_number_that_is_no_account(data_folder: Path) -> None:
    server = server_in(data_folder)
    with server.hold():
        uid = server.status().server_uid
    assert uid is not None
    if os.geteuid() == 0:
        assert Identity(uid, uid).name is None
        assert uid != 0
    else:
        assert uid == os.geteuid()


def test_a_user_without_an_account_is_told_what_initdb_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 61183)
    with pytest.raises(NoAccountError, match="LULI_DATABASE_URL"):
        account_for_initdb(Identity(61183, 61183))


def test_another_user_s_cluster_is_refused_with_its_owner_s_number(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = (data_folder / "postgres").stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    with pytest.raises(UnreachableClusterError, match=f"user number {owner}"), server_in(data_folder).hold():
        raise AssertionError("another user's cluster was held")
