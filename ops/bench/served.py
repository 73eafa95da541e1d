"""A served ledger in a process of its own, as in production: `python -m ops.bench.served '{"database_url": ...}'`.

With `stock` the same endpoint records through the library's recorder in place of the ledger's writer.
"""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from api.dependencies import Role
from ops import keys
from ops.bench.stock import StockLedger
from ops.composition import open_ledger
from ops.server import serve
from ops.settings import Settings

PRINCIPAL: Final = "bench"


class Serving(BaseModel):
    """What to serve: `stock_url` names the database of the library's table, None the ledger itself."""

    database_url: str
    keys_folder: Path
    stock_url: str | None = None


def run(serving: Serving) -> None:
    """Serve until SIGTERM; the address and a clerk's token are the first line printed."""
    settings = Settings(
        database_url=serving.database_url,
        keys=serving.keys_folder,
        pooled=False,
        host="127.0.0.1",
        port=0,
        log_level="error",
    )
    with ExitStack() as stack:
        runtime = stack.enter_context(open_ledger(settings))
        if serving.stock_url is not None:
            runtime = replace(runtime, ledger=stack.enter_context(_stock(serving, serving.stock_url)))
        token = runtime.access.issue(Role.CLERK, None, PRINCIPAL)
        serve(runtime, lambda address: print(address, token, flush=True))


@contextmanager
def _stock(serving: Serving, stock_url: str) -> Iterator[StockLedger]:
    with StockLedger.connect(serving.database_url, keys.load(serving.keys_folder), prepare=True) as ledger:
        ledger.record_into(stock_url)
        yield ledger


if __name__ == "__main__":
    run(Serving.model_validate_json(sys.argv[1]))
