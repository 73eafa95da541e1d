"""Disclosing single hidden values: a field key opens one token and nothing else, so it can be handed to a third party."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from domain.canonical import canonical
from domain.catalogue import hidden_of
from domain.hidden import TOKEN_MEMBER, Disclosure, Sealed, Token
from domain.record import Event, HiddenPath, said_json


def hidden_values(event: Event) -> Iterator[tuple[Disclosure, Sealed]]:
    """Every token in an event with its class, in the order of the shape's members."""
    said = said_json(event)
    for path, disclosure in hidden_of(event).items():
        for pointer, value in _at(said, path, ""):
            if isinstance(value, dict) and TOKEN_MEMBER in value:
                token = Token.model_validate_json(canonical(value))
                yield disclosure, Sealed(event.event_id, pointer, token)


def _at(node: Any, path: HiddenPath, pointer: str) -> Iterator[tuple[str, Any]]:
    """Each value at a path below `node`, with its JSON Pointer."""
    if not path:
        yield pointer, node
        return
    head, rest = path[0], path[1:]
    if head == "*":
        for index, element in enumerate(node if isinstance(node, list) else ()):
            yield from _at(element, rest, f"{pointer}/{index}")
    elif isinstance(node, dict) and head in node:
        yield from _at(node[head], rest, f"{pointer}/{head}")


def field_keys_file(keys: Iterable[tuple[UUID, str, str]]) -> bytes:
    """A file of field keys: the canonical JSON of [event id, pointer, key in unpadded base64url], one a line."""
    lines = (canonical([str(event_id), pointer, key]) + b"\n" for event_id, pointer, key in keys)
    return b"".join(lines)
