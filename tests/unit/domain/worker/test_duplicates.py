"""Two records of one person: one command on both, and the person counts once on every day."""

from datetime import date
from typing import Any, Final
from uuid import uuid5

import pytest

from domain.catalogue import event_type
from domain.claims import ClaimKind
from domain.errors import Forbidden, NotFound, Refused, SubjectErased
from domain.orders import Order, read_command
from domain.questioned import questioned
from domain.reading import Reading
from domain.recording import record_order
from domain.rulebook.backtest import Backtest
from domain.rulebook.drafts import BookDraft, read_draft
from domain.timeline import Timeline
from domain.worker.duplicates import before_merging
from domain.worker.life import at_home_or_host, holders, worker_claims, worker_timeline
from domain.worker.state import Engaged, NeverEngaged, WorkerState
from tests.memory import Desk, Said, event_id, say
from tests.specification import CITY, COUNTY, POST, SPACE
from tests.unit.domain.rulebook.story import book, rule


def worker_id(label: str) -> str:
    return f"worker-{uuid5(SPACE, label)}"


DUPLICATE, SURVIVOR, THIRD = worker_id("duplicate"), worker_id("goes on"), worker_id("third")
PASSPORTS: Final = {DUPLICATE: "E00000051", SURVIVOR: "E00000052", THIRD: "E00000053"}
FAR: Final = date(2099, 1, 1)


def registered(worker: str, on: str = "2020-01-01") -> Said:
    return say(
        "worker.registered",
        on,
        f"registered {worker}",
        name="示例甲",
        document={"kind": "passport", "number": PASSPORTS[worker]},
        person={"birth_on": "1990-05-01", "sex": "2"},
    )


def hired(on: str, label: str, post: str | None = None) -> Said:
    return say(
        "worker.hired",
        on,
        label,
        mode="direct_hire",
        legal_employer=COUNTY,
        host=COUNTY,
        procedure={"kind": "open_recruitment"},
        **({"post": post} if post else {}),
    )


def separated(on: str, label: str) -> Said:
    return say("worker.separated", on, label, reason_code="resigned")


def certified(label: str) -> Said:
    return say(
        "worker.qualification_obtained",
        "2021-06-01",
        label,
        kind="social_worker",
        level="social_worker",
        number="EX-1",
    )


def merge(on: str = "2024-03-01", label: str = "merge", into: str = SURVIVOR) -> Said:
    return say("worker.duplicate_merged", on, label, into=into)


def rescind(target: str, label: str = "", ordinal: int = 0) -> Said:
    return say(
        "event.rescinded", "2024-06-01", label or f"rescind {target}", target=str(event_id(target, ordinal))
    )


def two_records(*books: tuple[BookDraft, str]) -> Desk:
    """The duplicate worked in the county's post from 2021 to 2022, the record that goes on does since 2023."""
    desk = Desk(*books)
    for command in (registered(DUPLICATE), hired("2021-01-01", "first hiring", POST), certified("one")):
        desk.do(command, stream_id=DUPLICATE)
    desk.do(separated("2022-12-31", "first separation"), stream_id=DUPLICATE)
    for command in (registered(SURVIVOR), hired("2023-01-01", "second hiring", POST)):
        desk.do(command, stream_id=SURVIVOR)
    return desk


def merged() -> Desk:
    desk = two_records()
    desk.do(merge(), stream_id=DUPLICATE)
    return desk


def documents(desk: Desk, worker: str) -> set[str]:
    """The numbers of the identity documents that a worker claims."""
    blind = {desk.ledger.blind("person", f"passport|{number}"): number for number in PASSPORTS.values()}
    claims = desk.ledger.held_by(worker)
    return {blind[one.key.key] for one in claims if one.key.kind is ClaimKind.PERSON}


def kinds(desk: Desk, worker: str) -> set[ClaimKind]:
    return {one.key.kind for one in desk.ledger.held_by(worker)}


def refused(desk: Desk, *commands: Said, on: str = DUPLICATE) -> str:
    """The rule that refuses these commands; nothing is recorded."""
    size = len(desk.ledger.log)
    with pytest.raises(Refused) as told:
        desk.do(*commands, stream_id=on)
    assert len(desk.ledger.log) == size
    first = told.value.refusals[0]
    assert first.zh
    assert first.en
    assert first.satisfied_zh
    return first.rule.removeprefix("impossible.")


