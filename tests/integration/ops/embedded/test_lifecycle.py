"""Start, join, leave: the server lives exactly as long as somebody uses it."""

from __future__ import annotations

import signal
import stat
from pathlib import Path

import psutil
import psycopg
import pytest

from ops.embedded import EmbeddedPostgres
from tests.integration.ops.embedded.support import (
    alive,
    answers,
    eventually,
    holder,
    is_kept,
    read,
    server_in,
    write,
)


def test_a_first_hold_makes_a_cluster_with_checksums_and_both_roles(place: Path) -> None:
    with EmbeddedPostgres(place / "data").hold() as held, psycopg.connect(held.admin_url) as admin:
        settings: dict[str, str] = dict(
            admin.execute(
                "SELECT name, setting FROM pg_settings WHERE name IN "
                "('data_checksums', 'listen_addresses', 'fsync', 'full_page_writes', 'synchronous_commit',"
                " 'jit', 'TimeZone', 'server_encoding', 'max_connections')"
            ).fetchall()
        )
        roles: dict[str, bool] = dict(
            admin.execute(
                "SELECT rolname, rolsuper FROM pg_roles WHERE rolname IN ('luli_owner', 'luli_app')"
            ).fetchall()
        )
    assert settings == {
        "data_checksums": "on",
        "listen_addresses": "",
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
        "jit": "off",
        "TimeZone": "UTC",
        "server_encoding": "UTF8",
        "max_connections": "200",
    }
    assert roles == {"luli_owner": False, "luli_app": False}


def test_nobody_is_trusted_and_nothing_listens_on_tcp(data_folder: Path) -> None:
    server = server_in(data_folder)
    with server.hold():
        status = server.status()
        assert status.home is not None
        assert status.socket_folder is not None
        rules = (status.home / "data" / "pg_hba.conf").read_text()
        assert "trust" not in rules
        assert {line.split()[0] for line in rules.splitlines()} == {"local"}
        assert {line.split()[3] for line in rules.splitlines()} == {"peer"}
        assert stat.S_IMODE(status.socket_folder.stat().st_mode) == 0o700
        assert status.process is not None
        kinds = {connection.family for connection in psutil.Process(status.process).net_connections("all")}
        assert {kind.name for kind in kinds} == {"AF_UNIX"}


def test_the_application_role_cannot_make_tables(data_folder: Path) -> None:
    with (
        server_in(data_folder).hold() as held,
        psycopg.connect(held.url(role="app")) as app,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        app.execute("CREATE TABLE own (a int)")


def test_a_second_process_joins_and_the_last_one_out_stops_the_server(data_folder: Path) -> None:
    with holder(data_folder) as first, holder(data_folder) as second:
        one, other = first.answer(), second.answer()
        assert one["process"] == other["process"]
        first.leave()
        assert answers(other["url"])
        second.leave()
        assert not alive(other["process"])
        eventually(lambda: not is_kept(Path(other["home"])))


def test_two_processes_that_come_first_at_once_share_one_new_cluster(place: Path) -> None:
    with holder(place / "data") as first, holder(place / "data") as second:
        one, other = first.answer(), second.answer()
        assert one["process"] == other["process"]
        write(one["url"], "one")
        assert read(other["url"]) == ["one"]
        first.leave()
        second.leave()


def test_holds_nest_within_one_process(data_folder: Path) -> None:
    server = server_in(data_folder)
    with server.hold() as outer:
        with server.hold():
            assert answers(outer.url())
        assert answers(outer.url())
    assert not server.status().running


def test_what_was_written_is_there_at_the_next_start(data_folder: Path) -> None:
    server = server_in(data_folder)
    for word in ("one", "two"):
        with server.hold() as held:
            write(held.url(role="owner"), word)
    with server.hold() as held:
        assert read(held.url(role="owner")) == ["one", "two"]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_after_its_only_user_however_that_ended(
    data_folder: Path, number: signal.Signals
) -> None:
    with holder(data_folder) as only:
        got = only.answer()
        only.kill(number)
        eventually(lambda: not alive(got["process"]))
        eventually(lambda: not is_kept(Path(got["home"])))


def test_a_stop_holds_although_somebody_uses_the_server_and_the_next_hold_starts_it(
    data_folder: Path,
) -> None:
    server = server_in(data_folder)
    with server.hold() as held:
        server.stop()
        assert not server.status().running
        with server.hold():
            assert answers(held.url())


def test_two_data_folders_have_two_servers(place: Path, data_folder: Path) -> None:
    with server_in(data_folder).hold() as one, server_in(place / "other").hold() as two:
        write(one.url(role="owner"), "one")
        write(two.url(role="owner"), "two")
        assert read(one.url(role="owner")) == ["one"]
        assert read(two.url(role="owner")) == ["two"]


def test_a_data_folder_removed_while_in_use_is_left_without_an_error(data_folder: Path) -> None:
    server = server_in(data_folder)
    with server.hold():
        server.stop()
        (data_folder / "postgres").rename(data_folder / "moved")


def test_the_status_before_the_first_start_says_that_there_is_nothing(place: Path) -> None:
    status = server_in(place / "data").status()
    assert not status.running
    assert status.home is None
    assert list(place.iterdir()) == []
