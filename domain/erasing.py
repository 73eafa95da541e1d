"""Erasing a person: the decision is recorded first; whoever called then destroys the key (个人信息保护法 art. 47)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from domain.errors import NotFound, SubjectErased
from domain.hidden import is_subject
from domain.ledger import Ledger, Receipt
from domain.orders import Command, CommandBody, Order
from domain.reading import Shelf
from domain.record import Approval, Basis
from domain.recording import Authorise, record_order
from domain.timeline import resolve
from domain.worker.erasure import ERASED, SubjectErasedRecorded


def record_erasure(
    ledger: Ledger,
    shelf: Shelf,
    subject: str,
    *,
    ground: str,
    effective_on: date,
    basis: Basis,
    approvals: tuple[Approval, ...],
    principal: str,
    first_event_id: UUID,
    authorise: Authorise,
) -> Sequence[Receipt]:
    """Record `subject.erased` of a worker or volunteer.

    Raises SubjectErased when it was recorded before, NotFound for what is no data subject, Refused, Contended.
    `ground` is the legal ground's code. Until the key is destroyed too, the person's values can still be read.
    """
    if not is_subject(subject):
        raise NotFound("没有这份个人记录", "there is no such record of a person")
    if any(standing.type is ERASED for standing in resolve(ledger.events(subject))):
        raise SubjectErased(subject)
    data = SubjectErasedRecorded(ground=ground)
    body = CommandBody[SubjectErasedRecorded](
        effective_on=effective_on, basis=basis, approvals=approvals, data=data
    )
    order = Order(
        principal, subject, (Command(ERASED, body),), first_event_id, first_event_id, today=effective_on
    )
    return record_order(ledger, shelf, order, authorise)
