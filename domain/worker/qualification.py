"""Professional certificates obtained (R25, R33, R49). A certificate does not lapse; its registration is another record."""

from datetime import date
from typing import Annotated, Any, Final

from pydantic import ConfigDict, StringConstraints

from domain.errors import impossible
from domain.hidden import Disclosure, Hide, Token
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Code, Day, Line
from domain.worker.handling import Handling
from domain.worker.state import Qualification, WorkerState
from domain.world import World

CertificateNumber = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9\-]{4,40}$")]


class QualificationObtained(EventData):
    """The certificate `kind` of `level` is held from the effective date; its management number (管理号) is hidden.

    `until` is its last day where it runs out, as some credentials beside the social worker qualification do.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R49 五(二), R25 三(二)"})

    kind: Code
    level: Code
    number: Annotated[Token | CertificateNumber, Hide(Disclosure.CERTIFICATE)]
    issuer: Line | None = None
    until: Day | None = None


def _to_schema_2(data: dict[str, Any]) -> dict[str, Any]:
    """Schema 2 adds `until`: what was recorded before said of no certificate that it runs out."""
    return data


OBTAINED: Final = EventType(
    "worker.qualification_obtained",
    QualificationObtained,
    "worker",
    "取得资格",
    "qualification obtained",
    schema=2,
    upcasts=(_to_schema_2,),
    about_person=True,
    command="qualifications",
)


def _guard_obtained(state: WorkerState, standing: Standing, _world: World) -> None:
    if state.identity is None:
        raise impossible("not_registered", "该人员尚未登记", "the worker is not registered")
    data = standing.data
    if data.until is not None and data.until < standing.effective_on:
        raise impossible(
            "ends_before_start",
            f"有效期截止 {data.until} 早于取得日期 {standing.effective_on}",
            f"it runs out on {data.until}, before it was obtained on {standing.effective_on}",
            "更正截止日期或取得日期",
            "correct its last day or the day on which it was obtained",
        )
    if any(_holds(q, data, standing.effective_on) for q in state.qualifications):
        raise impossible(
            "qualified_already",
            "该人员已有此类此级证书",
            "the worker already holds a certificate of this kind and level",
            "更正或撤销已有证书记录",
            "correct or rescind the record that stands",
        )


def _holds(held: Qualification, data: Any, on: date) -> bool:
    """Whether a certificate of this kind and level is held already on a day: one that has run out is obtained anew."""
    return (held.kind, held.level) == (data.kind, data.level) and (held.until is None or held.until >= on)


def _fold_obtained(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    certificate = Qualification(
        standing.event_id, data.kind, data.level, standing.effective_on, standing.hidden("number"), data.until
    )
    return state._replace(qualifications=(*state.qualifications, certificate))


HANDLINGS: Final = (Handling(OBTAINED, _guard_obtained, _fold_obtained),)
