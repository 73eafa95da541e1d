"""Rulebook files: narrow YAML, every fault with its line, and nothing that a parser would guess."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.rulebook.drafts import DraftRefused
from ops.rulebooks import bundled, check, load
from ops.rulebooks.files import BYTES_LIMIT, parse

HEAD = 'jurisdiction: "220600"\ntitle: 示例规则书\ndocument: 示例〔2021〕1号\n'

RULE = """\
rules:
  - id: hire.age
    strength: must
    judges: [worker.hired]
    require: worker.age < 40
    clause: {title: 示例办法, valid_from: 2021-08-13}
    message: {zh: 示例, en: an example}
    satisfied_by: {zh: 示例, en: an example}
"""


def faults(text: str | bytes) -> list[tuple[int, str]]:
    """Line and field of each fault."""
    content = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(DraftRefused) as caught:
        parse(content)
    return [(problem.line, problem.field) for problem in caught.value.problems]


def test_a_book_is_read() -> None:
    draft = parse((HEAD + RULE + "settings:\n  secondment:\n    maximum_months: 6\n").encode())
    assert draft.jurisdiction == "220600"
    assert str(draft.rules[0].clause.valid_from) == "2021-08-13"
    assert draft.settings == {"secondment": {"maximum_months": 6}}


def test_a_byte_order_mark_and_windows_lines_are_harmless() -> None:
    content = b"\xef\xbb\xbf" + (HEAD + RULE).replace("\n", "\r\n").encode()
    assert parse(content).title == "示例规则书"


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("strength: must", "strength: should", 6, "/rules/0/strength"),
        ("require: worker.age < 40", "require: worker.shoe_size < 40", 8, "/rules/0/require"),
        ("[worker.hired]", "[worker.hired, worker.flew]", 7, "/rules/0/judges/1"),
        ("    strength: must\n", "", 5, "/rules/0/strength"),
        ("en: an example}\n    satisfied_by", "en: no}\n    satisfied_by", 10, "/rules/0/message/en"),
        ("valid_from: 2021-08-13", "valid_from: 2021-02-30", 9, "/rules/0/clause/valid_from"),
        ("id: hire.age", "id: hire.age\n    id: hire.age", 6, "/rules/0/id"),
    ],
)
def test_a_fault_carries_its_line(old: str, new: str, line: int, field: str) -> None:
    text = HEAD + RULE
    assert old in text
    assert faults(text.replace(old, new, 1)) == [(line, field)]


def test_all_faults_are_told_in_the_order_of_the_file() -> None:
    text = HEAD.replace("title: 示例规则书\n", "title: ''\n") + RULE.replace("must", "should")
    assert [line for line, _ in faults(text)] == [2]
    text = HEAD + RULE.replace("must", "should") + RULE.replace("rules:\n", "").replace("< 40", "< '40'")
    assert faults(text) == [(6, "/rules/0/strength"), (15, "/rules/1/require")]


@pytest.mark.parametrize(
    "value",
    [
        "yes",
        "no",
        "On",
        "off",
        "y",
        "null",
        "~",
        "",
        "TRUE",
        "6.5",
        "1e3",
        "010",
        "0o10",
        "0x1F",
        "+6",
        "1_000",
        ".inf",
        "12:30:45",
    ],
)
def test_what_yaml_would_guess_is_refused(value: str) -> None:
    text = f"{HEAD}settings:\n  secondment:\n    maximum_months: {value}\n"
    assert faults(text) == [(6, "/settings/secondment/maximum_months")]


@pytest.mark.parametrize(
    ("value", "read"), [("'6'", "6"), ('"yes"', "yes"), ("2021-08-13", "2021-08-13"), ("六", "六")]
)
def test_a_text_stays_a_text(value: str, read: str) -> None:
    assert parse(HEAD.replace("示例规则书", value).encode()).title == read


@pytest.mark.parametrize(
    "text",
    [
        "a: &anchor [1]\n",
        "a: [1]\nb: *anchor\n",
        "a: !!python/object:os.system x\n",
        "a: !tag x\n",
        "a: [1\n",
        "a: b: c\n",
        "\tx: 1\n",
        "a: \x07\n",
        "---\na: 1\n---\nb: 2\n",
        "? [a]\n: 1\n",
        "[" * 30 + "]" * 30,
        'a: "\\ud800"\n',
        "%YAML 1.1\n--- !!map\na: 1\n",
        "<<: {a: 1}\n",
    ],
)
def test_no_trick_of_yaml_gets_through(text: str) -> None:
    assert faults(text)


def test_a_billion_laughs_are_refused_at_the_first_anchor() -> None:
    lines = ["a0: &a0 [ha, ha]"] + [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 40)]
    assert faults("\n".join(lines)) == [(1, "")]


def test_a_file_that_is_not_utf_8() -> None:
    assert faults(HEAD.encode() + "# 示例\n".encode("gb18030")) == [(4, "")]


def test_a_file_over_the_limit() -> None:
    assert faults(HEAD.encode() + b"# " + b"x" * BYTES_LIMIT) == [(1, "")]


@pytest.mark.parametrize("content", [b"", b"# only words\n", b"- 1\n", b"CN\n"])
def test_a_file_that_holds_no_book(content: bytes) -> None:
    assert faults(content)


def test_the_bundled_books_are_sound_and_the_nation_comes_first() -> None:
    assert [code for code, _ in bundled()] == ["CN", "210200", "220600", "320500", "370000", "620500"]
    for code, path in bundled():
        assert check(path) == []
        assert load(path).jurisdiction == code


def test_check_tells_what_load_raises(tmp_path: Path) -> None:
    path = tmp_path / "book.yaml"
    path.write_text(HEAD + RULE.replace("must", "should"), encoding="utf-8")
    [problem] = check(path)
    assert (problem.line, problem.field) == (6, "/rules/0/strength")


WORDS = st.sampled_from(
    [
        *HEAD.split(),
        *RULE.split(),
        "\n",
        "  ",
        "- ",
        ": ",
        "{",
        "}",
        "[",
        "]",
        "'",
        '"',
        "#",
        "|",
        ">",
        "? ",
        "\t",
    ]
)


@given(
    st.one_of(st.binary(max_size=60), st.lists(WORDS, max_size=30).map(lambda parts: "".join(parts).encode()))
)
@example(b"\xff\xfea\x00")
@example(b"{a: {b: [1, {c: 'x'}]}}")
@example(b"rules: [~]\n")
@example(b"0: 1\n")
@example(b"settings: {secondment: {maximum_months: 99999999999999999999}}\n")
@example("jurisdiction: '220600'\u2028title: x".encode())
def test_whatever_comes_is_read_or_refused_with_its_reason(content: bytes) -> None:
    try:
        parse(content)
    except DraftRefused as refused:
        problems = refused.problems
    else:
        problems = ()
    assert all(problem.zh and problem.en and problem.line >= 0 for problem in problems)
