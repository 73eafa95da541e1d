"""One table from errors to problem documents: complete, in both languages, and in the language asked for first."""

from collections.abc import Iterator

import pytest

from api import problems
from api.problems import KINDS, Kind, Problem, document_of, kind_of, prefers_chinese
from domain.errors import (
    Fault,
    InvalidInput,
    LedgerError,
    RecordCorrupt,
    Refusal,
    Refused,
    StaleVersion,
    StoreUnavailable,
    impossible,
)
from domain.ledger import LostRace
from domain.rulebook.drafts import DraftRefused

INTERNAL = {RecordCorrupt, LostRace}
"""What no caller can mend: a damaged record, and a race that is always run again."""


def kinds_of_error(above: type[LedgerError] = LedgerError) -> Iterator[type[LedgerError]]:
    for below in above.__subclasses__():
        yield below
        yield from kinds_of_error(below)


def test_every_error_of_the_domain_has_a_row_or_is_internal() -> None:
    of_domain = [error for error in kinds_of_error() if error.__module__.startswith("domain.")]
    without = {error for error in of_domain if not any(above in KINDS for above in error.__mro__)}
    assert without <= INTERNAL
    assert DraftRefused not in without


def every_kind() -> list[Kind]:
    return [*KINDS.values(), *(value for value in vars(problems).values() if isinstance(value, Kind))]


def test_every_kind_speaks_both_languages_under_a_name_of_its_own() -> None:
    kinds = every_kind()
    slugs = [kind.slug for kind in kinds]
    assert len(set(slugs)) == len(slugs)
    for kind in kinds:
        assert any("\u4e00" <= letter <= "\u9fff" for letter in kind.zh)
        assert kind.en.isascii()
        assert 400 <= kind.status < 600


def test_a_kind_of_a_kind_is_told_as_what_it_is() -> None:
    class Narrower(StoreUnavailable):
        pass

    assert kind_of(Narrower("数据库不在", "away")) is KINDS[StoreUnavailable]
    assert kind_of(RecordCorrupt("损坏", "damaged")) is problems.INTERNAL


def test_a_refusal_names_every_rule_and_the_first_of_them_in_front() -> None:
    first = Refusal("cn.x", "must", "不行", "no", "示例办法 第五条", "先办理", "do that first")
    second = Refusal("cn.y", "principle", "不宜", "better not")
    told = document_of(Refused(first, second))
    assert (told["rule"], told["clause"]) == ("cn.x", "示例办法 第五条")
    assert told["satisfied_by"] == {"zh": "先办理", "en": "do that first"}
    assert [one["rule"] for one in told["refusals"]] == ["cn.x", "cn.y"]
    assert "clause" not in told["refusals"][1]


def test_the_document_is_in_the_readers_language_and_holds_both() -> None:
    error = impossible("seat_taken", "已满员", "taken")
    chinese, english = document_of(error), document_of(error, chinese=False)
    assert (chinese["detail"], english["detail"]) == ("已满员", "taken")
    for told in (chinese, english):
        assert (told["zh"]["detail"], told["en"]["detail"]) == ("已满员", "taken")


def test_what_else_an_error_knows_is_told() -> None:
    assert document_of(StaleVersion("worker-1", 2, 3))["current_version"] == 3
    assert document_of(InvalidInput((Fault("/a", "错", "wrong"),)))["faults"] == [
        {"pointer": "/a", "zh": "错", "en": "wrong"}
    ]
    assert document_of(Problem(problems.MEDIA))["type"] == "urn:luli:problem:media-type"


@pytest.mark.parametrize(
    ("header", "chinese"),
    [
        ("", True),
        ("zh-CN,zh;q=0.9,en;q=0.8", True),
        ("en-GB,en;q=0.9", False),
        ("en;q=0.5, zh;q=0.6", True),
        ("fr", True),
        ("fr, en;q=0.1", False),
        ("en;q=nonsense", True),
        ("en;q=0", True),
        (";;;,,,=", True),
    ],
)
def test_chinese_comes_first_unless_english_is_asked_for_more(header: str, chinese: bool) -> None:
    assert prefers_chinese(header) is chinese
