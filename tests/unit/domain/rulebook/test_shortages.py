"""The catalogue of shortages (R11): what it may say, and what hirings, secondments and posts may name of it."""

import pytest

from domain.rulebook.drafts import read_draft
from tests.unit.domain.rulebook.steps import hired, seconded
from tests.unit.domain.rulebook.story import CITY, POST, Step, Story, book, in_city
from tests.unit.domain.rulebook.test_drafts import faults
from tests.unit.domain.rulebook.test_national_book import someone

NAMES = {"zh": "示例紧缺", "en": "an example"}


def tagged(code: str | None, on: str = "2023-01-01") -> Step:
    return Step("post.shortage_set", on, {"shortage": code} if code else {}, f"tagged {code} {on}")


def listing(**entries: object) -> Story:
    """A worker of a county whose city lists these shortages."""
    story = someone()
    story.enact(read_draft(book("220200", shortages=entries)))
    return story


@pytest.mark.requirement("R11")
@pytest.mark.parametrize("code", ["urgent_area", "urgent_industry", "urgent_skill"])
def test_what_the_nation_names_is_in_every_catalogue(code: str) -> None:
    someone().when(hired(shortage=code)).then_recorded()
    someone(hired()).when(seconded(shortage=code)).then_recorded()


@pytest.mark.requirement("R11", shows="refusal")
def test_a_shortage_that_no_book_lists_is_refused() -> None:
    someone().when(hired(shortage="mediators")).then_refused("shortage.in_catalogue", clause="二(二)3")
    someone(hired()).when(seconded(shortage="mediators")).then_refused("shortage.in_catalogue")
    post = someone().with_post(CITY)
    post.when(tagged("mediators"), POST).then_refused("shortage.in_catalogue")


@pytest.mark.requirement("R11")
def test_a_city_lists_its_own_for_a_period() -> None:
    entry = {**NAMES, "kind": "skill", "period_from": "2022-01-01", "period_to": "2022-03-01"}
    listing(mediators=entry).when(hired(on="2022-03-01", shortage="mediators")).then_recorded()
    late = hired(on="2022-03-02", shortage="mediators")
    listing(mediators=entry).when(late).then_refused("shortage.in_catalogue")


def test_an_entry_of_some_places_is_named_only_there() -> None:
    here = {**NAMES, "kind": "area", "divisions": ["220202"]}
    listing(hills=here).when(hired(shortage="hills")).then_recorded()
    elsewhere = {**here, "divisions": ["220281"]}
    listing(hills=elsewhere).when(hired(shortage="hills")).then_refused(
        "shortage.in_its_area", clause="二(二)3"
    )
    city_post = listing(hills=here).with_post(CITY)
    city_post.when(tagged("hills"), POST).then_refused("shortage.in_its_area")


def test_a_fact_already_done_is_recorded_with_its_breach() -> None:
    done = hired(shortage="mediators").already_done()
    someone().when(done).then_recorded(breaches=["shortage.in_catalogue"])


def test_a_catalogue_is_right_in_itself() -> None:
    entry = {**NAMES, "kind": "post"}
    assert faults(shortages={"a": entry}) == set()
    backwards = {**entry, "period_from": "2023-01-02", "period_to": "2023-01-01"}
    assert faults(shortages={"a": backwards}) == {"/settings/shortages/a/period_to"}
    assert faults(shortages={"a": {**entry, "kind": "wish"}}) == {"/settings/shortages/a/kind"}
    assert faults(shortages={"a": {**entry, "divisions": ["220600", "9"]}}) == {
        "/settings/shortages/a/divisions/1"
    }


def test_a_city_book_that_says_nothing_inherits_the_nations() -> None:
    assert set(in_city("220600").book().settings.shortages) == {
        "urgent_area",
        "urgent_industry",
        "urgent_skill",
    }
