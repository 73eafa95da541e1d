"""Samples of the events about the ledger itself: `LEAST` members, and what `MORE` a full one has."""

from typing import Any, Final

KEYS: Final = {
    "old": "luli.example/ledger+1d88e856+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
    "new": "luli.example/ledger+16895e23+AYE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU",
}

LEAST: Final[dict[str, dict[str, Any]]] = {
    "ledger.sealed": {"size": 41, "log_root": "a" * 64, "streams": 7, "heads_root": "b" * 64},
    "ledger.key_rotated": KEYS,
}

MORE: Final[dict[str, dict[str, Any]]] = {
    "ledger.sealed": {"views": [{"view": "roster", "version": 1, "digest": "c" * 64}]},
}
