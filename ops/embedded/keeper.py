"""The keeper: a small detached process beside the server. It revives the server if that is killed while
somebody uses it, and stops it when its last user is gone, however that user ended.

Started as `python -m ops.embedded.keeper`, with what it needs as JSON in its only argument.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

from ops.embedded.config import Options
from ops.embedded.errors import EmbeddedPostgresError
from ops.embedded.privileges import Identity
from ops.embedded.site import Site

_LOOK_EVERY_SECONDS = 0.5
_AFTER_FAILURE_SECONDS = 10.0


def keep(site: Site, keeper_lock: int) -> None:
    """Look after the server until nobody uses it. `keeper_lock` is the open, locked file; closed at the
    end.
    """
    rest_until = 0.0
    while site.home.exists():
        time.sleep(_LOOK_EVERY_SECONDS)
        start = site.lock("start")
        try:
            if not start.try_take():
                continue
            if not site.in_use():
                site.close_down()
                # Before the lock is free again: the next user must see that there is no keeper.
                os.close(keeper_lock)
                return
            if time.monotonic() >= rest_until:
                _revive(site)
        except (EmbeddedPostgresError, OSError) as error:
            print(f"{time.strftime('%FT%TZ', time.gmtime())} {error}", file=sys.stderr, flush=True)
            rest_until = time.monotonic() + _AFTER_FAILURE_SECONDS
        finally:
            start.release()


def _revive(site: Site) -> None:
    if site.cluster.data.exists() and not site.stopped_on_purpose and site.cluster.postmaster() is None:
        site.cluster.ensure_running()


def main(argument: str) -> None:
    """Detach from whoever started us, then keep: their session may end by any signal, ours goes on."""
    given = json.loads(argument)
    home = Path(given["home"])
    shared = given["options"].pop("shared_folder")
    options = Options(**given["options"], shared_folder=Path(shared) if shared else None)
    site = Site(home, Identity(given["uid"], given["gid"]), options)
    log = os.open(home / "log" / "keeper.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    site.server.own(home / "log" / "keeper.log")
    if os.fork() > 0:
        os._exit(0)
    os.setsid()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    nothing = os.open(os.devnull, os.O_RDWR)
    for target, source in ((0, nothing), (1, nothing), (2, log)):
        os.dup2(source, target)
    os.chdir("/")
    keep(site, given["keeper_lock"])


if __name__ == "__main__":
    main(sys.argv[1])
