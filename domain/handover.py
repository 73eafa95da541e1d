"""Changing the signing key: the ledger's own event that names the old and the new one.

The old key vouches for the new by signing, together with it, a checkpoint of the log that holds this event. Whoever
trusts the old key and is shown the event, its proof and that checkpoint can trust the new one, and needs no new sheet.
"""

from typing import Annotated, Final

from pydantic import AfterValidator, ConfigDict, model_validator

from domain.notes import VerifierKey
from domain.record import EventData, EventType
from domain.values import Line


def _verifier_key(text: str) -> str:
    return VerifierKey.parse(text).text()


KeyText = Annotated[Line, AfterValidator(_verifier_key)]
"""A verifier key in its one line."""


class KeyRotated(EventData):
    """From the next checkpoint on the log is signed by `new` (R84, R87)."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R84, R87"})

    old: KeyText
    new: KeyText

    @model_validator(mode="after")
    def _of_one_log(self) -> "KeyRotated":
        old, new = VerifierKey.parse(self.old), VerifierKey.parse(self.new)
        if old.name != new.name or old.public_key == new.public_key:
            raise ValueError("two keys of one log")
        return self


KEY_ROTATED: Final = EventType(
    "ledger.key_rotated", KeyRotated, "ledger", "签名密钥更换", "signing key rotated"
)

EVENTS: Final = (KEY_ROTATED,)
