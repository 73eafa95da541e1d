"""What is installed is pinned by hash, and running installs nothing that testing does not."""

import re

from tests.style.sources import ROOT

PIN = re.compile(r"^([a-z0-9-]+)==(\S+)")


def pins(name: str) -> dict[str, str]:
    """Map each pinned package to its whole entry: version, platform marker and hashes."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    entries = {match[1]: line for line in text.splitlines() if (match := PIN.match(line))}
    # Nothing but pins: an index address or an option would stand on a line of its own.
    assert len(entries) == len([line for line in text.splitlines() if line.strip()])
    return entries


def test_every_package_has_hashes() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert [package for package, entry in pins(name).items() if "--hash=sha256:" not in entry] == []


def test_the_development_lock_holds_the_runtime_lock_unchanged() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()
