"""What an audit body takes home: the same bytes for the same seal, and nothing in it that does not hold."""

import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from api.dependencies import Dependencies, Role
from domain.canonical import canonical, parse_canonical
from domain.reading import Shelf
from ops.access import Looks, Sessions
from ops.bundle.archive import MANIFEST, write_archive
from ops.bundle.contents import Contents, Wanted
from ops.sealing import newest_seal, seal
from ops.verifier.verify_ledger import Line, key_from, verify
from projections.disclosed import field_keys
from projections.models import read_models
from projections.runner import Runner
from tests.database import Database
from tests.integration.api.served import Served, command, hiring, served

Members = dict[str, bytes]


class Town:
    """A county whose worker left for the district beside it in 2023, and another who was assessed; sealed."""

    def __init__(self, api: Served) -> None:
        self.api = api
        city = api.union("示例市")
        self.county, self.district = api.union("示例县", city), api.union("示例区", city)
        self.mover, self.stayer = api.hired(self.county, 1), api.hired(self.county, 2)
        self.elsewhere = api.hired(self.district, 3)
        self.left(self.mover)
        self.gone = api.hired(self.county, 4, "2020-02-01")
        api.post(f"/v1/workers/{self.gone}/separations", command({"reason_code": "resigned"}, "2021-01-01"))
        seal(api.ledger, principal="operator", event_id=uuid4())

    def left(self, worker: str) -> None:
        path = f"/v1/workers/{worker}"
        self.api.post(f"{path}/separations", command({"reason_code": "resigned"}, "2023-06-01"))
        answer = self.api.post(f"{path}/hirings", command(hiring(self.district), "2023-07-01"))
        assert answer.status_code == 201, answer.text

    def contents(self, seed: str = "") -> Contents:
        ledger = self.api.ledger
        found = newest_seal(ledger)
        assert found is not None
        runner = Runner(ledger, read_models(ledger))
        sessions = Sessions(ledger.pool, ledger.rows)
        deps = Dependencies(
            ledger, Shelf(), runner, self.api.tokens, sessions, Looks(ledger.pool), ledger.now
        )
        asked = Wanted(self.county, date(2023, 2, 1), date(2023, 12, 31), seed)
        return Contents(deps, ledger, found, asked)

    def written(self, folder: Path, seed: str = "") -> Path:
        contents = self.contents(seed)
        path = folder / f"{contents.name}.bundle.zip"
        write_archive(path, contents.members(), contents.said())
        return path

    def said(self, *paths: Path) -> list[Line]:
        return verify(paths, [key_from(self.api.ledger.signer.verifier.text())])


@pytest.fixture
def town(database: Database) -> Iterator[Town]:
    with served(database.app_url) as api:
        yield Town(api)


def members_of(path: Path) -> Members:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def forged(path: Path, folder: Path, change: Callable[[Members], None]) -> Path:
    """The bundle after a change, its manifest made to fit by whoever changed it."""
    found = members_of(path)
    said = parse_canonical(found.pop(MANIFEST))
    change(found)
    folder.mkdir()
    made = folder / path.name
    write_archive(made, found.items(), {name: said[name] for name in said if name not in {"format", "files"}})
    return made


@pytest.mark.requirement("R87")
def test_a_bundle_holds_and_is_the_same_whatever_was_recorded_since(town: Town, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    first = town.written(tmp_path)
    town.api.hired(town.county, 9)
    again = town.written(tmp_path / "again")

    assert first.name == again.name
    assert first.read_bytes() == again.read_bytes()
    lines = town.said(first)
    assert [line.holds for line in lines] == [True] + [None] * (len(lines) - 1)
    dossiers = {name for name in members_of(first) if name.startswith("dossiers/worker")}
    assert dossiers == {f"dossiers/{one}.dossier" for one in (town.mover, town.stayer)}
    rosters = {name: json.loads(content) for name, content in members_of(first).items() if "rosters" in name}
    shown = {name: [row["worker_id"] for row in roster["rows"]] for name, roster in rosters.items()}
    assert shown == {"rosters/2023-02-01.json": [], "rosters/2023-12-31.json": [town.stayer]}


def test_nothing_in_it_tells_of_a_person_without_the_keys_beside_it(town: Town, tmp_path: Path) -> None:
    path = town.written(tmp_path)
    assert not any("示例人员".encode() in content for content in members_of(path).values())

    contents = town.contents()
    classes = contents.lens(Role.AUDITOR).classes
    keys = tmp_path / "a.fieldkeys"
    keys.write_bytes(field_keys(town.api.ledger, contents.events(), classes))
    lines = town.said(path, keys)
    assert all(line.holds is not False for line in lines)
    assert any("hidden values were opened" in line.en for line in lines)


def test_the_sample_is_drawn_by_the_auditors_own_words(town: Town, tmp_path: Path) -> None:
    path = town.written(tmp_path, seed="2024-07-19")
    assert json.loads(members_of(path)["sample.json"])["seed"] == "2024-07-19"
    assert any("the seed 2024-07-19 draws" in line.en for line in town.said(path))


def test_what_was_changed_is_found_though_the_manifest_fits(town: Town, tmp_path: Path) -> None:
    path = town.written(tmp_path)
    mine = f"dossiers/{town.stayer}.dossier"

    def leaf_left_out(found: Members) -> None:
        said = parse_canonical(found[mine])
        del said["leaves"][-1]
        found[mine] = canonical(said)

    def dossier_left_out(found: Members) -> None:
        del found[mine]

    def exchanged(found: Members) -> None:
        found[mine] = found[f"dossiers/{town.mover}.dossier"]

    def other_sample(found: Members) -> None:
        said = parse_canonical(found["sample.json"])
        found["sample.json"] = canonical({**said, "positions": said["positions"][1:]})

    def other_checkpoint(found: Members) -> None:
        found["checkpoint"] = town.api.ledger.checkpoint().replace("a", "b").encode()

    for number, change in enumerate(
        (leaf_left_out, dossier_left_out, exchanged, other_sample, other_checkpoint)
    ):
        made = forged(path, tmp_path / str(number), change)
        lines = town.said(made)
        assert any(line.holds is False and line.where == str(made) for line in lines), change.__name__
        assert not any(line.holds for line in lines), change.__name__


def test_cut_off_or_not_a_bundle_it_never_holds(town: Town, tmp_path: Path) -> None:
    content = town.written(tmp_path).read_bytes()
    for number, wrong in enumerate((content[:-1], content[: len(content) // 2], b"", b"PK\5\6" + bytes(18))):
        path = tmp_path / f"{number}.bundle.zip"
        path.write_bytes(wrong)
        assert any(line.holds is False for line in town.said(path)), number
