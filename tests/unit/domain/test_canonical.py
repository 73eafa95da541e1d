"""Canonical JSON agrees with an independent implementation and refuses what cannot be proved."""

import json
import math
from datetime import date
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from domain.canonical import (
    MAX_DEPTH,
    MAX_INTEGER,
    NotCanonical,
    canonical,
    canonical_trusted,
    is_canonical,
    parse_canonical,
    parse_strict,
)

texts = st.text(st.characters(exclude_categories=["Cs"]))
atoms = st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | texts
values = st.recursive(
    atoms,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_the_bytes_are_those_of_an_independent_rfc_8785(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(st.recursive(atoms, lambda inner: st.dictionaries(st.text("abz_$"), inner), max_leaves=9))
def test_trusted_values_have_the_same_bytes(value: Any) -> None:
    assert canonical_trusted(value) == canonical(value)


@given(values)
def test_canonical_bytes_parse_back_to_the_value(value: Any) -> None:
    data = canonical(value)
    assert is_canonical(data)
    assert parse_canonical(data) == value
    assert parse_strict(data) == value


@given(values)
def test_any_layout_of_the_same_value_parses(value: Any) -> None:
    assert parse_strict(json.dumps(value, indent=2).encode()) == value


def test_members_sort_by_utf16_unit_and_not_by_code_point() -> None:
    # U+FB33 is the smaller code point, U+1F600 starts with the smaller UTF-16 unit.
    assert canonical({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'.encode()


def test_tuples_are_arrays() -> None:
    assert canonical((1, ("a",))) == b'[1,["a"]]'


class Subclass(str):
    """A string that is not exactly a string."""

    __slots__ = ()


@pytest.mark.parametrize(
    ("value", "pointer"),
    [
        (1.0, ""),
        ({"a": [0, {"b/c~": 0.5}]}, "/a/1/b~1c~0"),
        ([math.nan], "/0"),
        ([math.inf], "/0"),
        (MAX_INTEGER + 1, ""),
        ({"n": -MAX_INTEGER - 1}, "/n"),
        ([2**70], "/0"),
        (["\ud800"], "/0"),
        ({"x": {"\udfff": 1}}, "/x"),
        ({1: "a"}, ""),
        ({None: 1}, ""),
        ({"d": date(2024, 1, 1)}, "/d"),
        ({"b": b"bytes"}, "/b"),
        ([{1, 2}], "/0"),
        ([Subclass("a")], "/0"),
        ({Subclass("a"): 1}, ""),
    ],
)
def test_what_has_no_canonical_form_is_refused_and_located(value: Any, pointer: str) -> None:
    with pytest.raises(NotCanonical) as refused:
        canonical(value)
    assert refused.value.pointer == pointer


def nested(levels: int) -> Any:
    value: Any = []
    for _ in range(levels - 1):
        value = [value]
    return value


def test_nesting_is_limited() -> None:
    assert canonical(nested(MAX_DEPTH)) == b"[" * MAX_DEPTH + b"]" * MAX_DEPTH
    with pytest.raises(NotCanonical, match="nested deeper"):
        canonical(nested(MAX_DEPTH + 1))
    with pytest.raises(NotCanonical):
        parse_strict(b"[" * 100_000 + b"]" * 100_000)


@pytest.mark.parametrize("value", [{"a": "\ud800"}, {"a": 2**53}, {1: "a"}])
def test_trusted_values_are_still_refused_where_it_costs_nothing(value: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical_trusted(value)


@pytest.mark.parametrize(
    "data",
    [
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a": 1}',
        b'["\\u0041"]',
        b"[1.0]",
        b"[-0]",
        b"[9007199254740992]",
        b"[1]\n",
        b"",
        b"\xef\xbb\xbf[]",
    ],
)
def test_other_spellings_are_not_canonical(data: bytes) -> None:
    assert not is_canonical(data)
    with pytest.raises(NotCanonical):
        parse_canonical(data)


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":2}',
        b'{"x": [{"a": 1, "\\u0061": 1}]}',
        b"[1.5]",
        b"[1e3]",
        b"[9007199254740992]",
        b'{"a":{"b":-9007199254740992}}',
        b"[18446744073709551616]",
        b"[NaN]",
        b'["\\ud800"]',
        b"[1,]",
        b"\xff",
        b"",
        b"[] []",
    ],
)
def test_bodies_that_cannot_be_hashed_are_refused(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        parse_strict(data)


@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    for parse in (parse_strict, parse_canonical):
        try:
            parse(data)
        except NotCanonical:
            continue
    is_canonical(data)
