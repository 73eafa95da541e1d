"""Samples of the events about the ledger itself: `LEAST` members, and what `MORE` a full one has."""

from typing import Any, Final

LEAST: Final[dict[str, dict[str, Any]]] = {
    "ledger.sealed": {"size": 41, "log_root": "a" * 64, "streams": 7, "heads_root": "b" * 64},
}

MORE: Final[dict[str, dict[str, Any]]] = {
    "ledger.sealed": {"views": [{"view": "roster", "version": 1, "digest": "c" * 64}]},
}
