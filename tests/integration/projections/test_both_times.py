"""What the tables over both times hold is what the exact fold says, for every pair of a day and a position."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import orjson
import pytest

from domain.bitemporal import STILL, content_of
from domain.ledger import Draft
from domain.timeline import Timeline
from domain.worker.life import INITIAL, evolve, worker_timeline
from domain.worker.state import WorkerState
from ops.store import PostgresLedger
from projections import digests
from projections.digests import Lifetime
from projections.known import Known
from projections.models import read_models
from projections.moments import Moment
from projections.passes import key_of
from projections.replay import replay
from projections.roster import Sort, Status, Wanted, hashes, page
from projections.roster_table import TABLE
from projections.runner import Runner
from projections.within import EVERYWHERE, Within, path_of, subtree
from projections.within import shown as shown_paths
from tests import rosters
from tests.database import Database, TestServer, migrated_database
from tests.integration.api.queries.support import (
    ELSEWHERE,
    FOREIGN,
    NOBODYS,
    WORKER,
    populate,
    relabelled,
)
from tests.ledgers import erased, ledger_in
from tests.recorded import organisation, record, record_together
from tests.specification import (
    CITY,
    COUNTY,
    contract,
    corrected,
    fact,
    hired,
    organisation_id,
    rescinded,
    seconded,
    separated,
)

VILLAGE = organisation_id("village")
WORKERS = (WORKER, FOREIGN, NOBODYS)
DAYS = [date(2019, 6, 1) + timedelta(days=73 * step) for step in range(34)]


def mend(ledger: PostgresLedger) -> None:
    """Corrections, rescissions, back-dated events, moves and a merger on top of the small history."""
    record(ledger, VILLAGE, organisation("village", COUNTY))
    record(ledger, WORKER, corrected("hired", hired("2020-01-15", host=VILLAGE, legal_employer=VILLAGE)))
    record(ledger, WORKER, seconded("2022-03-01", "2022-09-30", "two", full_time=False, host=ELSEWHERE))
    record(ledger, WORKER, seconded("2022-05-01", "2022-09-30", "three", full_time=False, host=VILLAGE))
    record(
        ledger, WORKER, fact("worker.profile_changed", "2021-06-01", "renamed", name="示例乙", education="21")
    )
    record(ledger, WORKER, rescinded("graded"), rescinded("seconded"))
    record(ledger, COUNTY, fact("organisation.reparented", "2021-07-01", "moved", parent=ELSEWHERE))
    record(ledger, FOREIGN, relabelled(separated("2023-01-01"), "left"))
    record(ledger, FOREIGN, relabelled(contract("2020-02-01", "2022-01-31", employer=ELSEWHERE), "late"))
    record(
        ledger, COUNTY, corrected("moved", fact("organisation.reparented", "2021-09-01", parent=ELSEWHERE))
    )
    record(ledger, CITY, fact("organisation.merged", "2023-05-01", "merged", into=ELSEWHERE))


@pytest.fixture(scope="module")
def filled(server: TestServer) -> Iterator[PostgresLedger]:
    with migrated_database(server) as made, ledger_in(made.app_url) as ledger:
        populate(ledger)
        mend(ledger)
        Runner(ledger, read_models(ledger), batch=5).catch_up()
        yield ledger


def all_rows(ledger: PostgresLedger) -> list[dict[str, Any]]:
    """The whole table, each worker's home first."""
    return [
        row[0] for row in ledger.rows("SELECT to_jsonb(r) FROM read.roster r ORDER BY cardinality(yields_to)")
    ]


def rows_of(rows: list[dict[str, Any]], worker: str, day: date, known: int) -> list[dict[str, Any]]:
    return [
        plain(row)
        for row in rows
        if row["worker_id"] == key_of(worker)
        and row["valid_from"] <= day.isoformat() < row["valid_to"]
        and row["known_from"] <= known < row["known_to"]
    ]


def exact(timeline: Timeline[WorkerState], day: date) -> list[dict[str, Any]]:
    standing = [one for one in timeline.standing if one.effective_on <= day or one.type.undated]
    content = content_of(standing, INITIAL, evolve, TABLE.view)
    if content is None:
        return []
    return [
        plain({**dict(zip(TABLE.columns, values, strict=True)), "rests_on": list(content.rests_on)})
        for values in TABLE.rows(timeline.stream_id, content)
    ]


