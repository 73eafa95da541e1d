"""Bundles that somebody has tampered with, or that are none: told, and never a crash."""

import io
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.canonical import canonical
from domain.tree import root_from_leaves
from tests.unit.ops.verifier.paper import ORIGIN, PaperLog, faults, holds, write

LOG = PaperLog(5)
MEMBERS = {"checkpoint": LOG.note().encode(), "sample.json": canonical({"positions": [], "seed": "s"})}


def manifest(members: dict[str, bytes], **other: Any) -> bytes:
    said = {
        "format": "luli/bundle/1",
        "origin": ORIGIN,
        "organisation": "organisation-a",
        "from": "2026-01-01",
        "to": "2026-06-30",
        "position": 4,
        "size": 5,
        "root": root_from_leaves(LOG.hashes).hex(),
        "seed": "s",
        "streams": [],
        "files": {name: sha256(content).hexdigest() for name, content in members.items()},
    }
    return canonical(said | other)


def packed(members: dict[str, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


WHOLE = packed(MEMBERS | {"manifest.json": manifest(MEMBERS)})


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bundle") / "it.bundle.zip"


def test_a_bundle_of_nothing_but_its_checkpoint_holds(place: Path) -> None:
    assert faults(write(place, WHOLE)) == ""


@pytest.mark.parametrize("how", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_compressed_member_is_not_unpacked(place: Path, how: int) -> None:
    again = packed(MEMBERS | {"manifest.json": manifest(MEMBERS)}, how)
    assert faults(write(place, again)).startswith("a member is compressed\n")


@pytest.mark.parametrize(
    "other",
    [
        {"format": "luli/bundle/2"}, {"origin": "other.example/log"}, {"size": 4}, {"root": "0" * 64}, {"from": "yesterday"}, {"position": -1},
        {"streams": ["worker-a"]}, {"files": {}}, {"files": []}, {"files": {"checkpoint": "00"}}, {"more": 1}, {"seed": None}, {"streams": "worker-a"},
    ],
)  # fmt: skip
def test_a_manifest_that_says_something_else_does_not_hold(place: Path, other: dict[str, Any]) -> None:
    assert not holds(write(place, packed(MEMBERS | {"manifest.json": manifest(MEMBERS, **other)})))


@pytest.mark.parametrize(
    "members",
    [
        MEMBERS,
        MEMBERS | {"manifest.json": b"{"},
        MEMBERS | {"manifest.json": manifest(MEMBERS) + b" "},
        MEMBERS | {"manifest.json": manifest(MEMBERS), "more.txt": b""},
        {"checkpoint": MEMBERS["checkpoint"], "manifest.json": manifest(MEMBERS)},
        MEMBERS | {"sample.json": b"[]", "manifest.json": manifest(MEMBERS)},
        MEMBERS
        | {
            "sample.json": b"[]",
            "manifest.json": manifest(MEMBERS | {"sample.json": b"[]"}),
            "dossiers/x": b"",
        },
        {},
    ],
)
def test_members_that_are_missing_or_too_many_do_not_hold(place: Path, members: dict[str, bytes]) -> None:
    assert not holds(write(place, packed(members)))


def test_what_is_cut_off_does_not_hold(place: Path) -> None:
    assert not any(holds(write(place, WHOLE[:end])) for end in range(0, len(WHOLE), 7))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255), st.binary(max_size=8))
def test_no_change_of_a_byte_crashes_it_or_passes_for_other_content(
    place: Path, at: int, mask: int, behind: bytes
) -> None:
    changed = bytearray(WHOLE)
    changed[at] ^= mask
    path = write(place, bytes(changed) + behind)
    if holds(path):
        with zipfile.ZipFile(path) as archive:
            assert {name: archive.read(name) for name in MEMBERS} == MEMBERS


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400).map(lambda data: data.replace(b"A", b"PK\x05\x06")))
def test_what_is_no_zip_does_not_crash_it(place: Path, data: bytes) -> None:
    assert not holds(write(place, data))