def days(timeline: Timeline[WorkerState]) -> list[bool]:
    """Whether the worker is held by anyone on some days of each year."""
    return [bool(at_home_or_host(timeline.as_of(date(year, 7, 1)))) for year in (2020, 2021, 2022, 2023)]


@pytest.mark.requirement("R14")
def test_one_command_records_both_sides_and_says_what_caused_the_second() -> None:
    desk = two_records()
    receipts = desk.do(merge(), stream_id=DUPLICATE)
    first, second = (desk.ledger.log[receipt.position] for receipt in receipts)
    assert [(first.stream_id, first.type.name), (second.stream_id, second.type.name)] == [
        (DUPLICATE, "worker.duplicate_merged"),
        (SURVIVOR, "worker.duplicate_absorbed"),
    ]
    assert (second.said.causation_id, second.event_id) == (first.event_id, event_id("merge", 1))
    assert second.effective_on == first.effective_on


def test_as_known_after_the_merge_the_duplicate_counts_on_no_day_and_before_it_as_then() -> None:
    desk = merged()
    after = desk.worker(DUPLICATE)
    before = after.known_at(len(desk.ledger.log) - 3)
    assert days(after) == [False] * 4
    assert days(before) == [False, True, True, False]
    for day in (date(2019, 1, 1), date(2021, 7, 1), FAR):
        state = after.as_of(day)
        assert state.particulars.merged_into == SURVIVOR
        assert isinstance(state.engagement, NeverEngaged)
        assert holders(state) == ()
    assert days(desk.worker(SURVIVOR)) == [False, False, False, True]


def test_who_the_duplicate_is_stays_known() -> None:
    desk = two_records()
    desk.do(say("worker.profile_changed", "2021-05-01", education="21"), stream_id=DUPLICATE)
    desk.do(merge(), stream_id=DUPLICATE)
    identity = desk.worker(DUPLICATE).end.identity
    assert identity is not None
    assert identity.education == "21"


def test_the_one_that_goes_on_knows_on_every_day_whom_it_took_over() -> None:
    timeline = merged().worker(SURVIVOR)
    for day in (date(2019, 1, 1), FAR):
        known = timeline.as_of(day).particulars
        assert known.absorbed == (DUPLICATE,)
        assert len(known.other_documents) == 1
    assert isinstance(timeline.end.engagement, Engaged)


def test_the_person_is_registered_again_under_neither_document() -> None:
    desk = merged()
    assert kinds(desk, DUPLICATE) == set()
    assert documents(desk, SURVIVOR) == {PASSPORTS[DUPLICATE], PASSPORTS[SURVIVOR]}
    for document in (PASSPORTS[DUPLICATE], PASSPORTS[SURVIVOR]):
        again = say(
            "worker.registered",
            "2024-05-01",
            f"again {document}",
            name="示例甲",
            document={"kind": "passport", "number": document},
            person={"birth_on": "1990-05-01", "sex": "2"},
        )
        assert refused(desk, again, on=THIRD) == "person_known"


def test_what_the_duplicate_held_besides_is_free() -> None:
    desk = merged()
    desk.do(certified("the same certificate"), stream_id=SURVIVOR)
    assert ClaimKind.CERTIFICATE in kinds(desk, SURVIVOR)
    reading = Reading(desk.ledger, desk.shelf)
    rebuilt = [
        claim
        for worker in (DUPLICATE, SURVIVOR)
        for claim in worker_claims(worker_timeline(worker, desk.ledger.events(worker)), reading, reading)
    ]
    assert set(rebuilt) == {*desk.ledger.held_by(DUPLICATE), *desk.ledger.held_by(SURVIVOR)}


@pytest.mark.parametrize(
    "command", [hired("2025-01-01", "later"), certified("later"), merge("2025-01-01", "later")]
)
def test_nothing_more_is_recorded_on_it_and_the_refusal_names_the_one_that_goes_on(command: Said) -> None:
    desk = merged()
    with pytest.raises(Refused) as told:
        desk.do(command, stream_id=DUPLICATE)
    one = told.value.refusals[0]
    assert one.rule == "impossible.merged"
    assert SURVIVOR in one.zh
    assert SURVIVOR in one.en


