"""Canonical JSON: the one way in which a value becomes the bytes that are hashed.

Serves RFC 8785 (JSON Canonicalization Scheme), narrowed to the values that the ledger knows:
null, booleans, strings, integers within +-(2^53 - 1), arrays and objects. Floating-point numbers
are refused, because a number that two programs print differently cannot be part of a proof.
"""

import json
from typing import Any, NoReturn

import orjson

MAX_INTEGER = 2**53 - 1
"""The largest magnitude that every JSON reader keeps exactly (RFC 8785 section 3.2.2.3)."""

MAX_DEPTH = 64
"""Levels of nesting accepted; a record is a few levels deep."""

_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER
_ATOMS = frozenset({str, bool, type(None)})


class NotCanonical(ValueError):
    """A value or text has no canonical form; `pointer` (RFC 6901) says where, "" being the root."""

    def __init__(self, pointer: str, fault: str) -> None:
        super().__init__(f"{pointer or 'the root'}: {fault}")
        self.pointer = pointer
        self.fault = fault


def canonical(value: Any) -> bytes:
    """The RFC 8785 bytes of any value.

    Raises `NotCanonical` for floats, integers beyond `MAX_INTEGER`, lone surrogates, member names
    that are not strings, nesting beyond `MAX_DEPTH`, and every type that JSON does not have.
    """
    if not _plain(value, MAX_DEPTH):
        _refuse(value)
    try:
        data = orjson.dumps(value, option=_OPTIONS)
    except TypeError:
        _refuse(value)
    return _by_utf16_units(value) if _leaves_basic_plane(data) else data


def canonical_trusted(value: Any) -> bytes:
    """As `canonical`, without its walk, for values made by our own typed events.

    The caller vouches for what is not looked at: no floats, no nesting without bound and only
    ASCII member names. What costs nothing to notice (surrogates, large integers) is still refused.
    """
    try:
        return orjson.dumps(value, option=_OPTIONS)
    except TypeError:
        _refuse(value)


def is_canonical(data: bytes) -> bool:
    """Whether `data` is exactly the canonical form of the value it spells."""
    try:
        return canonical(orjson.loads(data)) == data
    except ValueError:
        return False


def parse_canonical(data: bytes) -> Any:
    """The value that canonical bytes spell; `NotCanonical` when they are not canonical.

    Duplicate members, spaces, escapes that need not be and reordered members all fail here.
    """
    value = _loads(data)
    if canonical(value) != data:
        raise NotCanonical("", "not in canonical form")
    return value


def parse_strict(data: bytes) -> Any:
    """The value of JSON text from outside, in any layout.

    Raises `NotCanonical` for what is not JSON (RFC 8259), duplicate members, and every value that
    `canonical` would refuse, so that whatever this returns can be hashed.
    """
    value = _loads(data)
    if not _plain(value, MAX_DEPTH):
        _refuse(value)
    # A compact text without duplicates prints as it came. Any other is read again, member by member.
    if orjson.dumps(value) != data:
        _refuse_duplicates(data)
    return value


def _loads(data: bytes) -> Any:
    try:
        return orjson.loads(data)
    except ValueError as error:
        raise NotCanonical("", f"not JSON: {error}") from None


def _plain(node: Any, depth: int) -> bool:
    """Whether the tree holds only types and integers that have a canonical form."""
    kind = type(node)
    if kind is dict:
        node = node.values()
    elif kind is not list and kind is not tuple:
        return kind in _ATOMS or (kind is int and -MAX_INTEGER <= node <= MAX_INTEGER)
    if not depth:
        return False
    for item in node:
        # Strings first: they are most of a record, and the serialiser checks them itself.
        kind = type(item)
        if kind is str:
            continue
        if kind is int:
            if not -MAX_INTEGER <= item <= MAX_INTEGER:
                return False
        elif not _plain(item, depth - 1):
            return False
    return True


def _refuse(value: Any) -> NoReturn:
    pointer, fault = _find_fault(value, "", MAX_DEPTH) or ("", "no canonical form")
    raise NotCanonical(pointer, fault)


def _find_fault(node: Any, at: str, depth: int) -> tuple[str, str] | None:
    kind = type(node)
    if kind is str:
        return None if _is_text(node) else (at, "a lone surrogate is not a character")
    if kind in _ATOMS:
        return None
    if kind is int:
        fits = -MAX_INTEGER <= node <= MAX_INTEGER
        return None if fits else (at, f"an integer beyond {MAX_INTEGER}")
    if kind is float:
        return at, "a floating-point number; write a decimal string"
    if kind is not dict and kind is not list and kind is not tuple:
        return at, f"{kind.__name__} is not a JSON type"
    if not depth:
        return at, f"nested deeper than {MAX_DEPTH}"
    for name, item in node.items() if kind is dict else enumerate(node):
        if kind is dict and (type(name) is not str or not _is_text(name)):
            return at, "a member name that is not a string of characters"
        found = _find_fault(item, f"{at}/{_escape(str(name))}", depth - 1)
        if found:
            return found
    return None


def _is_text(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text)


def _escape(name: str) -> str:
    """A member name as a reference token of RFC 6901."""
    return name.replace("~", "~0").replace("/", "~1")


def _leaves_basic_plane(data: bytes) -> bool:
    """Whether UTF-8 text has a character beyond U+FFFF, known by its first byte.

    orjson sorts members by code point and RFC 8785 by UTF-16 unit: the orders differ only there.
    """
    return b"\xf0" in data or b"\xf1" in data or b"\xf2" in data or b"\xf3" in data or b"\xf4" in data


def _by_utf16_units(node: Any) -> bytes:
    """RFC 8785 section 3.2.3 in full: members sorted by the UTF-16 units of their names."""
    if type(node) is dict:
        names = sorted(node, key=lambda name: name.encode("utf-16-be"))
        members = (orjson.dumps(name) + b":" + _by_utf16_units(node[name]) for name in names)
        return b"{" + b",".join(members) + b"}"
    if type(node) is list or type(node) is tuple:
        return b"[" + b",".join(_by_utf16_units(item) for item in node) + b"]"
    return orjson.dumps(node, option=_OPTIONS)


def _refuse_duplicates(data: bytes) -> None:
    def members(pairs: list[tuple[str, Any]]) -> None:
        names = [name for name, _ in pairs]
        if len(set(names)) != len(names):
            twice = next(name for index, name in enumerate(names) if name in names[:index])
            raise NotCanonical("", f"a member name occurs twice in one object: {twice[:60]}")

    json.loads(data, object_pairs_hook=members)
