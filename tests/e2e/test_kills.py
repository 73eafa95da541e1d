"""Kill -9 of the server or of its database while commands are recorded: nothing acknowledged is lost or doubled.

The journal is this test's own memory, outside of what is killed.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from typing import Any

import httpx
import pytest

from tests.e2e.process import Installation
from tests.integration.api.served import command, person

COMMANDS = 400
CALLERS = 16
KILLED_AFTER = 60
"""Acknowledged commands before the kill."""


class Journal:
    """What was acknowledged, by key; lets whoever waits know when there is enough of it."""

    def __init__(self) -> None:
        self.receipts: dict[str, Any] = {}
        self.enough = Event()
        self._lock = Lock()

    def keep(self, key: str, receipts: Any) -> None:
        with self._lock:
            self.receipts[key] = receipts
            if len(self.receipts) >= KILLED_AFTER:
                self.enough.set()


def send(client: httpx.Client, number: int) -> httpx.Response:
    """One registration under its own key."""
    body = {"registration": command(person(number))}
    return client.post("/v1/workers", json=body, headers={"Idempotency-Key": f"row-{number}"})


def send_all(address: str, token: str, journal: Journal) -> None:
    """All commands from several callers; each stops at the first that has no answer."""
    limits = httpx.Limits(max_connections=CALLERS)
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=address, headers=headers, timeout=60, limits=limits) as client:

        def caller(first: int) -> None:
            for number in range(first, COMMANDS, CALLERS):
                try:
                    answer = send(client, number)
                except httpx.HTTPError:
                    return
                if answer.status_code == 201:
                    journal.keep(f"row-{number}", answer.json()["receipts"])

        with ThreadPoolExecutor(CALLERS) as callers:
            list(callers.map(caller, range(CALLERS)))


@pytest.mark.parametrize("kill", [Installation.kill, Installation.kill_database], ids=["server", "database"])
def test_every_acknowledged_command_is_there_once_after_a_kill(
    installation: Installation, kill: Callable[[Installation], None]
) -> None:
    token = installation.token("clerk")
    journal = Journal()
    before = installation.verified()["size"]
    with ThreadPoolExecutor(1) as background:
        sending = background.submit(send_all, installation.address, token, journal)
        assert journal.enough.wait(120)
        kill(installation)
        sending.result()
    if installation.process is not None and installation.process.poll() is not None:
        installation.start()
    acknowledged = dict(journal.receipts)

    again = Journal()
    send_all(installation.address, token, again)

    assert len(again.receipts) == COMMANDS
    assert {key: again.receipts[key] for key in acknowledged} == acknowledged
    positions = sorted(receipt["position"] for receipts in again.receipts.values() for receipt in receipts)
    assert positions == list(range(before, before + COMMANDS))
    installation.stop()
    verified = installation.verified()
    assert verified["ok"], verified
    assert verified["size"] == before + COMMANDS
