"""Erasing a person: the decision is recorded first; whoever called then destroys the key (个人信息保护法 art. 47)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from domain.errors import SubjectErased
from domain.ledger import Ledger, Receipt
from domain.orders import Command, CommandBody, Order
from domain.reading import Shelf
from domain.record import Approval, Basis
from domain.recording import Authorise, record_order
from domain.worker.erasure import ERASED, SubjectErasedRecorded
from domain.worker.life import worker_timeline


def record_erasure(
    ledger: Ledger,
    shelf: Shelf,
    worker_id: str,
    *,
    ground: str,
    effective_on: date,
    basis: Basis,
    approvals: tuple[Approval, ...],
    principal: str,
    first_event_id: UUID,
    authorise: Authorise,
) -> Sequence[Receipt]:
    """Record `subject.erased`. Raises SubjectErased when it was recorded before, NotFound, Refused, Contended.

    `ground` is the legal ground's code. Until the key is destroyed too, the person's values can still be read.
    """
    if any(
        standing.type is ERASED for standing in worker_timeline(worker_id, ledger.events(worker_id)).standing
    ):
        raise SubjectErased(worker_id)
    data = SubjectErasedRecorded(ground=ground)
    body = CommandBody[SubjectErasedRecorded](
        effective_on=effective_on, basis=basis, approvals=approvals, data=data
    )
    order = Order(principal, worker_id, (Command(ERASED, body),), first_event_id, first_event_id)
    return record_order(ledger, shelf, order, authorise)
