"""A ledger as an operator runs it: one command serves it, another gives a token, commands go over a real socket."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import IO
from uuid import uuid4

import httpx
import pytest

from ops import keys
from ops.embedded import EmbeddedPostgres
from ops.embedded.places import find_home
from tests.leftovers import remove_tree
from tests.soundness import assert_ledger_sound

PATIENCE_SECONDS = 120.0


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LULI_")}
    return {**kept, "LULI_DATA": str(folder), "LULI_PORT": "0"}


@contextmanager
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The server's process and address. It is stopped in the end, if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ops", "serve"],
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    output = process.stdout
    # Its pipe must not fill while it serves.
    reader = Thread(target=output.read, daemon=True)
    try:
        address = _address(output)
        reader.start()
        yield process, address
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(timeout=PATIENCE_SECONDS)
        if reader.is_alive():
            reader.join(timeout=PATIENCE_SECONDS)
        output.close()


def _address(output: IO[str]) -> str:
    said = []
    for line in output:
        said.append(line)
        found = re.search(r"http://[0-9.]+:[0-9]+", line)
        if found:
            return found[0]
    raise AssertionError("the server ended:\n" + "".join(said))


@pytest.fixture
def folder() -> Iterator[Path]:
    above = Path(tempfile.mkdtemp(prefix="luli-e2e-"))
    # Root's server runs under another number, which has to pass through.
    above.chmod(0o711)
    yield above / "data"
    home = find_home(above / "data")
    deadline = time.monotonic() + PATIENCE_SECONDS
    # The keeper of the database looks once more after the last user has left, and writes its log.
    while home is not None and home.exists() and time.monotonic() < deadline:
        remove_tree(home)
        time.sleep(0.1)
    remove_tree(above)


def token(folder: Path, role: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "ops", "token", "--role", role, "--scope", "all"],
        env=environment(folder),
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE_SECONDS,
    )
    return done.stdout.split()[-1]


def test_it_serves_stops_in_good_order_and_keeps_what_it_acknowledged(folder: Path) -> None:
    body = {
        "effective_on": "2020-01-01",
        "data": {"name": "示例市总工会", "kind": "union", "level": "city", "division": "220600"},
    }
    key = str(uuid4())
    with serving(folder) as (process, address):
        headers = {"Authorization": f"Bearer {token(folder, 'administrator')}", "Idempotency-Key": key}
        with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
            assert client.get("/readyz").status_code == 200
            assert client.get("/openapi.json").json()["openapi"].startswith("3.1")
            first = client.post("/v1/organisations", json=body)
            assert first.status_code == 201, first.text
            assert "server" not in first.headers
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE_SECONDS) == 0
        assert not EmbeddedPostgres(folder).status().running

    with (
        serving(folder) as (_, address),
        httpx.Client(base_url=address, headers=headers, timeout=60) as client,
    ):
        assert client.post("/v1/organisations", json=body).content == first.content

    with EmbeddedPostgres(folder).hold() as held:
        assert_ledger_sound(held.url(), keys.load(folder / "keys"))
