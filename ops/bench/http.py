"""One command through HTTP: 64 clients register persons, at the ledger and at the same endpoint on the stock recorder."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Final
from urllib.parse import urlsplit
from uuid import uuid4

import orjson

from ops.bench import commands
from ops.bench.measure import Note, Row, rates
from ops.bench.scratch import Scratch
from ops.bench.served import Serving

CLIENTS: Final = 64
REQUESTS: Final = 2_560
STOCK_REQUESTS: Final = 640
END_SECONDS: Final = 45
_REPOSITORY: Final = Path(__file__).resolve().parents[2]


def http(scratch: Scratch, note: Note) -> list[Row]:
    """`POST /v1/workers` with an Idempotency-Key, over 64 kept connections."""
    with (
        scratch.ledger_database() as url,
        scratch.ledger_database() as beside,
        scratch.empty_database() as table,
        _serving(Serving(database_url=url, keys_folder=scratch.keys_folder)) as ours,
        _serving(Serving(database_url=beside, keys_folder=scratch.keys_folder, stock_url=table)) as theirs,
    ):
        note("http")
        for served in (ours, theirs):
            asyncio.run(_load(*served, CLIENTS * 4))
        return [
            rates(
                "http-command",
                "the same endpoint on the stock recorder",
                3.0,
                lambda _: asyncio.run(_load(*ours, REQUESTS)),
                lambda _: asyncio.run(_load(*theirs, STOCK_REQUESTS)),
                unit="commands/s",
                note="64 clients, one server process",
            )
        ]


@contextmanager
def _serving(serving: Serving) -> Iterator[tuple[str, str]]:
    """A server process; its address and a token. Ended by its own process id."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ops.bench.served", serving.model_dump_json()],
        cwd=_REPOSITORY,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process, process.stdout:
        try:
            line = process.stdout.readline().split()
            if len(line) != 2:
                raise RuntimeError(f"the server ended with {process.wait(END_SECONDS)} before it served")
            yield line[0], line[1]
        finally:
            process.terminate()
            try:
                process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


async def _load(address: str, token: str, requests: int) -> float:
    """Commands a second; every answer has to be 201."""
    url = urlsplit(address)
    shares = [[_request(url.netloc, token) for _ in range(requests // CLIENTS)] for _ in range(CLIENTS)]
    connections = [await asyncio.open_connection(url.hostname, url.port) for _ in range(CLIENTS)]
    try:
        started = perf_counter()
        await asyncio.gather(
            *(
                _client(reader, writer, share)
                for (reader, writer), share in zip(connections, shares, strict=True)
            )
        )
        return CLIENTS * len(shares[0]) / (perf_counter() - started)
    finally:
        for _, writer in connections:
            writer.close()


async def _client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, share: list[bytes]) -> None:
    for request in share:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        body = await reader.readexactly(length)
        if not head.startswith(b"HTTP/1.1 201 "):
            raise RuntimeError(f"{head.splitlines()[0].decode()}: {body.decode()}")


def _request(host: str, token: str) -> bytes:
    data = commands.registration_data(f"示例人员{uuid4()}")
    registration = {"effective_on": "2015-01-01", "reason": "首次登记", "data": data}
    body = orjson.dumps({"registration": registration})
    head = (
        f"POST /v1/workers HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nIdempotency-Key: {uuid4()}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
