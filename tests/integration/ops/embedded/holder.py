"""A process that holds a server: says as JSON what it got, then waits to be told to leave, or to be killed.

Run as a program, by hand of a test, with the data folder and perhaps a shared folder as arguments.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import psycopg

from ops.embedded import EmbeddedPostgres


def main(data_folder: str, shared_folder: str = "") -> None:
    shared = Path(shared_folder) if shared_folder else None
    server = EmbeddedPostgres(
        Path(data_folder), durability="off", shared_buffers="16MB", shared_folder=shared
    )
    with server.hold() as held:
        with psycopg.connect(held.url(role="owner")) as connection:
            row = connection.execute("SELECT current_user").fetchone()
        status = server.status()
        answer = {
            "url": held.url(role="owner"),
            "user": row[0] if row else None,
            "process": status.process,
            "home": str(status.home),
            "server_uid": status.server_uid,
        }
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
        sys.stdin.readline()


if __name__ == "__main__":
    main(*sys.argv[1:])