def test_what_stood_on_it_before_is_not_corrected_either() -> None:
    assert refused(merged(), rescind("first hiring")) == "merged"


def test_a_merged_duplicate_can_still_be_erased() -> None:
    desk = merged()
    desk.do(say("subject.erased", "2024-07-01", ground="consent_withdrawn"), stream_id=DUPLICATE)
    assert desk.worker(DUPLICATE).end.erased_on == date(2024, 7, 1)


def test_a_record_is_not_merged_into_itself() -> None:
    assert refused(two_records(), merge(into=DUPLICATE)) == "merged_into_itself"


def test_nor_into_one_that_is_not_there() -> None:
    with pytest.raises(NotFound):
        two_records().do(merge(into=THIRD), stream_id=DUPLICATE)


def test_nor_into_one_that_was_merged_itself() -> None:
    desk = merged()
    desk.do(registered(THIRD), stream_id=THIRD)
    assert refused(desk, merge(label="third", into=DUPLICATE), on=THIRD) == "merged"


def test_nor_into_an_erased_one() -> None:
    desk = two_records()
    desk.do(say("subject.erased", "2024-01-01", ground="consent_withdrawn"), stream_id=SURVIVOR)
    with pytest.raises(SubjectErased):
        desk.do(merge(), stream_id=DUPLICATE)


def test_an_engaged_duplicate_is_separated_first() -> None:
    desk = two_records()
    desk.do(hired("2023-06-01", "hired again"), stream_id=DUPLICATE)
    assert refused(desk, merge()) == "duplicate_engaged"
    desk.do(separated("2024-03-01", "separated again"), stream_id=DUPLICATE)
    assert refused(desk, merge("2024-02-29", "too early")) == "duplicate_engaged"
    desk.do(merge("2024-03-01", "in time"), stream_id=DUPLICATE)


def test_a_merge_is_a_command_of_its_own() -> None:
    assert refused(two_records(), merge(), certified("beside")) == "merge_alone"


def test_a_record_that_took_another_over_brings_all_its_documents() -> None:
    desk = merged()
    desk.do(registered(THIRD), stream_id=THIRD)
    desk.do(separated("2024-04-01", "left"), stream_id=SURVIVOR)
    receipts = desk.do(merge("2024-05-01", "onwards", THIRD), stream_id=SURVIVOR)
    assert len(receipts) == 3
    assert documents(desk, THIRD) == set(PASSPORTS.values())
    assert desk.worker(THIRD).end.particulars.absorbed == (SURVIVOR, DUPLICATE)
    assert refused(desk, rescind("merge")) == "merged", "the later merge stands in the way"

    desk.do(rescind("onwards"), stream_id=SURVIVOR)
    assert documents(desk, THIRD) == {PASSPORTS[THIRD]}
    assert documents(desk, SURVIVOR) == {PASSPORTS[SURVIVOR], PASSPORTS[DUPLICATE]}


def test_rescinding_the_merge_undoes_both_sides_in_one_command() -> None:
    desk = merged()
    before = desk.worker(DUPLICATE).known_at(len(desk.ledger.log) - 3)
    receipts = desk.do(rescind("merge"), stream_id=DUPLICATE)
    assert [receipt.stream_id for receipt in receipts] == [DUPLICATE, SURVIVOR]
    assert desk.worker(DUPLICATE).end == before.end
    assert desk.worker(SURVIVOR).end.particulars.absorbed == ()
    assert documents(desk, DUPLICATE) == {PASSPORTS[DUPLICATE]}
    assert documents(desk, SURVIVOR) == {PASSPORTS[SURVIVOR]}
    assert kinds(desk, DUPLICATE) == {ClaimKind.PERSON, ClaimKind.CERTIFICATE, ClaimKind.SEAT}


def test_what_was_taken_meanwhile_keeps_a_merge_from_being_rescinded() -> None:
    desk = merged()
    desk.do(certified("the same certificate"), stream_id=SURVIVOR)
    assert refused(desk, rescind("merge")) == "certificate_known"


