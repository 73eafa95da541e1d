"""The server's settings and who may connect as whom: plain text, written anew at each start."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ops.embedded.places import PORT

ADMIN, OWNER, APP = "luli_admin", "luli_owner", "luli_app"
DATABASE = "luli"


@dataclass(frozen=True)
class Options:
    """What may differ from one embedded server to another.

    `shared_buffers` is PostgreSQL's own notation ("256MB"). `durability` "off" loses data when the machine
    crashes: for tests only. `shared_folder` replaces the system folder where root keeps what its server's
    user must reach.
    """

    shared_buffers: str = "256MB"
    durability: Literal["on", "off"] = "on"
    shared_folder: Path | None = None
    start_timeout_seconds: float = 600.0


def server_settings(options: Options, socket_folder: Path) -> str:
    """The text of `luli.conf`, which the cluster's postgresql.conf includes last."""
    settings = {
        # No TCP at all: a Unix socket halves the commit time, and the kernel says who calls.
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": str(socket_folder),
        "unix_socket_permissions": "0700",
        "max_connections": "200",
        "shared_buffers": options.shared_buffers,
        "huge_pages": "try",
        "jit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "fsync": options.durability,
        # Also without durability: a commit reaches the kernel, so that killing processes loses nothing.
        "synchronous_commit": "on",
        "full_page_writes": options.durability,
        # The wheel is built without lz4, and pglz costs more time than the bytes it saves here.
        "wal_compression": "off",
        "max_wal_size": "4GB",
        "checkpoint_timeout": "15min",
        "checkpoint_completion_target": "0.9",
        "logging_collector": "on",
        "log_directory": "../log",
        # A file a weekday, each overwritten a week later.
        "log_filename": "postgresql-%a.log",
        "log_truncate_on_rotation": "on",
        "log_rotation_age": "1d",
        "log_rotation_size": "0",
        "log_file_mode": "0600",
        "log_line_prefix": "%m [%p] %q%u@%d ",
        "password_encryption": "scram-sha-256",
    }
    return "".join(f"{name} = {_quoted(value)}\n" for name, value in settings.items())


def host_based_authentication() -> str:
    """pg_hba.conf: the kernel's word for who is at the other end of the socket, and nothing else."""
    roles = f"{ADMIN},{OWNER},{APP}"
    return f"local all {roles} peer map=luli\nlocal replication {ADMIN} peer map=luli\n"


def identity_map(accounts: Iterable[str]) -> str:
    """pg_ident.conf: each of these operating system accounts may be any of the three roles."""
    return "".join(
        f'luli "{account}" {role}\n' for account in sorted(set(accounts)) for role in (ADMIN, OWNER, APP)
    )


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"
