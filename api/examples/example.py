"""What one example of a command is, and the ids that the story's examples refer to."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid5

from domain.orders import event_id_of, stream_of

_SPACE: Final = UUID("3f0e1f5c-7a1d-5a57-9d8e-1d1f5b1c2a90")


@dataclass(frozen=True, slots=True)
class Example:
    """One request: the target's public name, the key, the id in the address, the body, and how it ends.

    `actor` is who sends it in the story; `rule` is what refuses it, empty when it is recorded.
    """

    label: str
    target: str
    stream: str | None
    body: dict[str, Any]
    actor: str = "clerk"
    rule: str = ""

    @property
    def key(self) -> UUID:
        """Its idempotency key, which is the id of its first event."""
        return key_of(self.label)


def key_of(label: str) -> UUID:
    """The key of the example with this label."""
    return uuid5(_SPACE, label)


def event_of(label: str, ordinal: int = 0) -> str:
    """The id of an event that an example records."""
    return str(event_id_of(key_of(label), ordinal))


CITY: Final = stream_of("organisation", key_of("city"))
COUNTY: Final = stream_of("organisation", key_of("county"))
POST: Final = stream_of("post", key_of("post"))
WORKER: Final = stream_of("worker", key_of("worker"))
OTHER_COUNTY: Final = stream_of("organisation", key_of("other county"))
OTHER_POST: Final = stream_of("post", key_of("other post"))


def said(on: str, data: dict[str, Any], **members: Any) -> dict[str, Any]:
    """A command's body: its date, its data, and what its envelope holds besides."""
    return {"effective_on": on, **members, "data": data}
