"""The command line as its users call it, on a ledger with an embedded database of its own.

The commands run in this process; tests/e2e runs them as processes of their own.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest

from domain.notes import VerifierKey
from domain.orders import key_to_event_id, stream_of
from domain.proofs import verify_proof
from ops.__main__ import run as run_here
from ops.cli.app import app
from ops.embedded import EmbeddedPostgres
from ops.keys import load
from ops.rulebooks import bundled
from ops.verifier import verify_ledger
from tests.soundness import is_signed_by
from tests.unit.ops.workbook.sheets import opened, workbook


@dataclass(frozen=True)
class Said:
    """What a command wrote."""

    stdout: str
    stderr: str


Luli = Callable[..., Said]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ledger")


@pytest.fixture(scope="module")
def luli(folder: Path) -> Iterator[Luli]:
    """Runs `luli` on a ledger that holds a demo of five workers. Its database server is kept running in between."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("LULI_")}

    def run(*arguments: str, status: int = 0) -> Said:
        out, err = StringIO(), StringIO()
        environment = patch.dict(os.environ, given | {"LULI_DATA": str(folder / "data")}, clear=True)
        with environment, redirect_stdout(out), redirect_stderr(err):
            ended = run_here(app, list(arguments))
        assert ended == status, (arguments, out.getvalue(), err.getvalue())
        return Said(out.getvalue(), err.getvalue())

    with EmbeddedPostgres(folder / "data").hold():
        run("demo", "--workers", "5", "--seed", "3", "--processes", "1")
        yield run


@pytest.mark.requirement("R100")
def test_a_demo_verifies_and_is_recorded_once(luli: Luli) -> None:
    first = json.loads(luli("verify", "--json").stdout)
    luli("demo", "--workers", "5", "--seed", "3", "--processes", "1")
    again = json.loads(luli("verify", "--json").stdout)

    assert first == {**again, "ok": True, "first_fault": None, "checked": first["size"]}
    assert first["size"] > 50


def test_read_models_are_rebuilt_beside_those_in_use(luli: Luli) -> None:
    size = json.loads(luli("verify", "--json").stdout)["size"]
    luli("rebuild", "--json", "--processes", "1")
    told = json.loads(luli("rebuild", "--json", "--processes", "1").stdout)
    assert (told["switched"], told["agrees"], told["events"]) == (True, True, size)
    rows = {one["name"]: one["rows"] for one in told["models"]}
    assert rows["workers"] > 0
    checked = json.loads(luli("rebuild", "workers", "--check", "--json").stdout)
    assert (checked["switched"], checked["agrees"], checked["models"][0]["rows"]) == (
        False,
        True,
        rows["workers"],
    )
    assert "there is no rota" in luli("rebuild", "rota", status=2).stderr


def test_a_proof_file_is_accepted_with_the_public_key_alone(luli: Luli, folder: Path) -> None:
    luli("proof", "7", "--out", str(folder / "proofs"))
    leaf = (folder / "proofs" / "7.leaf").read_bytes()
    proof = (folder / "proofs" / "7.tlog-proof").read_text(encoding="utf-8")
    key = next(word for word in luli("keys", "show").stdout.split() if word.count("+") >= 2)
    verifier = VerifierKey.parse(key)

    assert verify_proof(proof, leaf, verifier.name, [verifier], is_signed_by)[0] == 7


