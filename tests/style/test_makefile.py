"""`make help` is the whole list: a target that it does not show does not exist for whoever comes new."""

import re
import subprocess

from tests.style.sources import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-zA-Z_-]+):(?!=)", MAKEFILE, re.MULTILINE)


def test_every_target_says_what_it_does() -> None:
    documented = re.findall(r"^([a-zA-Z_-]+):[^=\n]*## \S", MAKEFILE, re.MULTILINE)
    assert sorted(documented) == sorted(TARGETS)


def test_help_lists_every_target() -> None:
    told = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, text=True, capture_output=True, check=True
    )
    assert re.findall(r"^  make ([a-z-]+)", told.stdout, re.MULTILINE) == TARGETS


def test_every_target_is_phony_since_none_makes_a_file_of_its_name() -> None:
    assert re.findall(r"^\.PHONY: (\S+)$", MAKEFILE, re.MULTILINE) == TARGETS
