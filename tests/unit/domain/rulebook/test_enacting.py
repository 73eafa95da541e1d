"""Enacting: what is recorded of a book, what is inherited from whom, and what is refused."""

from datetime import date
from typing import Any

import pytest

from domain.errors import Contended, LedgerError, Refused
from domain.ledger import Draft
from domain.rulebook.drafts import BookDraft, read_draft
from domain.rulebook.enacting import decided
from tests.unit.domain.rulebook.steps import hired, registered
from tests.unit.domain.rulebook.story import (
    ENACTED_ON,
    FILES,
    Story,
    book,
    bundled_book,
    derived,
    in_city,
    named,
    nowhere_special,
    rule,
)

STREAM = "rulebook-220600"
SECONDMENT: dict[str, Any] = {"secondment": {"maximum_months": 6}}


def draft(*rules: dict[str, Any], jurisdiction: str = "220600", **settings: Any) -> BookDraft:
    return read_draft(book(jurisdiction, *rules, **settings))


def types(story: Story, stream: str = STREAM) -> list[str]:
    return [event.type.name.removeprefix("rulebook.") for event in story.ledger.events(stream)]


def refused(story: Story, written: BookDraft, on: date = ENACTED_ON) -> list[str]:
    before = len(story.ledger.log)
    with pytest.raises(Refused) as caught:
        story.enact(written, on)
    assert len(story.ledger.log) == before
    return [one.rule.removeprefix("impossible.") for one in caught.value.refusals]


@pytest.fixture
def story() -> Story:
    return Story()


def test_each_rule_and_table_is_an_event_and_the_last_names_them(story: Story) -> None:
    receipts = story.enact(draft(rule("a"), rule("b"), **SECONDMENT), label="first")
    assert types(story) == ["rule_set", "rule_set", "settings_set", "enacted"]
    assert [receipt.event_id for receipt in receipts] == [named("first")] + [
        derived("first", i) for i in (1, 2, 3)
    ]
    enacted = story.ledger.events(STREAM)[-1]
    assert enacted.data.rules == (named("first"), derived("first", 1))
    assert enacted.data.settings == (derived("first", 2),)
    assert enacted.data.language == 1
    assert enacted.said.rulebook is None


def test_what_did_not_change_keeps_its_event(story: Story) -> None:
    story.enact(draft(rule("a"), rule("b"), **SECONDMENT), label="first")
    story.enact(draft(rule("a"), rule("b", require="false"), **SECONDMENT), date(2020, 1, 1), "second")
    assert types(story)[4:] == ["rule_set", "enacted"]
    enacted = story.ledger.events(STREAM)[-1]
    assert enacted.data.rules == (named("first"), named("second"))
    assert enacted.data.settings == (derived("first", 2),)


def test_what_is_left_out_is_no_longer_in_force(story: Story) -> None:
    story.enact(draft(rule("a"), rule("b"), **SECONDMENT))
    story.enact(draft(rule("a")), date(2020, 1, 1))
    assert types(story)[4:] == ["enacted"]
    before, after = story.book(on=date(2019, 12, 31)), story.book(on=date(2020, 1, 1))
    assert (before.rule("b") is not None, after.rule("b")) == (True, None)
    assert (before.settings.secondment.maximum_months, after.settings.secondment.maximum_months) == (6, 24)


def test_a_second_enactment_of_a_day_takes_the_place_of_the_first(story: Story) -> None:
    story.enact(draft(rule("a")))
    story.enact(draft(rule("b")))
    assert story.book().rule("a") is None
    assert story.book().rule("b") is not None


def test_the_same_again_is_refused(story: Story) -> None:
    story.enact(draft(rule("a"), **SECONDMENT))
    assert refused(story, draft(rule("a"), **SECONDMENT), date(2020, 1, 1)) == ["nothing_changed"]


def test_a_new_title_alone_is_a_change(story: Story) -> None:
    story.enact(draft(rule("a")))
    tree = {**book("220600", rule("a")), "title": "另一名称"}
    story.enact(read_draft(tree), date(2020, 1, 1))
    assert types(story) == ["rule_set", "enacted", "enacted"]


def test_validity_does_not_overlap(story: Story) -> None:
    story.enact(draft(rule("a")), date(2020, 1, 1))
    assert refused(story, draft(rule("b")), date(2019, 12, 31)) == ["overlapping_validity"]


@pytest.mark.requirement("R12", shows="refusal")
def test_what_contradicts_a_parent_is_refused(story: Story) -> None:
    weaker = draft(rule("hire.working_age", strength="may"), rule("unknown", withdrawn=True))
    assert refused(story, weaker) == ["contradicts_parent", "contradicts_parent"]


