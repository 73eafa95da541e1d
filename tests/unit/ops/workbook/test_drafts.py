"""Drafts lie sealed, whole or not at all, and go when nobody has touched them for long."""

import os
import time
from pathlib import Path

import pytest

from domain.errors import RecordCorrupt
from ops.workbook.drafts import KEPT_SECONDS, Drafts
from tests.ledgers import KEYS


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "imports", KEYS.encryption)


def test_drafts_lie_sealed_and_an_altered_one_is_told(drafts: Drafts, tmp_path: Path) -> None:
    drafts.write("import-1", "workbook", "示例甲 11010519491231002X".encode())
    assert drafts.read("import-1", "workbook") == "示例甲 11010519491231002X".encode()
    (file,) = (tmp_path / "imports" / "import-1").iterdir()
    sealed = file.read_bytes()
    assert b"11010519491231002X" not in sealed
    assert file.stat().st_mode & 0o077 == 0
    file.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    with pytest.raises(RecordCorrupt):
        drafts.read("import-1", "workbook")
    assert drafts.read("import-1", "refused") is None


def test_a_file_of_one_draft_is_none_of_another(drafts: Drafts, tmp_path: Path) -> None:
    drafts.write("import-1", "workbook", b"one")
    drafts.write("import-2", "workbook", b"two")
    folder = tmp_path / "imports"
    (folder / "import-2" / "workbook").write_bytes((folder / "import-1" / "workbook").read_bytes())
    with pytest.raises(RecordCorrupt):
        drafts.read("import-2", "workbook")


def test_old_drafts_are_swept_away_and_others_stay(drafts: Drafts, tmp_path: Path) -> None:
    for draft in ("import-1", "import-2"):
        drafts.keep(draft, {"import_id": draft})
    long_ago = time.time() - KEPT_SECONDS - 60
    os.utime(tmp_path / "imports" / "import-1", (long_ago, long_ago))
    drafts.sweep()
    assert [state["import_id"] for state in drafts.states()] == ["import-2"]
