"""Both languages are complete: every word of every page is in the English catalogue, and no page says more."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from api.dependencies import Role
from api.pages import rendering
from api.pages.words import CODES, WORDS, word
from domain.organisation.state import OrganisationLevel
from domain.worker.state import EngagementMode
from projections.roster import Status

PAGES = Path(rendering.__file__).parent
METHODS = [("**/templates/**.html", "jinja2.ext:babel_extract"), ("**.py", "python")]
OPTIONS = {"**/templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
CODE_OF_TEMPLATES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
CHINESE = re.compile("[\u3400-\u9fff\uff00-\uffef]")


@cache
def spoken() -> frozenset[str]:
    """Every message of the pages, by its Chinese words; of one with a plural, the singular."""
    found = extract_from_dir(PAGES, method_map=METHODS, options_map=OPTIONS)
    return frozenset(message if isinstance(message, str) else message[0] for _, _, message, _, _ in found)


@cache
def catalogue() -> Catalog:
    with rendering.ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def messages() -> Iterator[tuple[str, tuple[str, ...]]]:
    for message in catalogue():
        if message.id:
            said = [message.string] if isinstance(message.string, str) else list(message.string or ())
            yield (message.id if isinstance(message.id, str) else message.id[0]), tuple(map(str, said))


def test_the_english_catalogue_has_every_word_and_no_other() -> None:
    assert {zh for zh, _ in messages()} == spoken()
    assert not catalogue().obsolete


def test_every_word_is_translated_into_english() -> None:
    empty = [zh for zh, said in messages() if not all(said)]
    # The link to the other language is the one word that is written in that language.
    chinese = [zh for zh, said in messages() if zh != "English" and any(CHINESE.search(one) for one in said)]
    assert (empty, chinese) == ([], [])


def test_a_translation_takes_the_same_values_as_its_source() -> None:
    placeholder = re.compile(r"%\(\w+\)s")
    wrong = [
        zh
        for zh, said in messages()
        if any(set(placeholder.findall(one)) != set(placeholder.findall(zh)) for one in said)
    ]
    assert wrong == []


def test_no_template_says_anything_past_the_catalogue() -> None:
    bare = {
        path.name: found
        for path in sorted((PAGES / "templates").glob("*.html"))
        if (found := CHINESE.findall(CODE_OF_TEMPLATES.sub("", path.read_text(encoding="utf-8"))))
    }
    assert bare == {}


@pytest.mark.parametrize(
    ("table", "codes"),
    [("mode", EngagementMode), ("status", Status), ("role", Role), ("level", OrganisationLevel)],
)
def test_every_code_of_a_closed_list_has_a_word(table: str, codes: type[StrEnum]) -> None:
    assert {one.value for one in codes} <= WORDS[table].keys()


def test_national_codes_are_called_what_their_lists_call_them() -> None:
    assert word(str, "1", "sex", chinese=True) == CODES["sex"].label("1").zh
    assert word(str, "1", "sex", chinese=False) == CODES["sex"].label("1").en
    assert word(str, "no such code", "sex", chinese=True) == "no such code"
