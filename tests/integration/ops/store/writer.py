"""A process that appends without pause and writes a line for every command that it was answered for.

    python writer.py URL JOURNAL SEED

Each command has a fixed id, so that a line in the journal can be looked up afterwards, and a retry recognised.
"""

import json
import sys
from pathlib import Path
from threading import Lock, Thread
from uuid import UUID, uuid5

from domain.ledger import CommandKey
from ops.store import PostgresLedger
from tests.ledgers import KEYS, registration

SPACE = UUID("3f1a9a52-7a0e-4bb3-9c3b-5f0c2d7d1e11")
THREADS = 8


def command_id(seed: str, thread: int, ordinal: int) -> UUID:
    return uuid5(SPACE, f"{seed}/{thread}/{ordinal}")


def append(ledger: PostgresLedger, seed: str, thread: int, journal: Path, lock: Lock) -> None:
    ordinal = 0
    while True:
        identity = command_id(seed, thread, ordinal)
        key = CommandKey(ledger.command_digest([seed, thread, ordinal]))
        draft = registration(f"worker-{identity}", event_id=identity, key=key)
        (receipt,) = ledger.record(draft)
        line = {
            "event_id": str(receipt.event_id),
            "position": receipt.position,
            "leaf_hash": receipt.leaf_hash.hex(),
            "thread": thread,
            "ordinal": ordinal,
        }
        with lock, journal.open("a") as file:
            file.write(json.dumps(line) + "\n")
        ordinal += 1


def main(url: str, journal: str, seed: str) -> None:
    lock = Lock()
    with PostgresLedger.connect(url, KEYS) as ledger:
        threads = [
            Thread(target=append, args=(ledger, seed, number, Path(journal), lock))
            for number in range(THREADS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    main(*sys.argv[1:])
