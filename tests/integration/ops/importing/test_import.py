"""An import records what a command would, refuses what a command would be refused, and can be run again."""

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest

from domain.errors import StoreUnavailable
from domain.ledger import Draft
from ops.demo.population import population
from ops.importing.outcome import RefusedRow
from ops.importing.run import Summary
from ops.shards import Opening, ShardFailed, Shards
from ops.store import PostgresLedger
from tests.integration.ops.importing.conftest import Importing

Row = dict[str, Any]


def row(ref: str, command: str, on: str, said: dict[str, Any] | None = None, **data: Any) -> Row:
    return {"ref": ref, "command": command, "body": {"effective_on": on, **(said or {}), "data": data}}


def union(ref: str = "u", parent: str | None = None, division: str = "110000") -> Row:
    data: Row = {"name": "示例总工会", "kind": "union", "level": "city", "division": division}
    if parent:
        data["parent"] = parent
    return row(ref, "organisations", "2018-01-01", **data)


def worker(ref: str, number: str = "11010519491231002X") -> Row:
    return row(
        ref,
        "workers",
        "2019-01-01",
        name=f"示例{ref}",
        document={"kind": "citizen_id", "number": number},
        person={"birth_on": "1949-12-31", "sex": "2"},
    )


def passport(ref: str, number: str) -> Row:
    made = worker(ref)
    made["body"]["data"]["document"] = {"kind": "passport", "number": number}
    return made


def hiring(ref: str, on: str = "2019-02-01", **data: Any) -> Row:
    return row(
        ref,
        "hirings",
        on,
        said={"reason": "示例：以笔试、面试成绩为依据"},
        mode="direct_hire",
        legal_employer="@u",
        host="@u",
        procedure={"kind": "open_recruitment", "notice_number": "示例1号"},
        **data,
    )


def post(seats: int) -> Row:
    return row(
        "p",
        "posts",
        "2018-01-01",
        organisation="@u",
        title="工会社会工作者",
        category="social_worker",
        seats=seats,
    )


def refused(summary: Summary) -> dict[int, RefusedRow]:
    return {one.line: one for one in summary.report.refused}


@pytest.mark.requirement("R90")
def test_every_row_is_recorded_once_however_often_it_is_imported(importing: Importing) -> None:
    rows = list(population(3, 1))
    first = importing.run(rows)
    assert (first.report.recorded, first.report.already, first.report.refused) == (len(rows), 0, [])
    before = importing.ledger.size_and_root()
    again = importing.run(rows)
    assert (again.report.recorded, again.report.already) == (0, len(rows))
    assert importing.ledger.size_and_root() == before


def test_several_processes_record_the_same_as_one(importing: Importing) -> None:
    rows = list(population(50, 2))
    summary = importing.run(rows, processes=2)
    assert (summary.report.recorded, summary.report.refused) == (len(rows), [])
    assert summary.rules_per_event > 1


