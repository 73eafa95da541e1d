"""Kills at random moments of an append: what was acknowledged is there exactly once, and nothing is half there."""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from domain.ledger import CommandKey
from ops.embedded import EmbeddedPostgres
from ops.migrate import migrate
from ops.store import PostgresLedger
from tests.database import Database
from tests.integration.ops.embedded.support import is_kept
from tests.integration.ops.store import writer
from tests.ledgers import KEYS, registration
from tests.leftovers import remove_tree
from tests.soundness import assert_ledger_sound

ROOT = Path(__file__).parents[4]


@contextmanager
def appending(url: str, journal: Path, seed: str) -> Iterator[subprocess.Popen[bytes]]:
    """A writer process, killed at the end at the latest."""
    command = [sys.executable, "-m", "tests.integration.ops.store.writer", url, str(journal), seed]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def acknowledged(journal: Path) -> list[dict[str, Any]]:
    """The journal's whole lines; the last may have been cut off by the kill."""
    if not journal.exists():
        return []
    return [json.loads(line) for line in journal.read_text().splitlines(keepends=True) if line.endswith("\n")]


def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.01)


def assert_acknowledged_once(ledger: PostgresLedger, lines: list[dict[str, Any]]) -> None:
    """Every acknowledged event stands where its receipt said, and its command asked again changes nothing."""
    size = ledger.size_and_root()[0]
    assert len({line["event_id"] for line in lines}) == len(lines)
    for line in lines:
        receipt = ledger.receipt_of(UUID(line["event_id"]))
        assert receipt is not None
        assert (receipt.position, receipt.leaf_hash.hex()) == (line["position"], line["leaf_hash"])
    assert ledger.size_and_root()[0] == size


def ask_again(ledger: PostgresLedger, seed: str, lines: list[dict[str, Any]]) -> None:
    """Retry the command of each thread whose outcome the killed writer never learnt, and one that it did."""
    for thread in range(writer.THREADS):
        last = max((line["ordinal"] for line in lines if line["thread"] == thread), default=-1)
        for ordinal in {max(last, 0), last + 1}:
            identity = writer.command_id(seed, thread, ordinal)
            key = CommandKey(ledger.command_digest([seed, thread, ordinal]))
            prior = ledger.prior(identity, key)
            draft = registration(f"worker-{identity}", event_id=identity, key=key)
            answer = prior if prior is not None else ledger.record(draft)
            assert ledger.record(draft) == answer
            assert ledger.versions([f"worker-{identity}"]) == {f"worker-{identity}": 1}


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_a_killed_writer_loses_nothing_that_it_was_answered_for(
    database: Database, tmp_path: Path, seed: str
) -> None:
    journal = tmp_path / "journal"
    chance = random.Random(seed)
    with appending(database.app_url, journal, seed) as process:
        until(lambda: len(acknowledged(journal)) > chance.randrange(20, 200))
        process.send_signal(signal.SIGKILL)
        process.wait()
    lines = acknowledged(journal)
    with PostgresLedger.connect(database.app_url, KEYS) as ledger:
        assert_acknowledged_once(ledger, lines)
        ask_again(ledger, seed, lines)
        assert_acknowledged_once(ledger, lines)
        assert_ledger_sound(ledger, KEYS)


def test_two_writers_of_which_one_is_killed(database: Database, tmp_path: Path) -> None:
    """The head lock of the killed one ends with its connection; the other goes on."""
    one, two = tmp_path / "one", tmp_path / "two"
    with appending(database.app_url, one, "one") as killed, appending(database.app_url, two, "two"):
        until(lambda: bool(acknowledged(one)) and bool(acknowledged(two)))
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        before = len(acknowledged(two))
        until(lambda: len(acknowledged(two)) > before + 50)
    with PostgresLedger.connect(database.app_url, KEYS) as ledger:
        assert_acknowledged_once(ledger, acknowledged(one) + acknowledged(two))
        assert_ledger_sound(ledger, KEYS)


@pytest.fixture
def own_cluster() -> Iterator[EmbeddedPostgres]:
    """A durable server of this test's own, which may be killed."""
    folder = Path(tempfile.mkdtemp(prefix="luli-kills-"))
    folder.chmod(0o711)
    server = EmbeddedPostgres(folder / "data", shared_buffers="32MB")
    yield server
    home = server.status().home
    # The keeper ends a moment after the last user.
    until(lambda: home is None or not is_kept(home))
    remove_tree(folder)


def test_a_killed_server_loses_nothing_that_was_acknowledged(
    own_cluster: EmbeddedPostgres, tmp_path: Path
) -> None:
    """The postmaster dies by kill -9 three times while a writer appends; the writer itself settles what it can."""
    chance = random.Random(7)
    journal = tmp_path / "journal"
    with own_cluster.hold() as held:
        migrate(held.url(role="owner"))
        with appending(held.url(), journal, "server") as process:
            for _ in range(3):
                reached = len(acknowledged(journal)) + chance.randrange(20, 150)
                until(lambda reached=reached: len(acknowledged(journal)) > reached)  # type: ignore[misc]
                time.sleep(chance.random() * 0.01)
                postmaster = own_cluster.status().process
                assert postmaster is not None
                os.kill(postmaster, signal.SIGKILL)
                held.ensure_running()
            reached = len(acknowledged(journal)) + 50
            until(lambda: len(acknowledged(journal)) > reached)
            assert process.poll() is None
        lines = acknowledged(journal)
        with PostgresLedger.connect(held.url(), KEYS) as ledger:
            assert_acknowledged_once(ledger, lines)
            ask_again(ledger, "server", lines)
            assert_ledger_sound(ledger, KEYS)
