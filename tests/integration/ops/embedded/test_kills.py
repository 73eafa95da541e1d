"""Faults planted on purpose: killed servers and users, stale files, numbers that somebody else has now."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from ops.embedded.privileges import identity_of
from tests.integration.ops.embedded.support import (
    alive,
    answers,
    eventually,
    holder,
    keepers_of,
    kill_and_wait,
    read,
    server_in,
    write,
)


def test_a_killed_server_is_revived_while_somebody_uses_it(data_folder: Path) -> None:
    server = server_in(data_folder)
    with server.hold() as held:
        write(held.url(role="owner"), "committed")
        killed = server.status().process
        assert killed is not None
        kill_and_wait(killed)
        eventually(lambda: answers(held.url()))
        assert server.status().process != killed
        assert read(held.url(role="owner")) == ["committed"]


def test_a_user_can_revive_it_without_waiting_for_the_keeper(data_folder: Path) -> None:
    server = server_in(data_folder)
    with server.hold() as held:
        killed = server.status().process
        assert killed is not None
        kill_and_wait(killed)
        held.ensure_running()
        assert answers(held.url())


def test_after_everything_was_killed_the_next_hold_starts_it(data_folder: Path) -> None:
    with holder(data_folder) as user:
        got = user.answer()
        write(got["url"], "committed")
        for keeper in keepers_of(Path(got["home"])):
            kill_and_wait(keeper.pid)
        user.kill()
        kill_and_wait(got["process"])
    with server_in(data_folder).hold() as held:
        assert read(held.url(role="owner")) == ["committed"]


def test_a_server_left_alone_is_joined_and_then_stopped(data_folder: Path) -> None:
    with holder(data_folder) as user:
        got = user.answer()
        for keeper in keepers_of(Path(got["home"])):
            kill_and_wait(keeper.pid)
        user.kill()
    assert alive(got["process"])
    server = server_in(data_folder)
    with server.hold():
        assert server.status().process == got["process"]
        assert len(keepers_of(Path(got["home"]))) == 1
    assert not alive(got["process"])


def test_a_backend_that_outlives_its_killed_server_is_ended(data_folder: Path) -> None:
    server = server_in(data_folder)
    with server.hold() as held:
        killed = server.status().process
        assert killed is not None
        with psycopg.connect(held.admin_url) as connection:
            backend = connection.info.backend_pid
            # Stopped, it cannot notice that its postmaster is gone, and holds the shared memory.
            os.kill(backend, signal.SIGSTOP)
            kill_and_wait(killed)
            held.ensure_running()
            assert not alive(backend)
            assert answers(held.url())


def _stranger(data_folder: Path) -> subprocess.Popen[bytes]:
    """A process of the server's own user that has nothing to do with the server."""
    owner = identity_of(data_folder / "postgres")
    lent = {"user": owner.uid, "group": owner.gid, "extra_groups": []} if os.geteuid() == 0 else {}
    return subprocess.Popen(["/bin/sh", "-c", "read line"], stdin=subprocess.PIPE, cwd="/", **lent)  # type: ignore[call-overload,no-any-return]


def _plant_pid_file(data_folder: Path, number: int) -> None:
    data = data_folder / "postgres" / "data"
    text = f"{number}\n{data}\n1700000000\n5432\n{data_folder / 'postgres' / 'run'}\n\n  0 0\nready   \n"
    (data / "postmaster.pid").write_text(text)
    identity_of(data_folder / "postgres").own(data / "postmaster.pid")


def test_a_stale_pid_file_whose_number_another_process_has_stops_nothing(data_folder: Path) -> None:
    with _stranger(data_folder) as stranger:
        _plant_pid_file(data_folder, stranger.pid)
        with server_in(data_folder).hold() as held:
            assert answers(held.url())
        assert stranger.poll() is None
        stranger.communicate(b"\n")


def test_a_stale_pid_file_that_names_another_cluster_s_server_harms_neither(
    place: Path, data_folder: Path
) -> None:
    other = server_in(place / "other")
    with other.hold() as neighbour:
        number = other.status().process
        assert number is not None
        _plant_pid_file(data_folder, number)
        with server_in(data_folder).hold() as held:
            assert answers(held.url())
        assert answers(neighbour.url())
        assert other.status().process == number


@pytest.mark.parametrize("content", ["", "not a number\n", "0\n", "-5\n", "99999999999\n"])
def test_a_damaged_pid_file_stops_nothing(data_folder: Path, content: str) -> None:
    file = data_folder / "postgres" / "data" / "postmaster.pid"
    file.write_text(content)
    identity_of(data_folder / "postgres").own(file)
    with server_in(data_folder).hold() as held:
        assert answers(held.url())


def test_a_socket_that_another_process_listens_on_stops_nothing(data_folder: Path) -> None:
    run = data_folder / "postgres" / "run"
    with socket.socket(socket.AF_UNIX) as taken, _stranger(data_folder) as stranger:
        taken.bind(str(run / ".s.PGSQL.5432"))
        taken.listen()
        lock = run / ".s.PGSQL.5432.lock"
        lock.write_text(f"{stranger.pid}\n{data_folder}\n1700000000\n5432\n{run}\n")
        with server_in(data_folder).hold() as held:
            assert answers(held.url())
        stranger.communicate(b"\n")


@pytest.mark.parametrize("milliseconds", [150, 300, 500, 700, 900])
def test_a_first_start_cut_short_at_any_moment_is_begun_again(place: Path, milliseconds: int) -> None:
    with holder(place / "data") as cut:
        time.sleep(milliseconds / 1000)
        cut.kill()
    server = server_in(place / "data")
    with server.hold() as held:
        write(held.url(role="owner"), "one")
        assert read(held.url(role="owner")) == ["one"]
    assert not server.status().running


def test_a_forked_child_that_outlives_its_parent_keeps_the_server(data_folder: Path) -> None:
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from tests.integration.ops.embedded.support import server_in\n"
        "server = server_in(Path(sys.argv[1]))\n"
        "with server.hold():\n"
        "    if os.fork():\n"
        "        print(server.status().process, flush=True)\n"
        "        os._exit(0)\n"
        "    sys.stdin.readline()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(data_folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        number = int(parent.stdout.readline())
        parent.wait()
        # A second user comes and goes: without the child it would be the last one, and would stop the server.
        with server_in(data_folder).hold() as held:
            assert answers(held.url())
        assert alive(number)
        parent.communicate("\n")
    eventually(lambda: not alive(number))
