"""`GET /v1/workers/{id}/dossier`: the complete record of a worker with its proof; its field keys; the same to be read."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.authority import Query as Right
from api.dependencies import Dependencies
from api.queries.answers import PRIVATE
from api.queries.describing import json_answer, route
from api.queries.dossier_text import rendering
from api.queries.gate import Asking, Gate, no_worker
from api.queries.parameters import WorkerPath, checked_stream
from domain.dossier import Dossier
from domain.errors import Forbidden
from domain.timeline import Timeline
from domain.worker.state import WorkerState
from projections.disclosed import field_keys
from projections.dossiers import SINCE_LIMIT, Dossiers
from projections.history import accounts
from projections.known import Known
from projections.proofs import checkpoint_of

TEXT: Final = "text/plain; charset=utf-8"


class Reason(BaseModel):
    """Why personal data are read."""

    model_config = ConfigDict(extra="forbid")

    reason: str | None = Field(
        default=None, max_length=300, description="理由，记入访问日志 / why; it is kept in the access log"
    )


_PROOF_TEXT: Final[dict[str, Any]] = {"text/plain": {"schema": {"type": "string"}}}
DOSSIER: Final = route(
    "get_worker_dossier",
    "workers",
    "人员完整记录及其无遗漏的证明；没有此人时为不存在的证明",
    "everything recorded of a worker and the proof that nothing is missing, or that there is no such record",
    json_answer({"format": "luli/dossier/1", "stream_id": "worker-…", "checkpoint": "…", "leaves": []}),
)
FIELD_KEYS: Final = route(
    "get_worker_dossier_fieldkeys",
    "workers",
    "可披露字段的密钥，逐行一个；须说明理由，记入访问日志",
    "the keys of the fields that the reader may have, one a line; needs a reason, which the access log keeps",
    _PROOF_TEXT,
)
READABLE: Final = route(
    "get_worker_dossier_text",
    "workers",
    "完整记录的可读文本；须说明理由，记入访问日志",
    "the same record as a text to be read; needs a reason, which the access log keeps",
    _PROOF_TEXT,
)


class DossierQueries:
    """The dossier of one worker and the two files beside it, for those who audit."""

    def __init__(self, deps: Dependencies) -> None:
        self._source = deps.ledger
        self._gate = Gate(deps)
        self._dossiers = Dossiers(deps.ledger)

    def add_to(self, router: APIRouter) -> None:
        """Register the routes."""
        at = "/v1/workers/{worker_id}/dossier"
        router.add_api_route(at, self.dossier, **DOSSIER)
        router.add_api_route(f"{at}/fieldkeys", self.field_keys, **FIELD_KEYS)
        router.add_api_route(f"{at}/text", self.text, **READABLE)

    def dossier(self, request: Request, worker_id: WorkerPath) -> Response:
        """The dossier as known now."""
        asking, made, _ = self._made(request, worker_id)
        asking.record(f"GET /v1/workers/{worker_id}/dossier", None)
        return _file(made.content(), "application/json", f"{worker_id}.dossier")

    def field_keys(
        self, request: Request, worker_id: WorkerPath, asked: Annotated[Reason, Query()]
    ) -> Response:
        """The keys of all hidden values of the classes that the reader's role may see."""
        asking, _, timeline = self._made(request, worker_id)
        lens = asking.lens(True, asked.reason, f"GET /v1/workers/{worker_id}/dossier/fieldkeys")
        content = field_keys(self._source, timeline.events, lens.classes)
        return _file(content, TEXT, f"{worker_id}.fieldkeys")

    def text(self, request: Request, worker_id: WorkerPath, asked: Annotated[Reason, Query()]) -> Response:
        """Every event in both languages, with what the reader may see."""
        asking, made, timeline = self._made(request, worker_id)
        lens = asking.lens(True, asked.reason, f"GET /v1/workers/{worker_id}/dossier/text")
        content = rendering(timeline, checkpoint_of(made.note), lens)
        return _file(content.encode(), TEXT, f"{worker_id}.txt")

    def _made(self, request: Request, worker_id: str) -> tuple[Asking, Dossier, Timeline[WorkerState]]:
        """The dossier, and the worker as it tells them. Raises NotFound, Forbidden.

        Of what others recorded since the last seal only a reader of the whole ledger is shown the leaves. To one of a
        subtree a worker is shown whole or not at all: a part of a record can't be proved complete.
        """
        asking = self._gate.ask(request, Right.EVENTS)
        checked_stream(worker_id, "worker")
        whole = asking.scope is None
        made, _ = self._dossiers.of(worker_id, since_limit=SINCE_LIMIT if whole else 0)
        timeline = Known(self._source, checkpoint_of(made.note).size - 1).worker(worker_id)
        if not whole:
            known = accounts(timeline.events)
            seen = [one for one in known if asking.sees_account(timeline, one, asking.today)]
            if not seen:
                raise no_worker()
            if len(seen) < len(known):
                raise Forbidden(
                    "此人部分记录在本人权限范围之外，完整档案须由全部范围的审计人员提取",
                    "a part of this record is outside your scope: an auditor of the whole ledger can draw the dossier",
                )
        return asking, made, timeline


def _file(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Cache-Control": PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