def plain(row: dict[str, Any]) -> dict[str, Any]:
    named = {name: row[name] for name in (*TABLE.columns, "rests_on")}
    secondments = named["secondments"]
    return {
        **named,
        "secondments": orjson.loads(secondments) if isinstance(secondments, str) else secondments,
    }


@pytest.mark.requirement("R86")
def test_rosters_are_the_exact_fold_for_all_pairs_of_dates(filled: PostgresLedger) -> None:
    rows, shown = all_rows(filled), 0
    timelines = [worker_timeline(worker, filled.events(worker)) for worker in WORKERS]
    for known in range(-1, filled.size_and_root()[0]):
        for timeline in (whole.known_at(known) for whole in timelines):
            for day in DAYS:
                found = rows_of(rows, timeline.stream_id, day, known)
                assert found == exact(timeline, day), (timeline.stream_id, day, known)
                shown += len(found)
    assert shown > 500


def test_paths_are_those_of_the_tree_for_all_pairs_of_dates(filled: PostgresLedger) -> None:
    names = {f"{filled.events(one)[0].position:010x}": one for one in (CITY, COUNTY, ELSEWHERE, VILLAGE)}
    for position in range(filled.size_and_root()[0]):
        known = Known(filled, position)
        for day in DAYS[::5]:
            for organisation_ in names.values():
                path = path_of(filled.rows, organisation_, day, position) or ""
                below = [one.organisation_id for one in known.path(organisation_, day)]
                assert [names[code] for code in path.split("/")[:-1]] == below[::-1], (position, day)


def test_what_a_scope_is_shown_is_as_ranges_of_paths_what_it_is_by_definition(filled: PostgresLedger) -> None:
    today = date(2026, 1, 1)
    for position in range(0, filled.size_and_root()[0], 4):
        known = Known(filled, position)
        for day in DAYS[::7]:
            for scope in (None, CITY, COUNTY, ELSEWHERE, VILLAGE):
                within = shown_paths(known, scope, day, today)
                held = {
                    one
                    for one in (CITY, COUNTY, ELSEWHERE, VILLAGE)
                    if within.holds(path_of(filled.rows, one, day, position))
                }
                assert held == set(known.shown(scope, day, today)), (position, day, scope)
    assert Within(today, 0, EVERYWHERE).holds("0000000001/")


def test_rosters_of_every_scope_and_status_are_those_of_the_exact_fold(filled: PostgresLedger) -> None:
    today, shown = date(2026, 1, 1), 0
    for position in range(3, filled.size_and_root()[0], 4):
        known = Known(filled, position)
        for day in DAYS[::5]:
            at = Moment(day, position, b"")
            for scope in (None, CITY, COUNTY, ELSEWHERE, VILLAGE):
                held = frozenset(known.shown(scope, day, today))
                within = shown_paths(known, scope, day, today)
                for status in Status:
                    expected = {
                        (
                            row.worker_id,
                            row.version,
                            row.home,
                            row.host,
                            tuple(rosters.overdue(row.state, at)),
                        )
                        for row in rosters.everyone(
                            known, at, rosters.Wanted(held, rosters.Status(status.value))
                        )
                    }
                    wanted = Wanted(day, position, (within,), status)
                    by_tree = pages(filled, wanted, Sort.ORGANISATION)
                    assert by_tree == expected, (position, day, scope, status)
                    shown += len(expected)
    assert shown > 50


def test_other_orders_have_the_same_rows(filled: PostgresLedger) -> None:
    day, position = date(2022, 6, 1), filled.size_and_root()[0] - 1
    for known in (position - 4, position):
        wanted = Wanted(day, known, (Within(day, known, EVERYWHERE),))
        expected = pages(filled, wanted, Sort.ORGANISATION)
        assert len(expected) == 2
        for sort in Sort:
            assert pages(filled, wanted, sort) == expected, sort


def pages(ledger: PostgresLedger, wanted: Wanted, sort: Sort) -> set[tuple[Any, ...]]:
    """All rows of a roster, taken one by one."""
    found: list[tuple[Any, ...]] = []
    after = None
    while True:
        part = page(ledger.rows, wanted, after, 1, sort)
        found += [(row.worker_id, row.version, row.home, row.host, row.overdue) for row in part.rows]
        if part.next_after is None:
            assert len(set(found)) == len(found)
            return set(found)
        after = part.next_after


