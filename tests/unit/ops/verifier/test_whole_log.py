"""A whole log as its tiles lie in a folder: every record, every tile, every level."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.ops.verifier.paper import PaperLog, checked, faults, holds, leaf_at, write

SIZE = 300
LOG = PaperLog(SIZE)


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 300, 512])
def test_a_log_of_any_size_holds(size: int, tmp_path: Path) -> None:
    folder = PaperLog(size).save_log(tmp_path)
    assert faults(folder) == ""


def test_a_third_level_holds(tmp_path: Path) -> None:
    """Hashes alone: 65,793 leaves reach the second level and begin the third."""
    log = PaperLog(0)
    log.leaves = [b""] * 65_793
    log.hashes = [bytes([number % 251]) * 32 for number in range(len(log.leaves))]
    folder = log.save_log(tmp_path, entries=False)
    assert sorted(path.name for path in (folder / "tile").iterdir()) == ["0", "1", "2"]
    assert faults(folder) == ""
    write(folder / "tile/1/000", bytes(32 * 256))
    assert "tile/1/000 does not follow" in faults(folder)


def test_hidden_fields_are_counted_by_name(tmp_path: Path) -> None:
    said = [line.en for line in checked(LOG.save_log(tmp_path))]
    assert "hidden, and no key given: worker.commended /reason (300)" in said


def test_tiles_without_records_hold_and_are_said_to_be_that(tmp_path: Path) -> None:
    folder = LOG.save_log(tmp_path, entries=False)
    assert holds(folder)
    assert checked(folder)[0].en.endswith("hashes only, no record was offered")


def test_narrower_tiles_of_an_earlier_day_may_stay(tmp_path: Path) -> None:
    folder = LOG.save_log(tmp_path)
    earlier = PaperLog(270)
    write(folder / "tile/0/001.p/14", earlier.node(0, 256) and b"".join(earlier.hashes[256:270]))
    write(folder / "tile/entries/001.p/14", earlier.bundle(256, 14))
    write(folder / "tile/0/000.p/7", b"".join(earlier.hashes[:7]))
    assert faults(folder) == ""
    write(folder / "tile/0/001.p/14", b"".join(earlier.hashes[255:269]))
    assert "does not agree with the wider tile" in faults(folder)


def test_an_older_checkpoint_is_compared_with_the_tree_at_its_size(tmp_path: Path) -> None:
    folder = LOG.save_log(tmp_path / "log")
    older = write(tmp_path / "older.checkpoint", LOG.note(123))
    assert holds(folder, older)
    assert not [line for line in checked(folder, older) if "one history" in line.en]
    other = PaperLog(123, {7: leaf_at(7, type="worker.registered")})
    foreign = write(tmp_path / "foreign.checkpoint", other.note())
    assert "does not continue the checkpoint of size 123" in faults(folder, foreign)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (leaf_at(7, position=8), "record 7: its position"),
        (leaf_at(7, version=1), "record 7: its position, version"),
        (leaf_at(7, stream="worker-new"), "record 7: its position, version"),
        (leaf_at(7, recorded_at="2025-12-31T23:59:59.999999Z"), "record 7: its position, version or time"),
        (b"no record", "record 7 cannot be read"),
    ],
)
def test_a_writer_who_signs_what_cannot_be_is_found(change: bytes, said: str, tmp_path: Path) -> None:
    """The tree and the signature are good; the records do not follow on each other."""
    assert said in faults(PaperLog(SIZE, {7: change}).save_log(tmp_path))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def longer(path: Path) -> None:
    path.write_bytes(path.read_bytes() + bytes(32))


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def swapped(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[32:64] + data[:32] + data[64:])


FILES = [
    "checkpoint", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/44",
]  # fmt: skip


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("harm", [Path.unlink, cut, longer, flipped, swapped])
def test_no_file_may_be_missing_or_changed(file: str, harm: Callable[[Path], None], tmp_path: Path) -> None:
    folder = LOG.save_log(tmp_path)
    harm(folder / file)
    if (file, harm) == ("tile/1/000.p/1", swapped):
        return  # one hash: there is nothing to swap
    assert not holds(folder)


@pytest.mark.parametrize(
    "path",
    ["tile/0/002", "tile/0/001", "tile/0/001.p/45", "tile/0/001.p/044", "tile/2/000.p/1", "tile/7/000", "tile/0/x000/001.p/14", "notes.txt",
     "tile/0/.DS_Store", "tile/entries/002.p/1", "tile/0/000.p/300", "tile/99/000.p/1"],
)  # fmt: skip
def test_what_is_no_part_of_the_log_does_not_pass(path: str, tmp_path: Path) -> None:
    folder = LOG.save_log(tmp_path)
    write(folder / path, b"".join(LOG.hashes[:44]))
    assert "is no part of this log" in faults(folder)


def test_a_bundle_that_lies_about_lengths_does_not_pass(tmp_path: Path) -> None:
    folder = LOG.save_log(tmp_path)
    good = (folder / "tile/entries/001.p/44").read_bytes()
    for bad in (b"", b"\0", good[1:], good + b"\0\0", b"\xff\xff" + good[2:], good * 2):
        write(folder / "tile/entries/001.p/44", bad)
        assert not holds(folder), bad[:4]


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(FILES), st.binary(max_size=200), st.integers(0, 20_000))
def test_nothing_put_into_a_file_crashes_it(
    tmp_path_factory: pytest.TempPathFactory, file: str, junk: bytes, at: int
) -> None:
    folder = LOG.save_log(tmp_path_factory.mktemp("log"))
    data = (folder / file).read_bytes()
    changed = data[: at % (len(data) + 1)] + junk + data[at % (len(data) + 1) + len(junk) :]
    write(folder / file, changed)
    assert holds(folder) == (changed == data)
