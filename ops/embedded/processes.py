"""The server's processes, known by the folder they work in: a number alone may be somebody else's by now."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import psutil

_PROGRAMS = frozenset({"postgres", "initdb", "pg_ctl"})
_PAUSE_SECONDS = 0.02


def postmaster_of(data: Path) -> psutil.Process | None:
    """The living process that `data`/postmaster.pid names, if it really works there."""
    try:
        number = int((data / "postmaster.pid").read_bytes().split(b"\n", 1)[0])
        process = psutil.Process(number)
    except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
        return None
    return process if _works_in(process, [data]) else None


def processes_in(*folders: Path) -> list[psutil.Process]:
    """Every living PostgreSQL process whose working folder is one of these."""
    return [process for process in psutil.process_iter() if _works_in(process, folders)]


def end(processes: list[psutil.Process], signals: dict[signal.Signals, float]) -> list[psutil.Process]:
    """Send each signal in turn and wait the seconds given with it; returns those that outlived them all."""
    left = processes
    for number, seconds in signals.items():
        for process in left:
            try:
                process.send_signal(number)
            except psutil.NoSuchProcess:
                continue
        left = wait_for(left, seconds)
        if not left:
            break
    return left


def wait_for(processes: list[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Wait until all have ended or the time is over; returns those still alive."""
    deadline = time.monotonic() + seconds
    left = [process for process in processes if _alive(process)]
    while left and time.monotonic() < deadline:
        time.sleep(_PAUSE_SECONDS)
        left = [process for process in left if _alive(process)]
    return left


def _alive(process: psutil.Process) -> bool:
    """A zombie counts as ended: it holds nothing, and in a container nobody may ever reap it."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _works_in(process: psutil.Process, folders: list[Path] | tuple[Path, ...]) -> bool:
    try:
        if process.name() not in _PROGRAMS or not _alive(process):
            return False
        return process.cwd() in {os.path.realpath(folder) for folder in folders}
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False