def test_the_parents_of_that_day_are_asked(story: Story) -> None:
    weaker = draft(rule("hire.working_age", strength="may"))
    story.enact(weaker, date(2009, 12, 31))


def test_the_same_command_again_is_answered_and_records_nothing(story: Story) -> None:
    first = story.enact(draft(rule("a")), label="once")
    size = len(story.ledger.log)
    assert story.enact(draft(rule("a")), label="once") == first
    assert len(story.ledger.log) == size


def overtaking(story: Story, identifier: str) -> Draft:
    """A book of the province that someone else enacts meanwhile."""
    above = draft(rule(identifier), jurisdiction="220000")
    said = {
        "effective_on": ENACTED_ON,
        "actor": "other",
        "approvals": (),
        "basis": None,
        "correlation_id": None,
    }
    recorded = story.ledger.events("rulebook-220000")
    events = decided(above, recorded, ENACTED_ON, named(f"meanwhile {identifier}"), said)
    return Draft(events=events, reads={"rulebook-220000": len(recorded)})


def test_a_parent_that_changed_meanwhile_is_asked_again(story: Story) -> None:
    story.ledger.overtaking.append(overtaking(story, "a"))
    assert refused_by_race(story) == ["contradicts_parent"]


def refused_by_race(story: Story) -> list[str]:
    with pytest.raises(Refused) as caught:
        story.enact(draft(rule("a", strength="may")))
    return [one.rule.removeprefix("impossible.") for one in caught.value.refusals]


def test_one_that_is_overtaken_again_and_again_is_given_up(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = story.ledger.record

    def always_overtaken(decided_now: Draft) -> Any:
        story.ledger.overtaking.append(overtaking(story, f"r{len(story.ledger.log)}"))
        return record(decided_now)

    monkeypatch.setattr(story.ledger, "record", always_overtaken)
    with pytest.raises(Contended):
        story.enact(draft(rule("z")))
    assert types(story) == []


class TestInheritance:
    @pytest.mark.requirement("R12")
    def test_from_the_nation_to_the_county_the_nearest_counts(self) -> None:
        story = nowhere_special()
        story.under(rule("a", require="1 == 1"), jurisdiction="220000", **SECONDMENT)
        story.under(rule("a", require="2 == 2"), jurisdiction="220200", look_back={"promotion_months": 12})
        resolved = story.book("220202")
        found = resolved.rule("a")
        assert found is not None
        assert found.require == "2 == 2"
        assert resolved.settings.secondment.maximum_months == 6
        assert resolved.settings.look_back.promotion_months == 12
        assert resolved.settings.look_back.renewal_months == 36
        assert [edition.jurisdiction for edition in resolved.editions] == ["220200", "220000", "CN"]

    def test_a_ladder_is_replaced_whole_and_others_stay(self) -> None:
        steps = [{"code": "only", "zh": "唯一", "en": "only"}]
        story = nowhere_special()
        story.under(jurisdiction="220200", ladders={"steps": {"zh": "本地", "en": "local", "steps": steps}})
        ladders = story.book("220202").settings.ladders
        assert [step.code for step in ladders["steps"].steps] == ["only"]
        assert len(ladders["professional"].steps) == 13

    def test_a_withdrawn_rule_no_longer_judges_below(self) -> None:
        story = nowhere_special()
        free = rule("local.free", require="false", may_be_withdrawn=True)
        story.under(free, jurisdiction="220000").given(registered())
        story.when(hired(label="before")).then_refused("local.free")
        story.under({**free, "withdrawn": True}, jurisdiction="220200")
        story.when(hired(label="after")).then_recorded()

    def test_a_city_says_nothing_about_its_neighbour(self) -> None:
        assert in_city("220600").book("320500").rule("hire.age") is None

    def test_a_newer_national_book_reaches_the_cities(self) -> None:
        story = in_city("220600")
        tree = book("CN", rule("only.rule"))
        story.enact(read_draft(tree), date(2024, 1, 1))
        assert story.book(on=date(2024, 1, 1)).rule("renewal.assessment") is None
        assert story.book(on=date(2024, 1, 1)).rule("hire.age") is not None
        assert story.book(on=date(2023, 12, 31)).rule("renewal.assessment") is not None


@pytest.mark.parametrize("code", sorted(FILES))
def test_every_bundled_book_can_be_enacted(code: str) -> None:
    fresh = Story()
    if code != "CN":
        fresh.enact(bundled_book(code))
    assert fresh.book("220602" if code == "CN" else code).rules


def test_errors_speak_both_languages(story: Story) -> None:
    with pytest.raises(LedgerError) as caught:
        story.enact(bundled_book("CN"), date(2020, 1, 1))
    assert caught.value.zh
    assert caught.value.en
