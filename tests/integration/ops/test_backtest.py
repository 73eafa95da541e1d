"""A policy backtest of generated careers: 白山's past judged by 苏州's book, recounted by hand."""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from domain.codes import Attainment, attainment, is_within
from domain.months import whole_years
from domain.reading import Reading, Shelf
from domain.rulebook.drafts import DraftRefused
from domain.worker.registration import REGISTERED
from ops import keys
from ops.backtest import Summary, Wanted, run_backtest
from ops.cli.books import HOLDS_FROM, enact_bundled
from ops.cli.verify import ClaimsOf
from ops.demo.population import batch_name, population
from ops.importing.rows import Batch
from ops.importing.run import run_import
from ops.rulebooks.files import FOLDER
from ops.shards import Opening
from ops.store import PostgresLedger
from tests.database import TestServer, migrated_database
from tests.soundness import assert_ledger_sound

BAISHAN, SUZHOU = "220600", "320500"
FIRST, LAST = date(2018, 1, 1), date(2025, 12, 31)
MODES = {"direct_hire", "purchased_post"}
WORKERS = 80
RELAXING = {"union_work_three_years", "model_worker", "labour_medal", "outstanding_union_worker"}

Row = dict[str, Any]


@dataclass(frozen=True)
class Tried:
    ledger: PostgresLedger
    opening: Opening

    def run(self, code: str = SUZHOU, history: str = BAISHAN, processes: int = 1) -> Summary:
        wanted = Wanted(FOLDER / f"{code}.yaml", history, FIRST, LAST)
        return run_backtest(wanted, self.opening, processes=processes)


def the_not_so_young(rows: list[Row]) -> Iterator[Row]:
    """Three more hirings in 白山, on no post or plan: 37 years old, or of a junior college, as its own book lets them be."""
    hiring = next(
        row
        for row in rows
        if row["command"] == "hirings"
        and row["body"]["data"]["host"].startswith("@u2206")
        and row["body"]["data"]["mode"] in MODES
    )
    on = date.fromisoformat(hiring["body"]["effective_on"])
    said = {key: value for key, value in hiring["body"]["data"].items() if key not in {"post", "plan"}}
    beside = {key: value for key, value in hiring["body"].items() if key != "evidence"}
    beside["reason"] = "示例：以笔试、面试成绩为依据"
    number = len(rows)
    for index, (aged, education) in enumerate(((37, "21"), (37, "31"), (28, "31"))):
        person = {
            "name": f"示例补{index}",
            "document": {"kind": "passport", "number": f"E9900000{index}"},
            "person": {"birth_on": f"{on.year - aged}-01-01", "sex": "2"},
            "household": {"division": "220602"},
            "education": education,
        }
        for command, data in (("workers", person), ("hirings", said)):
            number += 1
            body = {**beside, "data": data} if command == "hirings" else {"data": data}
            yield {
                "row": number,
                "ref": f"x{index}",
                "command": command,
                "body": {"effective_on": on.isoformat(), **body},
            }


@pytest.fixture(scope="module")
def tried(server: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tried]:
    folder = tmp_path_factory.mktemp("tried") / "keys"
    made = keys.init(folder)
    rows = list(population(WORKERS, 11))
    rows.extend(the_not_so_young(rows))
    with (
        migrated_database(server) as database,
        (opening := Opening(database.app_url, folder)).ledger() as ledger,
    ):
        enact_bundled(ledger, Shelf(), "operator", HOLDS_FROM)
        file = io.BytesIO(b"".join(orjson.dumps(row) + b"\n" for row in rows))
        summary = run_import(file, Batch("demo", batch_name(WORKERS, 11)), opening, processes=1)
        assert [one.json() for one in summary.report.refused] == []
        yield Tried(ledger, opening)
        assert_ledger_sound(ledger, made, ClaimsOf())


def recounted(ledger: PostgresLedger) -> Counter[str]:
    """The hirings in 白山 that 苏州's published conditions would not have taken, by condition, without any rule."""
    reading = Reading(ledger, Shelf())
    counts: Counter[str] = Counter()
    for worker in ledger.stream_ids("worker-"):
        timeline = reading.worker(worker)
        born, person = next(
            (ledger.open(one.hidden("person"))["birth_on"], one)
            for one in timeline.standing
            if one.type is REGISTERED
        )
        home = ledger.open(person.hidden("household"))["division"]
        for one in timeline.standing:
            if one.type.name != "worker.hired" or one.data.mode.value not in MODES:
                continue
            host = reading.organisation(one.data.host, one.effective_on)
            if host is None or not is_within(host.division, BAISHAN):
                continue
            limit = 40 if RELAXING & set(one.data.relaxations) else 35
            counts["hire.age"] += whole_years(date.fromisoformat(born), one.effective_on) >= limit
            counts["hire.education"] += attainment(person.data.education) < Attainment.BACHELOR
            counts["hire.household"] += not is_within(home, SUZHOU)
    return counts


def test_one_citys_past_under_anothers_book_is_refused_by_the_clauses_a_recount_finds(tried: Tried) -> None:
    size = tried.ledger.size_and_root()
    answer = tried.run().json()

    refused = {one["rule"]: one for one in answer["findings"] if one["outcome"] == "refused"}
    assert refused.keys() >= {"hire.age", "hire.education", "hire.household"}
    counts = recounted(tried.ledger)
    assert {rule: len(refused[rule]["events"]) for rule in counts} == dict(counts)
    assert min(counts.values()) >= 2
    for rule in counts:
        assert refused[rule]["clause"] == "苏州市总工会公开招聘公告 2019年"
    cited = refused["hire.age"]["events"][0]
    event = tried.ledger.find_event(cited["event_id"])
    assert event is not None
    assert (event.stream_id, event.position, event.type.name) == (
        cited["worker_id"],
        cited["position"],
        "worker.hired",
    )
    assert tried.ledger.size_and_root() == size, "nothing is written"


def test_the_answer_is_the_same_for_any_number_of_processes(tried: Tried) -> None:
    alone, together = (orjson.dumps(tried.run(processes=count).json()) for count in (1, 2))
    assert alone == together


def test_the_book_that_judged_finds_its_own_past_as_it_was(tried: Tried) -> None:
    tally = tried.run("CN", "CN").tally
    assert tally.unchanged > 1000
    assert {one.rule for one in tally.findings} == {"grade.certificate"}, (
        "only where a certificate proved false"
    )
    assert len(tally.findings) == tally.judged - tally.unchanged


def test_a_book_that_could_not_be_enacted_is_refused_with_its_faults(tried: Tried, tmp_path: Path) -> None:
    text = (FOLDER / f"{SUZHOU}.yaml").read_text(encoding="utf-8").replace("worker.age <", "worker.aeg <")
    file = tmp_path / "book.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DraftRefused) as refused:
        run_backtest(Wanted(file, BAISHAN, FIRST, LAST), tried.opening, processes=1)
    assert refused.value.problems[0].field.endswith("/require")
