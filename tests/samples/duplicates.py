"""Samples of the events about duplicate records: `LEAST` members, and what `MORE` a full one has."""

from typing import Any, Final
from uuid import uuid5

from tests.specification import SPACE

LEAST: Final[dict[str, dict[str, Any]]] = {
    "worker.duplicate_merged": {"into": f"worker-{uuid5(SPACE, 'goes on')}"},
    "worker.duplicate_absorbed": {
        "duplicate": f"worker-{uuid5(SPACE, 'duplicate')}",
        "document": {"kind": "passport", "number": "E00000002"},
    },
}

MORE: Final[dict[str, dict[str, Any]]] = {}