def test_an_import_that_broke_off_goes_on_where_it_stopped(importing: Importing) -> None:
    rows = list(population(3, 1))
    importing.run(rows[: len(rows) * 2 // 3])
    summary = importing.run(rows)
    assert summary.report.already == len(rows) * 2 // 3
    assert summary.report.recorded + summary.report.already == len(rows)


def test_the_same_key_with_other_content_is_refused(importing: Importing) -> None:
    importing.run([union()])
    changed = union()
    changed["body"]["data"]["name"] = "另一个总工会"
    assert refused(importing.run([changed]))[1].code == "idempotency-conflict"


def test_another_batch_is_another_import(importing: Importing) -> None:
    importing.run([union()])
    assert importing.run([union()], batch="batch-2").report.recorded == 1


def test_a_row_that_rests_on_a_refused_one_is_refused_and_names_it(importing: Importing) -> None:
    bad_union = union()
    bad_union["body"]["data"]["level"] = "village"
    summary = importing.run(
        [
            bad_union,
            post(1),
            worker("w"),
            hiring("w"),
            row("w", "separations", "2020-01-01", reason_code="resigned"),
        ]
    )
    found = refused(summary)
    assert found[1].code == "invalid-input"
    assert found[1].reasons[0]["pointer"] == "/data/level"
    assert [found[line].code for line in (2, 4)] == ["rests-on-refused"] * 2
    assert found[4].reasons[0]["row"] == 1
    assert found[5].reasons[0]["rule"] == "impossible.not_engaged"
    assert summary.report.recorded == 1


def test_a_rescission_of_a_refused_row_is_refused_and_names_it(importing: Importing) -> None:
    rows = [
        union(),
        worker("w"),
        hiring("w", mode_="x"),
        row("w", "rescissions", "2020-01-01", target="#row3"),
    ]
    found = refused(importing.run(rows))
    assert found[3].reasons[0]["pointer"] == "/data/mode_"
    assert found[4].reasons[0]["row"] == 3


@pytest.mark.requirement("R90", shows="refusal")
def test_rules_refuse_with_clause_and_remedy(importing: Importing) -> None:
    unannounced = hiring("w")
    unannounced["body"]["data"]["procedure"] = {"kind": "open_recruitment"}
    reason = refused(importing.run([union(), worker("w"), unannounced]))[3].reasons[0]
    assert (reason["rule"], reason["strength"]) == ("hire.open_recruitment", "principle")
    assert "总工发〔2016〕37号" in reason["clause"]
    assert reason["satisfied_zh"]
    assert reason["satisfied_en"]


def test_a_person_registered_twice_in_one_file_is_refused_the_second_time(importing: Importing) -> None:
    found = refused(importing.run([worker("w1"), worker("w2"), passport("w3", "E12345678")]))
    assert {line: one.reasons[0]["rule"] for line, one in found.items()} == {2: "impossible.person_known"}


def test_the_last_seat_goes_to_the_first_of_two(importing: Importing) -> None:
    rows = [union(), post(1), passport("w1", "E1111111"), passport("w2", "E2222222")]
    found = refused(importing.run([*rows, hiring("w1", post="@p"), hiring("w2", post="@p")]))
    assert {line: one.reasons[0]["rule"] for line, one in found.items()} == {6: "impossible.seat_taken"}


def test_a_row_after_a_refused_one_is_judged_on_what_stands(importing: Importing) -> None:
    rows = [union(), worker("w"), row("w", "separations", "2019-01-15", reason_code="resigned"), hiring("w")]
    summary = importing.run(rows)
    assert list(refused(summary)) == [3]
    assert summary.report.recorded == 3


def test_a_worker_of_the_ledger_is_named_by_id(importing: Importing) -> None:
    importing.run([union(), worker("w"), hiring("w")])
    (known,) = importing.ledger.stream_ids("worker-")
    leaving = row(known, "separations", "2020-01-01", reason_code="resigned")
    assert importing.run([leaving], batch="batch-2").report.recorded == 1
    assert importing.run([leaving], batch="batch-2").report.already == 1


def test_parents_registered_earlier_in_the_same_file_are_known(importing: Importing) -> None:
    rows = [
        union("a"),
        union("b", "@a"),
        union("c", "@b"),
        row("c", "reparentings", "2019-01-01", parent="@a"),
    ]
    assert importing.run(rows).report.recorded == 4


def test_two_imports_of_one_file_at_once_record_it_once(importing: Importing) -> None:
    rows = list(population(8, 5))
    reports: list[Summary] = []

    def run() -> None:
        reports.append(importing.run(rows))

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.report.refused for one in reports] == [[], []]
    assert all(one.report.recorded + one.report.already >= len(rows) for one in reports)
    streams = {event.event_id for event in importing.ledger.events_between(0)}
    assert len(streams) == importing.size


def test_a_dry_run_says_the_same_and_records_nothing(importing: Importing) -> None:
    rows = [
        union(), post(1), passport("w1", "E1111111"), passport("w2", "E2222222"), passport("w3", "E1111111"),
        hiring("w1", post="@p"), hiring("w2", post="@p"), hiring("w3"),
    ]  # fmt: skip
    before = importing.size
    dry = importing.rehearse(rows)
    assert importing.size == before
    real = importing.run(rows)
    told = {line: one.json() for line, one in refused(dry).items()}
    assert told == {line: one.json() for line, one in refused(real).items()}
    assert sorted(told) == [5, 7, 8]
    assert dry.report.recorded == real.report.recorded == importing.size - before


def test_a_dry_run_knows_what_is_recorded_already(importing: Importing) -> None:
    importing.run([union()])
    dry = importing.rehearse([union(), worker("w")])
    assert (dry.report.already, dry.report.recorded) == (1, 1)


def test_an_event_over_the_limit_is_refused_and_the_rest_recorded(importing: Importing) -> None:
    honour = row(
        "w",
        "commendations",
        "2019-03-01",
        said={"evidence": []},
        level="city",
        title="示例",
        issuer="示例",
        document_number="1",
    )
    large = {**honour, "body": {**honour["body"], "reason": "长" * 4001}}
    summary = importing.run([union(), worker("w"), hiring("w"), large, honour])
    assert list(refused(summary)) == [4]
    assert summary.report.recorded == 4


def test_a_store_that_goes_away_ends_the_import_and_counts_nothing_as_refused(
    importing: Importing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_self: PostgresLedger, drafts: list[Draft]) -> list[Any]:
        return [StoreUnavailable("无法访问", "gone") for _ in drafts]

    with monkeypatch.context() as patch:
        patch.setattr(PostgresLedger, "record_many", gone)
        patch.setattr(
            PostgresLedger,
            "record",
            lambda _self, _draft: (_ for _ in ()).throw(StoreUnavailable("无", "gone")),
        )
        with pytest.raises(StoreUnavailable):
            importing.run([union(), worker("w")])
    assert importing.run([union(), worker("w")]).report.recorded == 2


def _work_of_nobody(_ledger: PostgresLedger) -> Callable[[int], int]:
    return abs


def test_a_process_that_cannot_open_the_ledger_is_told(importing: Importing) -> None:
    broken = Opening(importing.opening.database_url, importing.opening.keys_folder / "nowhere")
    with (
        pytest.raises(ShardFailed, match="KeysUnusable"),
        Shards[int, int](broken, _work_of_nobody, 1) as shards,
    ):
        list(shards.run([1]))


def test_cycles_and_volunteers_stand_between_the_workers_rows_that_they_name(importing: Importing) -> None:
    opened = row("c", "cycles", "2019-12-01", organisation="@u", kind="annual", scheme="labour_contract",
        standard={"title": "示例考核标准", "version": "2019"}, period_from="2019-01-01", period_to="2019-12-31",
        due_on="2020-02-28")  # fmt: skip
    assessed = row("w", "assessments", "2020-01-10", kind="annual", scheme="labour_contract", cycle="@c",
        period_from="2019-02-01", period_to="2019-12-31", grade="qualified", months_worked=11,
        scores={"duties": "90", "learning": "90", "development": "90"}, assessors=["assessor_1"],
        standard={"title": "示例考核标准", "version": "2019"})  # fmt: skip
    rows = [
        union(), opened, worker("w"), worker("again"), hiring("w"),
        row("c", "enrolments", "2019-12-02", workers=["@w"]),
        row("c", "enrolments", "2019-12-02", workers=["@again"]),
        row("v", "volunteers", "2019-03-01", kind="activist", name="示例丁", organisation="@u", lead="@w"),
        assessed,
    ]  # fmt: skip
    dry = importing.rehearse(rows)
    found = refused(importing.run(rows))
    assert {line: one.code for line, one in found.items()} == {4: "refused", 7: "rests-on-refused"}
    assert found[7].reasons[0]["row"] == 4
    assert {line: one.json() for line, one in refused(dry).items()} == {
        line: one.json() for line, one in found.items()
    }
