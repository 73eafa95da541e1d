"""`POST /v1/rulebooks`: an authority's book, as a tree of JSON, is checked as a whole and enacted."""

from typing import Any, Final

from pydantic import Field
from uuid_utils.compat import uuid7

from api.authority import require_jurisdiction
from api.bodies import parse_body
from api.dependencies import Dependencies, Principal
from api.desk import Recorded
from domain.errors import Fault, InvalidInput
from domain.ledger import CommandKey
from domain.orders import key_to_event_id, read_shape
from domain.reading import Reading
from domain.record import Approval, Basis, Shape
from domain.rulebook.drafts import DraftRefused, read_draft
from domain.rulebook.enacting import enact
from domain.values import Day

NAME: Final = "rulebooks"
"""The command's public name."""


class Enactment(Shape):
    """施行规则书 / a rulebook to be enacted: the jurisdiction's own rules and settings, nothing inherited."""

    effective_on: Day = Field(description="施行日期 / first day on which the book holds")
    basis: Basis | None = None
    approvals: tuple[Approval, ...] = Field(default=(), max_length=20)
    draft: dict[str, Any] = Field(
        description="规则书：jurisdiction、title、document、rules、settings / the book as `luli rulebook check` reads it"
    )


class BookDesk:
    """Takes rulebooks."""

    def __init__(self, deps: Dependencies) -> None:
        self._deps = deps

    def enact(self, principal: Principal, content: bytes, key: str | None) -> Recorded:
        """Enact a book. Raises InvalidInput with every fault of the draft, Refused, Forbidden."""
        said = parse_body(content)
        wanted = read_shape(Enactment, content)
        try:
            draft = read_draft(wanted.draft)
        except DraftRefused as refused:
            faults = (Fault(f"/draft{fault.pointer}", fault.zh, fault.en) for fault in refused.faults)
            raise InvalidInput(tuple(faults)) from None
        ledger, shelf = self._deps.ledger, self._deps.shelf
        require_jurisdiction(principal, Reading(ledger, shelf), draft.jurisdiction, self._deps.today())
        first = uuid7() if key is None else key_to_event_id(principal.id, key)
        digest = None if key is None else ledger.command_digest([principal.id, NAME, said, []])
        receipts = enact(
            ledger,
            shelf,
            draft,
            effective_on=wanted.effective_on,
            principal=principal.id,
            first_event_id=first,
            correlation_id=first,
            basis=wanted.basis,
            approvals=wanted.approvals,
            key=None if digest is None else CommandKey(digest),
        )
        return Recorded(f"/v1/rulebooks/{draft.jurisdiction}", receipts)
