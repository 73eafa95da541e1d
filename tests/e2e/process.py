"""A server of its own process, on a ledger in a folder of its own, that a test may kill and start again."""

import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from ops.embedded.places import find_home
from tests.leftovers import remove_tree

PATIENCE_SECONDS = 120
_SERVING = re.compile(r"serving on (http://\S+)")


def remove(*places: Path) -> None:
    """Remove a ledger's folders once its database is gone: it ends a moment after its last user."""
    deadline = monotonic() + PATIENCE_SECONDS
    while any(list(place.rglob("postmaster.pid")) for place in places) and monotonic() < deadline:
        sleep(0.05)
    for place in places:
        remove_tree(place)


@dataclass
class Installation:
    """Where a ledger lives, and the command line on it."""

    folder: Path
    process: subprocess.Popen[bytes] | None = None
    address: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """The shell's, with this ledger's settings alone."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LULI_")}
        return kept | {"LULI_DATA": str(self.folder / "data"), "LULI_PORT": "0"}

    def start(self) -> None:
        """Serve, and return once the address is listened on. Raises RuntimeError with what the server said."""
        log = self.folder / f"server-{len(list(self.folder.glob('server-*')))}.log"
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ops", "serve"],
                env=self.environment,
                stdout=subprocess.DEVNULL,
                stderr=output,
            )
        deadline = monotonic() + PATIENCE_SECONDS
        while self.process.poll() is None and monotonic() < deadline:
            found = _SERVING.search(log.read_text(encoding="utf-8"))
            if found is not None:
                self.address = found[1]
                return
            sleep(0.05)
        raise RuntimeError(f"the server did not come up:\n{log.read_text(encoding='utf-8')}")

    def kill(self) -> None:
        """kill -9: no goodbye, no commit finished."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(PATIENCE_SECONDS)

    def stop(self) -> int:
        """SIGTERM, and wait for the end; the exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_SECONDS)

    def kill_database(self) -> None:
        """kill -9 of this ledger's own postmaster."""
        found = next(place for place in self.homes() if list(place.rglob("postmaster.pid")))
        recorded = next(found.rglob("postmaster.pid")).read_text(encoding="utf-8")
        os.kill(int(recorded.splitlines()[0]), signal.SIGKILL)

    def homes(self) -> list[Path]:
        """Where the embedded server keeps its files: elsewhere than in the folder, if that is closed to its user."""
        home = find_home(self.folder / "data")
        return [self.folder] if home is None else [home, self.folder]

    def run(self, *words: str) -> str:
        """The standard output of a command that succeeds."""
        done = subprocess.run(
            [sys.executable, "-m", "ops", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_SECONDS,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def token(self, role: str) -> str:
        """A token of a role for the whole ledger."""
        return self.run("token", "--role", role, "--scope", "all").splitlines()[-1]

    def verified(self) -> dict[str, Any]:
        """What `luli verify --json` says."""
        found: dict[str, Any] = json.loads(self.run("verify", "--json"))
        return found
