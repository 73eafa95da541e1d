"""Hidden values: what a leaf holds in place of a person's data, and how folded state keeps it.

A value that may be hidden from some reader is a token in the leaf: `{"$t": [1, subject, alg, commitment, nonce,
ciphertext]}`, unpadded base64url. Folds keep it sealed together with the place it stands in (event id and JSON
Pointer from line 2's root), which is what its key is derived from; it is opened when a rule or a view reads it.
The cryptography itself is the vault's, in `ops`; here are the shapes and the two ports.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Literal, Protocol, TypeVar, cast
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from domain.canonical import canonical_trusted

TOKEN_MEMBER: Final = "$t"

SUBJECTS: Final = frozenset({"worker", "volunteer"})
"""The prefixes of streams that are each about one data subject, whose key seals what is hidden in them."""


def is_subject(stream_id: str) -> bool:
    """Whether a stream is about a data subject."""
    return stream_id.split("-", 1)[0] in SUBJECTS


class Disclosure(StrEnum):
    """The class of a hidden value: a reader is given whole classes, never single fields."""

    NAME = "name"
    DOCUMENT = "document"
    PERSON = "person"
    CONTACT = "contact"
    HOUSEHOLD = "household"
    HEALTH = "health"
    CERTIFICATE = "certificate"
    PAY = "pay"
    SCORES = "scores"
    SANCTION = "sanction"
    POLITICAL_REVIEW = "political_review"
    TEXT = "text"


class Token(BaseModel):
    """A hidden value as it stands in a leaf (design of record, "Hidden values and erasure")."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)

    parts: tuple[Literal[1], str, str, str, str, str] = Field(alias="$t")

    @property
    def subject(self) -> str:
        """The data subject whose key seals this value."""
        return self.parts[1]


@dataclass(frozen=True, slots=True)
class Hide:
    """Annotation: this member of an event is sealed in the leaf, and belongs to this disclosure class."""

    disclosure: Disclosure

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Try the token first: that is what a stored event holds, and nothing else has its one member."""
        schema = handler(source)
        if schema["type"] != "union":
            return schema
        return cast("CoreSchema", {**schema, "mode": "left_to_right"})

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Show clients the plain shape only: a token is never an input."""
        json_schema = handler(schema)
        branches = [branch for branch in json_schema.get("anyOf", []) if not _is_token(branch, handler)]
        if not branches:
            return json_schema
        rest = {key: value for key, value in json_schema.items() if key != "anyOf"}
        return {**branches[0], **rest} if len(branches) == 1 else {"anyOf": branches, **rest}


def _is_token(branch: JsonSchemaValue, handler: GetJsonSchemaHandler) -> bool:
    return TOKEN_MEMBER in handler.resolve_ref_schema(branch).get("properties", {})


@dataclass(frozen=True, slots=True)
class Sealed:
    """A token and the place it was sealed for: the event that carries it and the pointer from line 2's root."""

    event_id: UUID
    pointer: str
    token: Token


class Erased:
    """What an opened value is when its subject's key has been destroyed. Never an error."""

    _only: "Erased | None" = None

    def __new__(cls) -> "Erased":
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __repr__(self) -> str:
        return "ERASED"


ERASED: Final = Erased()

Seal = Callable[[str, UUID, str, Any], Mapping[str, Any]]
"""`seal(subject, event_id, pointer, value) -> {"$t": [...]}`: the value is plain JSON."""


class Opener(Protocol):
    """Opens sealed values for those who may read them."""

    def open(self, sealed: Sealed) -> Any:
        """The plain JSON value, or `ERASED` when the subject's key is gone."""
        ...


T = TypeVar("T")


def reveal(opener: Opener, value: "T | Sealed", adapter: TypeAdapter[T]) -> "T | Erased":
    """The typed value behind `value`: as it is when plain, opened when sealed, `ERASED` when it can't be any more."""
    if not isinstance(value, Sealed):
        return value
    plain = opener.open(value)
    return plain if isinstance(plain, Erased) else adapter.validate_json(canonical_trusted(plain))
