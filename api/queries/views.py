"""How hidden values are shown: by the classes that a reader's role may see, identity numbers masked unless asked for.

A value of another class reads `{"hidden": true, "class": ...}`; one of an erased person reads `{"erased": true}`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from domain.canonical import canonical
from domain.catalogue import hidden_of
from domain.codes import mask_document
from domain.hidden import TOKEN_MEMBER, Disclosure, Erased, Opener, Sealed, Token
from domain.record import Event, HiddenPath, said_json

ERASED: Final = {"erased": True}


@dataclass(frozen=True, slots=True)
class Lens:
    """What one reader sees of hidden values. `unmasked` shows identity numbers in full."""

    opener: Opener
    classes: frozenset[Disclosure]
    unmasked: bool = False

    def show(self, disclosure: Disclosure, value: Any) -> Any:
        """The value as this reader may see it, in plain JSON; None stays None."""
        if value is None:
            return None
        if disclosure not in self.classes:
            return {"hidden": True, "class": disclosure.value}
        plain = self.opener.open(value) if isinstance(value, Sealed) else _json(value)
        if isinstance(plain, Erased):
            return ERASED
        return plain if self.unmasked else masked(disclosure, plain)

    def statement(self, event: Event) -> dict[str, Any]:
        """Line 2 of an event with every hidden value as this reader may see it."""
        said = said_json(event)
        for path, disclosure in hidden_of(event).items():
            self._open_at(said, path, "", event, disclosure)
        return said

    def _open_at(
        self, node: Any, path: HiddenPath, pointer: str, event: Event, disclosure: Disclosure
    ) -> None:
        """Replace the values at a path below `node` by what is shown."""
        head, *tail = path
        for key in list(_keys(node, head)):
            here = f"{pointer}/{key}"
            if tail:
                self._open_at(node[key], tuple(tail), here, event, disclosure)
            else:
                node[key] = self.show(disclosure, _sealed(event, here, node[key]))


def masked(disclosure: Disclosure, plain: Any) -> Any:
    """A value of the class `document` with its number masked (110105********002X); any other as it is."""
    if disclosure is not Disclosure.DOCUMENT or not isinstance(plain, Mapping):
        return plain
    return {**plain, "number": mask_document(str(plain["number"]))}


def _keys(node: Any, head: str) -> range | tuple[str, ...]:
    if head == "*":
        return range(len(node)) if isinstance(node, list) else ()
    return (head,) if isinstance(node, dict) and head in node else ()


def _sealed(event: Event, pointer: str, value: Any) -> Any:
    if isinstance(value, dict) and TOKEN_MEMBER in value:
        return Sealed(event.event_id, pointer, Token.model_validate_json(canonical(value)))
    return value


def _json(value: Any) -> Any:
    return value.model_dump(mode="json", exclude_none=True) if hasattr(value, "model_dump") else value
