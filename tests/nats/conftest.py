"""A NATS server with JetStream, on a free loopback port and a store of its own, ended by its own process."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass
class NatsServer:
    """A server process over a folder; killing and starting it again keeps the stored streams."""

    program: str
    folder: Path
    process: subprocess.Popen[bytes] | None = None
    url: str = ""

    def start(self, patience: float = 30) -> None:
        """Start, and wait at most `patience` seconds for the file in which the server names its port."""
        arguments = ["-js", "-sd", str(self.folder / "store"), "-a", "127.0.0.1", "-p", "-1"]
        arguments += ["--ports_file_dir", str(self.folder), "-l", str(self.folder / "server.log")]
        self.process = subprocess.Popen([self.program, *arguments])
        ports = self.folder / f"nats-server_{self.process.pid}.ports"
        deadline = time.monotonic() + patience
        while not (ports.exists() and ports.read_bytes().rstrip().endswith(b"}")):
            if self.process.poll() is not None or time.monotonic() > deadline:
                log = (self.folder / "server.log").read_text(encoding="utf-8")
                raise RuntimeError(f"nats-server did not come up:\n{log}")
            time.sleep(0.02)
        self.url = json.loads(ports.read_text(encoding="utf-8"))["nats"][0]

    def kill(self) -> None:
        """End the process without a chance to tidy up."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


@pytest.fixture
def nats_server(tmp_path: Path) -> Iterator[NatsServer]:
    program = shutil.which("nats-server")
    assert program, "nats-server is not on PATH; on Debian and Ubuntu: apt-get install nats-server"
    server = NatsServer(program, tmp_path)
    server.start()
    try:
        yield server
    finally:
        server.kill()
