"""The project names no package registry and no folder of the machine that it was written on."""

import re

import pytest

from tests.style.sources import place, text_files

# Put together from pieces, so that this file holds none of what it looks for.
REGISTRIES = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "proxy.go" + "lang.org",
    "crates" + ".io",
)
HOME_FOLDERS = ("ro" + "ot", "wo" + "rk", "ho" + "me/[a-z]", "Us" + "ers/[A-Za-z]")
FORBIDDEN = re.compile(
    "|".join(
        [re.escape(name) for name in REGISTRIES] + [rf"(?<![\w./}}-])/(?:{name})/" for name in HOME_FOLDERS]
    )
)


def test_no_file_names_a_registry_or_a_folder_of_one_machine() -> None:
    found = [
        f"{place(path, number)} {line.strip()[:100]}"
        for path in text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if FORBIDDEN.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line", ["https://" + REGISTRIES[0] + "/simple", "see /wo" + "rk/main", "'/ro" + "ot/x'"]
)
def test_an_address_is_seen(line: str) -> None:
    assert FORBIDDEN.search(line)


@pytest.mark.parametrize("line", ["GET /v1/workers/1", "a/work/b", "/v1/root/"])
def test_a_route_is_not_taken_for_an_address(line: str) -> None:
    assert not FORBIDDEN.search(line)
