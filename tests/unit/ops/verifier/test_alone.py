"""The verifier stands alone: one file, standard library only, run by a bare interpreter on somebody else's machine."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import ops.verifier.verify_ledger as verifier
from tests.unit.ops.verifier.paper import VERIFIER, PaperLog, write

FILE = Path(verifier.__file__)
TREE = ast.parse(FILE.read_text(encoding="utf-8"))


def run(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """As an auditor runs it: a copy, isolated, with nothing else of the ledger about."""
    copy = write(folder / "verify_ledger.py", FILE.read_bytes())
    return subprocess.run(
        [sys.executable, "-I", str(copy), *arguments],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=folder, env={"LANG": "C", "PYTHONUTF8": "1"},
    )  # fmt: skip


def test_it_imports_the_standard_library_only() -> None:
    named = {alias.name for node in ast.walk(TREE) if isinstance(node, ast.Import) for alias in node.names}
    named |= {str(node.module) for node in ast.walk(TREE) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in named} <= sys.stdlib_module_names
    assert not named & {"socket", "urllib", "http", "subprocess"}, "it goes nowhere and starts nothing"


def test_an_older_python_reads_it() -> None:
    ast.parse(FILE.read_text(encoding="utf-8"), feature_version=(3, 9))


def test_a_folder_of_proofs_as_an_auditor_checks_it(tmp_path: Path) -> None:
    log = PaperLog(40)
    for index in (3, 17):
        log.save_proof(tmp_path / "proofs", index)
    log.save_log(tmp_path / "log")
    key = write(tmp_path / "key.txt", VERIFIER.text() + "\n")
    good = run(tmp_path, "--key", f"@{key}", "proofs", "log")
    assert (good.returncode, good.stderr) == (0, "")
    assert good.stdout.endswith("✓ 所给的全部成立 / everything offered holds\n")
    write(tmp_path / "proofs" / "3.leaf", log.leaves[4])
    bad = run(tmp_path, "--key", VERIFIER.text(), "--language", "zh", "proofs", "log")
    assert bad.returncode == 1
    assert "✗ proofs/3.tlog-proof: 记录不在所签名的日志中\n" in bad.stdout
    assert bad.stdout.endswith("✗ 并非全部成立\n")
    told = json.loads(run(tmp_path, "--key", VERIFIER.text(), "--json", "proofs", "log").stdout)
    assert told["ok"] is False
    assert [line["where"] for line in told["lines"] if line["holds"] is False] == ["proofs/3.tlog-proof"]


def test_wrong_use_is_told_apart_from_a_no(tmp_path: Path) -> None:
    assert run(tmp_path, "--key", VERIFIER.text()).returncode == 2
    assert run(tmp_path, "proofs").returncode == 2
    assert run(tmp_path, "--key", VERIFIER.text()[:-5] + "AAAA=", "proofs").returncode == 2
    assert run(tmp_path, "--key", "@nowhere", "proofs").returncode == 2
    assert run(tmp_path, "--key", VERIFIER.text(), "nowhere").returncode == 1
    assert run(tmp_path, "--help").returncode == 0


def test_a_terminal_is_not_written_to_by_what_is_checked(tmp_path: Path) -> None:
    name = "\x1b[2J\u202e.txt"
    write(tmp_path / "in" / name, "x")
    said = run(tmp_path, "--key", VERIFIER.text(), "in").stdout
    assert "\x1b" not in said
    assert "\\u001b[2J\\u202e.txt" in said
