"""`luli erase`: record that a person is erased, then destroy the key and everything that could tell who it was."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from ops.cli.opening import OPERATOR, opened
from ops.cli.rulebook import today
from ops.cli.speaking import both, say, wrong_use

if TYPE_CHECKING:
    from ops.composition import Runtime


def erase(
    subject: Annotated[
        str | None,
        typer.Argument(
            help=both("人员或志愿者编号 worker-… volunteer-…", "the id of the worker or volunteer")
        ),
    ] = None,
    ground: Annotated[str | None, typer.Option(help=both("法定事由代码", "code of the legal ground"))] = None,
    basis: Annotated[
        str | None, typer.Option(help=both("依据文件的文号", "number of the basis document"))
    ] = None,
    approver: Annotated[str | None, typer.Option(help=both("批准人", "the principal who approved"))] = None,
    office: Annotated[str, typer.Option(help=both("批准人职务", "the approver's office"))] = "—",
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", help=both("完成所有中断的删除", "finish all erasures that were interrupted")
        ),
    ] = False,
) -> None:
    """依法删除个人信息：先记录，再销毁密钥，不可恢复 / erase a person: recorded first, then the key destroyed, for good."""
    with opened() as runtime:
        if resume:
            if subject is not None:
                wrong_use("--resume 不带编号", "--resume takes no id")
            _finish(runtime)
            return
        if subject is None or ground is None or basis is None or approver is None:
            wrong_use(
                "须写明编号、--ground、--basis 与 --approver",
                "name the person, --ground, --basis and --approver",
            )
        _record(runtime, subject, ground, basis, approver, office)
        _finish(runtime)


def _record(runtime: "Runtime", subject: str, ground: str, basis: str, approver: str, office: str) -> None:
    from pydantic import ValidationError

    from domain.erasing import record_erasure
    from domain.errors import InvalidInput
    from domain.orders import faults_of, key_to_event_id
    from domain.record import Approval, Basis
    from ops.importing.orders import allow_all

    try:
        receipts = record_erasure(
            runtime.ledger,
            runtime.shelf,
            subject,
            ground=ground,
            effective_on=today(),
            basis=Basis(number=basis),
            approvals=(Approval(principal=approver, office=office, at=datetime.now(UTC)),),
            principal=OPERATOR,
            first_event_id=key_to_event_id(OPERATOR, f"erase/{subject}"),
            authorise=allow_all,
        )
    except ValidationError as error:
        raise InvalidInput(faults_of(error)) from None
    say(f"已记录，第 {receipts[0].position} 号", f"recorded at position {receipts[0].position}")


def _finish(runtime: "Runtime") -> None:
    """Destroy what is left of everyone whose erasure is recorded; safe to do again after a crash."""
    for pending in runtime.ledger.pending_erasures():
        runtime.ledger.destroy_subject(pending.subject, (runtime.runner.purge,))
        runtime.shelf.forget((pending.subject,))
        say(f"{pending.subject} 的密钥已销毁", f"the key of {pending.subject} is destroyed")
