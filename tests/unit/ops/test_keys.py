"""Key files: made once, complete, and closed to others."""

import stat
from pathlib import Path

import pytest

from ops import keys
from ops.keys import FILES, Keys, KeysUnusable


def test_keys_made_are_the_keys_loaded(tmp_path: Path) -> None:
    made = keys.init(tmp_path / "keys")
    assert keys.load(tmp_path / "keys") == made
    assert len({made.signing, made.encryption, made.digest, made.index}) == 4


def test_folder_and_files_are_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    keys.init(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE((folder / name).stat().st_mode) for name in FILES.values()} == {0o600}


def test_keys_are_never_overwritten(tmp_path: Path) -> None:
    made = keys.init(tmp_path / "keys")
    with pytest.raises(KeysUnusable):
        keys.init(tmp_path / "keys")
    assert keys.load(tmp_path / "keys") == made
    assert [path.name for path in tmp_path.iterdir()] == ["keys"]


def test_keys_that_others_can_read_are_refused(tmp_path: Path) -> None:
    keys.init(tmp_path / "keys")
    (tmp_path / "keys" / FILES["encryption"]).chmod(0o640)
    with pytest.raises(KeysUnusable, match="0640"):
        keys.load(tmp_path / "keys")


@pytest.mark.parametrize("content", [b"", b"AAAA\n", b"\xff\xfe", b"A" * 44])
def test_a_damaged_key_is_refused(tmp_path: Path, content: bytes) -> None:
    keys.init(tmp_path / "keys")
    (tmp_path / "keys" / FILES["index"]).write_bytes(content)
    with pytest.raises(KeysUnusable, match="damaged"):
        keys.load(tmp_path / "keys")


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeysUnusable, match="luli keys init"):
        keys.load(tmp_path)


def test_asking_twice_gives_the_same_keys(tmp_path: Path) -> None:
    assert keys.load_or_init(tmp_path / "keys") == keys.load_or_init(tmp_path / "keys")


def test_keys_are_not_printed() -> None:
    assert repr(Keys(b"s" * 32, b"e" * 32, b"d" * 32, b"i" * 32)) == "Keys()"