def test_a_replay_from_the_events_has_the_digest_of_the_rows_served(filled: PostgresLedger) -> None:
    for position in (9, filled.size_and_root()[0] - 1):
        for day in DAYS[::6]:
            everywhere = Wanted(day, position, (Within(day, position, EVERYWHERE),))
            served = hashes(filled.rows, everywhere)
            assert replay(Known(filled, position), day) == (len(served), digests.of_rows(served))
    day, position = date(2022, 6, 1), filled.size_and_root()[0] - 1
    below = Wanted(day, position, (subtree(filled.rows, ELSEWHERE, day, position),))
    served = hashes(filled.rows, below)
    assert replay(Known(filled, position), day, ELSEWHERE) == (len(served), digests.of_rows(served))


def test_the_digest_is_what_the_rows_add_up_to(filled: PostgresLedger) -> None:
    for model, table in (("workers", "roster"), ("posts", "post")):
        lives = [
            Lifetime(start.isoformat(), end.isoformat(), known_from, known_to, bytes(row_hash))
            for start, end, known_from, known_to, row_hash in filled.rows(
                f"SELECT valid_from, valid_to, known_from, known_to, row_hash FROM read.{table}"
            )
        ]
        number = sum(digests.opened(table, one) for one in lives)
        number += sum(digests.closed(table, one) for one in lives if one.known_to != STILL)
        kept = digests.kept(filled.rows)[model]
        assert (kept.size, kept.sum) == (
            filled.size_and_root()[0],
            digests.total([number]).to_bytes(32).hex(),
        )


def test_batches_of_any_size_give_the_same_rows(filled: PostgresLedger, database: Database) -> None:
    with ledger_in(database.app_url) as again:
        populate(again)
        mend(again)
        Runner(again, read_models(again)).catch_up()
        assert digests.kept(again.rows) == digests.kept(filled.rows)
        for table in ("roster", "place", "post", "identity", "tie"):
            query = f"SELECT to_jsonb(t) FROM read.{table} t ORDER BY 1"
            assert again.rows(query) == filled.rows(query), table


def test_a_person_is_shown_in_plain_words_until_erased(database: Database) -> None:
    query = "SELECT said_at, name, pinyin, initials, document_mask, sex FROM read.identity ORDER BY said_at"
    with ledger_in(database.app_url) as ledger:
        populate(ledger)
        mend(ledger)
        runner = Runner(ledger, read_models(ledger))
        runner.catch_up()
        first, *_ = ledger.rows(query)
        assert first[1:] == ("示例甲", "shilijia", "slj", "110105********002X", "2")
        assert any(row[1] == "示例乙" and row[4] is None for row in ledger.rows(query))
        ledger.record(Draft((erased(WORKER),), {WORKER: ledger.versions([WORKER])[WORKER]}))
        ledger.destroy_subject(WORKER, [runner.purge])
        runner.catch_up()
        assert not ledger.rows("SELECT FROM read.identity WHERE worker_id = %s::uuid", (key_of(WORKER),))
        assert ledger.rows("SELECT FROM read.roster WHERE worker_id = %s::uuid", (key_of(WORKER),))


def test_a_stream_that_cannot_be_read_is_parked_and_the_others_go_on(database: Database) -> None:
    with ledger_in(database.app_url) as ledger:
        populate(ledger)
        record_together(ledger, NOBODYS, relabelled(hired("2020-01-01"), "n"))
        runner = Runner(ledger, read_models(ledger), batch=3)
        table = type(TABLE).rows
        try:
            type(TABLE).rows = _failing(table)  # type: ignore[method-assign]
            runner.catch_up()
        finally:
            type(TABLE).rows = table  # type: ignore[method-assign]
        parked = ledger.rows("SELECT stream_id, error FROM read.workers_parked")
        assert parked == [(FOREIGN, "RuntimeError: planted")]
        last = ledger.size_and_root()[0] - 1
        assert rows_of(all_rows(ledger), NOBODYS, date(2020, 1, 1), last)
        record(ledger, FOREIGN, relabelled(contract("2020-02-01", None, employer=ELSEWHERE), "c"))
        runner.catch_up()
        assert ledger.rows("SELECT FROM read.workers_parked") == []
        rows, timeline = all_rows(ledger), worker_timeline(FOREIGN, ledger.events(FOREIGN))
        for known in range(ledger.size_and_root()[0]):
            found = rows_of(rows, FOREIGN, date(2021, 1, 1), known)
            assert found == exact(timeline.known_at(known), date(2021, 1, 1)), known


def _failing(rows: Any) -> Any:
    def planted(self: Any, stream_id: str, content: Any) -> Any:
        if stream_id == FOREIGN:
            raise RuntimeError("planted")
        return rows(self, stream_id, content)

    return planted
