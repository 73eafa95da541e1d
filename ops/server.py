"""Serves a ledger over HTTP: one process, one event loop, loopback unless the operator says otherwise."""

import gc
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

import uvicorn

from ops.composition import Runtime, make_app
from ops.sealing import DailySealer

GRACE_SECONDS: Final = 30
"""How long requests under way may take after the signal to stop; commands among them are recorded and answered."""
BACKLOG: Final = 2048
GC_THRESHOLDS: Final = (100_000, 50, 50)
"""Measured over HTTP: a sixth less processor time a command and half the p99, against Python's own thresholds."""


def serve(runtime: Runtime, ready: Callable[[str], None] = lambda _address: None) -> None:
    """Serve until SIGINT or SIGTERM; `ready` is called with the address once it is listened on.

    Read models are filled while it serves, and every day is sealed on the next. Raises OSError when the address cannot be taken.
    """
    settings = runtime.settings
    config = uvicorn.Config(
        make_app(runtime),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        lifespan="on",
    )
    logging.basicConfig(
        level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    with _listening(settings.host, settings.port) as listener:
        host, port = listener.getsockname()[:2]
        gc.freeze()
        gc.set_threshold(*GC_THRESHOLDS)
        server = uvicorn.Server(config)
        sealer = DailySealer(runtime.ledger, runtime.runner)
        runtime.runner.start()
        sealer.start()
        try:
            with _stopping(server):
                ready(f"http://{f'[{host}]' if ':' in host else host}:{port}")
                server.run(sockets=[listener])
        finally:
            sealer.stop()
            runtime.runner.stop()


@contextmanager
def _stopping(server: uvicorn.Server) -> Iterator[None]:
    """Signals ask the server to end, and no more: what was opened is closed by whoever opened it.

    uvicorn sends itself the signal again when it has ended, and by default that would kill the process before the
    ledger has recorded what is queued and the embedded database is released.
    """

    def end(_number: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens already, so that the address told is one that answers."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except BaseException:
        listener.close()
        raise
    return listener