def test_one_side_is_not_rescinded_alone() -> None:
    assert refused(merged(), rescind("merge", "one side", 1), on=SURVIVOR) == "other_side_of_merge"


def test_a_rescinded_merge_is_not_restored_but_made_anew() -> None:
    desk = merged()
    desk.do(rescind("merge"), stream_id=DUPLICATE)
    assert refused(desk, rescind("rescind merge")) == "merge_anew"
    desk.do(merge(label="anew"), stream_id=DUPLICATE)
    assert desk.worker(DUPLICATE).end.particulars.merged_into == SURVIVOR


def correction(**data: Any) -> Said:
    return say(
        "event.corrected",
        "2024-06-01",
        target=str(event_id("merge")),
        type="worker.duplicate_merged",
        effective_on="2024-03-02",
        data=data,
    )


def test_a_merge_is_corrected_in_its_date_and_not_in_the_record_that_it_names() -> None:
    desk = merged()
    desk.do(correction(into=SURVIVOR), stream_id=DUPLICATE)
    found = desk.worker(DUPLICATE).find(event_id("merge"))
    assert found is not None
    assert found.effective_on == date(2024, 3, 2)
    assert refused(merged(), correction(into=THIRD)) == "other_survivor"


def hired_at_a_county_and_leaving_after_a_month() -> BookDraft:
    """The nation's book: rules that hold of both careers as they were."""
    rules = (
        ("where", "worker.hired", "event.host_level == 'county'"),
        ("stay", "worker.separated", "worker.months_engaged >= 1"),
    )
    return read_draft(
        book("CN", *(rule(name, judges=[judged], require=asked) for name, judged, asked in rules))
    )


def test_a_merge_questions_nothing_on_either_side() -> None:
    desk = two_records((hired_at_a_county_and_leaving_after_a_month(), "2016-01-01"))
    level = {"name": "示例市总工会", "kind": "union", "level": "city", "division": "220621", "parent": CITY}
    county = next(one for one in desk.ledger.log if one.stream_id == COUNTY)
    raised = say(
        "event.corrected",
        "2024-01-01",
        "raised",
        target=str(county.event_id),
        type="organisation.registered",
        effective_on="2000-01-01",
        data=level,
    )
    desk.do(raised, stream_id=COUNTY)
    desk.do(merge(), stream_id=DUPLICATE)
    reading = Reading(desk.ledger, desk.shelf)
    for worker in (DUPLICATE, SURVIVOR):
        assert questioned(desk.worker(worker), reading) == []


def test_a_policy_is_not_tried_on_what_counts_no_more() -> None:
    desk = two_records()
    trial = Backtest(read_draft(book("CN")), "CN", date(2020, 1, 1), FAR)

    def judged() -> list[int]:
        reading = Reading(desk.ledger, desk.shelf)
        return [trial.judge(desk.worker(one), reading).judged for one in (DUPLICATE, SURVIVOR)]

    assert judged() == [4, 2]
    desk.do(merge(), stream_id=DUPLICATE)
    assert judged() == [0, 3]


def test_who_held_the_duplicate_before_is_who_held_it() -> None:
    desk = merged()
    assert holders(before_merging(desk.worker(DUPLICATE)).end) == (COUNTY,)
    assert before_merging(desk.worker(SURVIVOR)) == desk.worker(SURVIVOR)


def test_the_principal_is_asked_to_hold_both() -> None:
    desk = two_records()
    asked: list[str] = []

    def authorise(_reading: Reading, timeline: Timeline[Any]) -> None:
        asked.append(timeline.stream_id)
        if timeline.stream_id == SURVIVOR:
            raise Forbidden("不在范围内", "not in scope")

    said = merge()
    first = uuid5(SPACE, said.label)
    command = read_command(event_type(said.type), said.content)
    with pytest.raises(Forbidden):
        record_order(
            desk.ledger,
            desk.shelf,
            Order("clerk", DUPLICATE, (command,), first, first, today=desk.today),
            authorise,
        )
    assert asked == [DUPLICATE, SURVIVOR]