@pytest.mark.requirement("R84", "R87")
def test_a_dossier_holds_on_an_auditors_own_machine(luli: Luli, folder: Path) -> None:
    key = luli("keys", "show").stdout.strip()
    luli("proof", "7", "--out", str(folder / "one"))
    stream_id = json.loads((folder / "one" / "7.leaf").read_bytes().splitlines()[0])[1]
    sealed = json.loads(luli("seal", "--json").stdout)
    taken, text = folder / "taken", folder / "text.txt"
    told = json.loads(luli("dossier", stream_id, "--out", str(taken), "--json").stdout)
    luli("dossier", "worker-nobody", "--out", str(taken))
    assert told["complete_to"] == sealed["position"] + 1 == sealed["size"] + 1

    verifier = [sys.executable, "-I", str(Path(verify_ledger.__file__)), "--key", key, str(taken)]
    done = subprocess.run(verifier, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert f"there is no worker-nobody among the first {told['complete_to']} records" in done.stdout
    luli("dossier", stream_id, "--out", str(taken), "--text", str(text), status=2)
    assert not text.exists()


@pytest.mark.requirement("R87")
def test_a_bundle_and_its_keys_hold_and_a_worker_is_replayed(luli: Luli, folder: Path) -> None:
    luli("seal")
    worker = json.loads(luli("worklist", "--json").stdout)["items"][0]["worker"]
    luli("dossier", worker, "--out", str(folder / "one"))
    dossier = json.loads((folder / "one" / f"{worker}.dossier").read_bytes())
    leaves = [[json.loads(line) for line in one["leaf"].splitlines()] for one in dossier["leaves"]]
    organisation = next(said["data"]["host"] for first, said in leaves if first[3] == "worker.hired")

    taken, readable = folder / "home", folder / "readable"
    asked = (
        "bundle",
        "--org",
        organisation,
        "--from",
        "2010-01-01",
        "--to",
        "2026-01-01",
        "--out",
        str(taken),
    )
    luli(*asked, "--readable", str(readable), status=2)
    told = json.loads(luli(*asked, "--reason", "audit", "--readable", str(readable), "--json").stdout)
    assert Path(told["file"]).exists()
    key = luli("keys", "show").stdout.strip()
    assert key in luli("keys", "sheet").stdout
    verifier = [sys.executable, "-I", str(Path(verify_ledger.__file__)), "--key", key, str(taken)]
    done = subprocess.run(verifier, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert len(list(readable.glob("*.csv"))) == 2

    steps = [json.loads(line) for line in luli("replay", worker, "--json").stdout.splitlines()]
    assert [step["version"] for step in steps] == list(range(1, len(steps) + 1))
    hired = next(step for step in steps if step["type"] == "worker.hired")
    assert "/engagement/host" in {change["pointer"] for change in hired["changes"]}
    compared = json.loads(
        luli("replay", worker, "--from-known-at", str(hired["position"] - 1), "--json").stdout
    )
    assert compared["changes"]


def test_a_position_beyond_the_end_is_told_and_nothing_is_written(luli: Luli, folder: Path) -> None:
    done = luli("proof", "999999", "--out", str(folder / "beyond"), status=1)

    assert done.stderr.strip()
    assert not list(folder.glob("beyond/*"))


def test_keys_are_never_made_over_existing_ones(luli: Luli, folder: Path) -> None:
    before = load(folder / "data" / "keys")
    luli("keys", "init", status=2)

    assert load(folder / "data" / "keys") == before
    assert all(path.stat().st_mode & 0o077 == 0 for path in (folder / "data" / "keys").iterdir())


def test_a_bundled_book_is_right_and_a_broken_one_is_told_by_line(luli: Luli, folder: Path) -> None:
    book = dict(bundled())["CN"]
    luli("rulebook", "check", str(book))
    broken = folder / "broken.yaml"
    text = book.read_text(encoding="utf-8").replace("strength: must", "strength: perhaps", 1)
    broken.write_text(text, encoding="utf-8")
    line = next(number for number, one in enumerate(text.splitlines(), 1) if "perhaps" in one)

    done = luli("rulebook", "check", str(broken), status=1)

    assert str(line) in done.stdout + done.stderr


@pytest.mark.requirement("R92")
def test_an_erased_person_is_gone_and_the_ledger_still_verifies(luli: Luli, folder: Path) -> None:
    rows = folder / "one.jsonl"
    person = {
        "name": "示例待删",
        "document": {"kind": "passport", "number": "E99999999"},
        "person": {"birth_on": "1990-01-01", "sex": "1"},
    }
    row = {"ref": "w", "command": "workers", "body": {"effective_on": "2020-01-01", "data": person}}
    rows.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    luli("import", str(rows), "--batch", "erasure", "--workers", "1")
    worker = stream_of("worker", key_to_event_id("operator", "erasure/1"))
    why = ("--ground", "retention_over", "--basis", "示例〔2026〕9号", "--approver", "approver_1")

    luli("erase", "worker-00000000-0000-0000-0000-000000000000", *why, status=1)
    luli("erase", worker, *why)
    luli("erase", worker, *why, status=1)

    assert json.loads(luli("verify", "--json").stdout)["ok"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("no-such-command",),
        ("token", "--role", "emperor", "--scope", "all"),
        ("import", "no-such-file.jsonl"),
        ("demo", "--workers", "-1"),
    ],
    ids=["command", "role", "file", "count"],
)
def test_wrong_use_ends_with_2(luli: Luli, arguments: tuple[str, ...]) -> None:
    assert luli(*arguments, status=2).stderr.strip()


def test_the_doctor_finds_a_sound_installation_and_says_where_the_data_lie(luli: Luli, folder: Path) -> None:
    report = luli("doctor", "--json").stdout

    assert json.loads(report)
    assert str(folder / "data") in report


def test_a_token_is_printed_alone(luli: Luli) -> None:
    assert len(luli("token", "--role", "auditor", "--scope", "all").stdout.split()) == 1


def test_a_backtest_lists_by_clause_and_writes_nothing(luli: Luli) -> None:
    book = str(dict(bundled())["320500"])
    days = ("--from", "2018-01-01", "--to", "2025-12-31")
    size = json.loads(luli("verify", "--json").stdout)["size"]
    found = json.loads(luli("rulebook", "backtest", book, *days, "--jurisdiction", "CN", "--json").stdout)

    assert (found["jurisdiction"], found["history"], found["size"]) == ("320500", "CN", size)
    assert sum(len(one["events"]) for one in found["findings"]) >= found["totals"]["refused"] > 0
    assert "[hire.household]" in luli("rulebook", "backtest", book, *days, "--jurisdiction", "CN").stdout
    assert json.loads(luli("verify", "--json").stdout)["size"] == size
    luli("rulebook", "backtest", book, "--from", "2025-01-01", "--to", "2024-01-01", status=2)
    luli("rulebook", "backtest", book, *days, "--jurisdiction", "1", status=2)


def test_the_work_list_and_the_reports_come_as_text_json_and_csv(luli: Luli) -> None:
    listed = json.loads(luli("worklist", "--json").stdout)
    assert {item["kind"] for item in listed["items"]}
    assert len(luli("worklist").stdout.splitlines()) == len(listed["items"])
    since = ("--since", listed["as_of"], "--since-known-at", str(listed["known_at"]["position"]))
    assert json.loads(luli("worklist", "--json", *since).stdout)["items"] == []

    report = json.loads(luli("report", "modes", "--json").stdout)
    assert report["rows"]
    header, *rows = luli("report", "modes", "--csv").stdout.splitlines()
    assert header.split(",") == [*report["columns"], "as_of", "known_position", "known_root"]
    assert len(rows) == len(report["rows"])
    pack = json.loads(luli("report", "pack", "union", "--json").stdout)
    assert {one["report"]: one["rows"] for one in pack["reports"]}["modes"] == report["rows"]
    assert len(luli("report", "pack", "union").stdout.splitlines()) == 1 + len(pack["reports"])
    names = luli("report", "list").stdout
    assert "decisions_by_basis" in names


def test_an_extract_is_written_into_a_file_and_tells_of_no_few(luli: Luli, folder: Path) -> None:
    file = folder / "extract.json"
    luli("extract", "--out", str(file), "--reason", "research")
    body = json.loads(file.read_bytes())
    counts = Counter(tuple(row.values()) for row in body["rows"])
    assert all(heads >= body["least"] for heads in counts.values())
    luli("extract", "--out", str(folder / "extract.csv"), "--reason", "research")
    assert (folder / "extract.csv").read_text(encoding="utf-8-sig").startswith("age,sex,")
    luli("extract", "--out", str(folder / "extract.txt"), "--reason", "research", status=2)
    luli("extract", "--out", str(folder / "none.json"), "--reason", " ", status=2)
    assert not (folder / "none.json").exists()


def test_certificates_are_compared_with_the_national_list(luli: Luli, tmp_path: Path) -> None:
    listed = tmp_path / "listed.csv"
    listed.write_text("number,level,obtained_on\n9999-0001,social_worker,2021-10-01\n", encoding="utf-8")
    found = json.loads(luli("reconcile", str(listed), "--reason", "review", "--json", status=1).stdout)
    assert {"not_recorded"} <= {row["what"] for row in found["differences"]}
    listed.write_text("number\n", encoding="utf-8")
    luli("reconcile", str(listed), "--reason", "review", status=2)


def test_a_report_that_there_is_not_is_wrong_use_and_an_organisation_unknown_is_told(luli: Luli) -> None:
    luli("report", "birthdays", status=2)
    luli("report", "pack", status=2)
    luli("report", "modes", "union", status=2)
    luli("worklist", "--kind", "birthday", status=2)
    luli("report", "modes", "--org", "organisation-00000000-0000-0000-0000-000000000000", status=1)


def test_a_workbook_is_judged_imported_and_taken_back(luli: Luli, tmp_path: Path) -> None:
    assert "worker.hired" in luli("import", "-", "--template", "list").stdout
    luli("import", str(tmp_path / "template.xlsx"), "--template", "roster")
    luli("import", str(tmp_path / "none.xlsx"), "--template", "nothing", status=2)
    (headings,) = opened(tmp_path.joinpath("template.xlsx").read_bytes())
    assert "证件号码 document number" in headings

    unions = [
        ["组织名称", "组织类型", "层级", "行政区划代码", "生效日期"],
        ["示例命令行总工会", "union", "county", "330106", "2015-01-01"],
    ]
    people = [
        ["姓名", "证件类型", "证件号码", "出生日期", "性别", "用人方式", "用工起始日期", "用工组织"],
        ["示例一", "passport", "E00009901", "1990-01-01", "女", "直接聘用", "2021-01-01", "示例命令行总工会"],
        ["示例二", "passport", "E00009902", "1990-01-01", "女", "直接聘用", "2021-01-01", "没有的总工会"],
    ]
    book = tmp_path / "people.xlsx"
    book.write_bytes(workbook(("组织登记", unions), ("花名册", people)))
    back = tmp_path / "refused.xlsx"
    dry = json.loads(luli("import", str(book), "--dry-run", "--json", status=1).stdout)
    assert (dry["fit"], dry["refused"][0]["reasons"][0]["cell"]) == (2, "H3")
    done = json.loads(
        luli("import", str(book), "--refused", str(back), "--workers", "1", "--json", status=1).stdout
    )
    assert (done["recorded"], done["refused_count"]) == (3, 1)
    assert "没有这个组织" in opened(back.read_bytes())[1][-1]
    again = json.loads(luli("import", str(book), "--workers", "1", "--json", status=1).stdout)
    assert (again["recorded"], again["already"]) == (0, 2)

    taken = json.loads(luli("import", done["batch"], "--rescind", "--json").stdout)
    assert (taken["stood"], taken["rescinded"], taken["refused"]) == (3, 3, [])
    assert json.loads(luli("import", done["batch"], "--rescind", "--json").stdout)["stood"] == 0
    assert json.loads(luli("verify", "--json").stdout)["ok"]


def test_the_register_is_exported(luli: Luli, tmp_path: Path) -> None:
    luli("export", "roster", "--out", str(tmp_path / "register.txt"), status=2)
    luli("export", "roster", "--out", str(tmp_path / "register.xlsx"), "--as-of", "2024-06-30")
    headings, *rows = opened(tmp_path.joinpath("register.xlsx").read_bytes())
    assert headings[0] == "姓名 name"
    assert rows
    masked = {row[3] for row in rows}
    assert all("*" in str(number) for number in masked)
    whole = tmp_path / "register.csv"
    luli("export", "roster", "--out", str(whole), "--as-of", "2024-06-30", "--reason", "备查")
    assert "*" not in whole.read_text(encoding="utf-8")
    nobody = ("--org", "organisation-00000000-0000-5000-8000-000000000000")
    luli("export", "roster", "--out", str(whole), *nobody, status=2)


def test_a_changed_signing_key_and_the_growth_since_hold_under_the_key_from_before(
    luli: Luli, tmp_path: Path
) -> None:
    """The last of this ledger's tests: it signs with another key from here on."""
    before = luli("keys", "show").stdout.strip()
    kept = luli("checkpoint").stdout
    (tmp_path / "kept.checkpoint").write_text(kept, encoding="utf-8", newline="")
    size = int(kept.split("\n")[1])
    after = luli("keys", "rotate", "--out", str(tmp_path)).stdout.strip()
    assert after == luli("keys", "show").stdout.strip() != before
    growth = luli("checkpoint", "--since", str(size)).stdout
    (tmp_path / "grown.consistency").write_text(growth, encoding="utf-8", newline="")
    said = verify_ledger.verify([tmp_path], [verify_ledger.key_from(before)])
    assert [line for line in said if line.holds is False] == []
    (tmp_path / "grown.consistency").unlink()
    luli("keys", "handovers", "--out", str(tmp_path / "again"))
    assert sorted(path.name for path in (tmp_path / "again").iterdir()) == [
        f"{size}.leaf",
        f"{size}.tlog-proof",
    ]
    earlier = luli("checkpoint", "--since", "3", "--size", str(size)).stdout
    assert earlier.split("\n\n")[1].split("\n")[:3] == kept.split("\n")[:3]
    luli("checkpoint", "--size", "3", status=2)
    luli("checkpoint", "--since", "999999", status=1)
    assert json.loads(luli("verify", "--json").stdout)["ok"]
