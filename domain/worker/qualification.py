"""Professional certificates obtained (R25, R33, R49). A certificate does not lapse; its registration is another record."""

from typing import Annotated, Final

from pydantic import ConfigDict, StringConstraints

from domain.errors import impossible
from domain.hidden import Disclosure, Hide, Token
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Code, Line
from domain.worker.handling import Handling
from domain.worker.state import Qualification, WorkerState
from domain.world import World

CertificateNumber = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9\-]{4,40}$")]


class QualificationObtained(EventData):
    """The certificate `kind` of `level` is held from the effective date; its management number (管理号) is hidden."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R49 五(二)"})

    kind: Code
    level: Code
    number: Annotated[Token | CertificateNumber, Hide(Disclosure.CERTIFICATE)]
    issuer: Line | None = None


OBTAINED: Final = EventType(
    "worker.qualification_obtained",
    QualificationObtained,
    "worker",
    "取得资格",
    "qualification obtained",
    about_person=True,
    command="qualifications",
)


def _guard_obtained(state: WorkerState, standing: Standing, _world: World) -> None:
    if state.identity is None:
        raise impossible("not_registered", "该人员尚未登记", "the worker is not registered")
    data = standing.data
    if any(q.kind == data.kind and q.level == data.level for q in state.qualifications):
        raise impossible(
            "qualified_already",
            "该人员已有此类此级证书",
            "the worker already holds a certificate of this kind and level",
            "更正或撤销已有证书记录",
            "correct or rescind the record that stands",
        )


def _fold_obtained(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    certificate = Qualification(
        standing.event_id, data.kind, data.level, standing.effective_on, standing.hidden("number")
    )
    return state._replace(qualifications=(*state.qualifications, certificate))


HANDLINGS: Final = (Handling(OBTAINED, _guard_obtained, _fold_obtained),)
