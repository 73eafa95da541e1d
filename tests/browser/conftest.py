"""A served ledger in a folder of its own, and a page of an installed Chromium that looks at it."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

PATIENCE = 120.0
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_ready(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Return once /readyz answers 200; tell the server's own words when it ends or takes over two minutes."""
    deadline = time.monotonic() + PATIENCE
    reason = ""
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"{address}/readyz", timeout=5):
                return
        except URLError as refused:
            reason = str(refused)
        time.sleep(0.1)
    raise RuntimeError(f"the server did not come up ({reason}):\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The settings of a ledger of its own: data in a new folder, a free port."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("LULI_")}
    folder = tmp_path_factory.mktemp("served")
    return given | {
        "LULI_DATA": str(folder / "data"),
        "LULI_HOST": "127.0.0.1",
        "LULI_PORT": str(free_port()),
    }


@pytest.fixture(scope="session")
def token(address: str, environment: dict[str, str]) -> str:
    """An auditor's token for the whole ledger, as the command line grants it."""
    command = [sys.executable, "-m", "ops", "token", "--role", "auditor", "--scope", "all"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture(scope="session")
def address(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a server with its own embedded PostgreSQL and an empty ledger listens."""
    port = environment["LULI_PORT"]
    log = tmp_path_factory.mktemp("log") / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "ops", "serve"], env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            wait_until_ready(process, f"http://127.0.0.1:{port}", log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=60)


@pytest.fixture(scope="session")
def demo(address: str, environment: dict[str, str]) -> None:
    """A small population in the ledger that is served."""
    command = [sys.executable, "-m", "ops", "demo", "--workers", "12", "--seed", "1", "--processes", "1"]
    subprocess.run(command, env=environment, capture_output=True, check=True)


@pytest.fixture(scope="session")
def session(address: str, demo: None, environment: dict[str, str], browser: Browser) -> StorageState:
    """The cookies of a browser that opened an address that signs in once."""
    command = [sys.executable, "-m", "ops", "token", "--role", "approver", "--scope", "all", "--sign-in"]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    context = browser.new_context()
    context.new_page().goto(told.strip())
    return context.storage_state()


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Where pictures of the pages are left for people to look at: outside the checkout."""
    folder = Path(tempfile.gettempdir()) / "luli-screenshots"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def page(address: str, browser: Browser) -> Iterator[Page]:
    """A fresh page at the server's address."""
    context = browser.new_context(base_url=address, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """An installed Chromium. Root's runs without a sandbox only."""
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next((found for name in names if (found := shutil.which(name))), None)
    assert program, "no Chromium on PATH; on Debian and Ubuntu: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, chromium_sandbox=os.geteuid() != 0, args=QUIET
        )
        yield browser
        browser.close()
