"""What the tests of the embedded server share: real processes, watched from outside."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg

from ops.embedded import EmbeddedPostgres

REPOSITORY = Path(__file__).resolve().parents[4]
_PATIENCE_SECONDS = 60.0


def server_in(data_folder: Path, shared_folder: Path | None = None) -> EmbeddedPostgres:
    return EmbeddedPostgres(data_folder, durability="off", shared_buffers="16MB", shared_folder=shared_folder)


def eventually(condition: Callable[[], bool]) -> None:
    """Wait until the condition holds; fail after a minute."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"never came true: {condition}"
        time.sleep(0.05)


@dataclass
class Holder:
    """A separate process that holds a server."""

    process: subprocess.Popen[str]

    def answer(self) -> dict[str, Any]:
        """What the process got; waits until it has it."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the holder ended without an answer"
        found: dict[str, Any] = json.loads(line)
        return found

    def leave(self) -> None:
        """Let it go in order; it must end well."""
        _, errors = self.process.communicate("\n", timeout=_PATIENCE_SECONDS)
        assert self.process.returncode == 0, errors

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        self.process.send_signal(number)
        self.process.communicate(timeout=_PATIENCE_SECONDS)


@contextmanager
def holder(
    data_folder: Path, shared_folder: Path | None = None, *, python: list[str] | None = None, **settings: Any
) -> Iterator[Holder]:
    command = [*(python or [sys.executable]), "-m", "tests.integration.ops.embedded.holder", str(data_folder)]
    process = subprocess.Popen(
        [*command, str(shared_folder)] if shared_folder else command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **{"cwd": REPOSITORY, **settings},
    )
    try:
        yield Holder(process)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


def keepers_of(home: Path) -> list[psutil.Process]:
    """The living keepers of one cluster."""
    found = []
    for process in psutil.process_iter():
        try:
            command = process.cmdline()
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
        if "ops.embedded.keeper" in command and str(home) in command[-1]:
            found.append(process)
    return found


def is_kept(home: Path) -> bool:
    """Whether a keeper lives, told by the lock that it holds."""
    if not (home / "keeper.lock").exists():
        return False
    with (home / "keeper.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def alive(number: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        return psutil.Process(number).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def kill_and_wait(number: int) -> None:
    os.kill(number, signal.SIGKILL)
    eventually(lambda: not alive(number))


def answers(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=5):
            return True
    except psycopg.OperationalError:
        return False


def write(url: str, text: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS said (text text)")
        connection.execute("INSERT INTO said VALUES (%s)", [text])


def read(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT text FROM said ORDER BY text")]
