"""`GET /v1/roster/register`: the register of employees that the law asks for (职工名册), whole, as a file.

劳动合同法实施条例 art. 8 names what is in it: name, sex, identity number, household and present address, contact, form
and first day of employment, term of the contract. Its headings are those that a workbook of the roster is read by.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from api.authority import Query as Right
from api.dependencies import Dependencies
from api.naming import NAMES
from api.queries.answers import PRIVATE, checkpoint_header
from api.queries.describing import Route, route
from api.queries.gate import Asking, Gate
from api.queries.parameters import PAGE_LIMIT, RegisterAsked, RosterAsked
from api.queries.roster import NDJSON, RosterQuery, notes, shown
from api.queries.tables import CSV, MARK, XLSX, csv_rows, xlsx
from api.queries.views import Lens
from domain.canonical import canonical
from domain.codes import DOCUMENT_KINDS, SEX
from domain.hidden import Disclosure
from domain.worker.contract_terms import contract_until
from domain.worker.state import Engaged, WorkerState
from projections.known import Known
from projections.moments import Moment

ADDRESS: Final = "/v1/roster/register"
HEADINGS: Final[Mapping[str, str]] = {
    "name": "姓名 name",
    "sex": "性别 sex",
    "document_kind": "证件类型 document kind",
    "document_number": "证件号码 document number",
    "household_address": "户籍地址 household address",
    "present_address": "现住址 present address",
    "phone": "联系电话 phone",
    "mode": "用人方式 engagement mode",
    "engaged_since": "用工起始日期 engaged since",
    "contract_kind": "合同期限类型 kind of contract",
    "contract_from": "合同起始日期 contract from",
    "contract_until": "合同终止日期 contract until",
    "host": "用工组织 host",
    "employer": "用人单位 legal employer",
}
"""The twelve columns of the law, and of which organisations the person is."""
_NUMBERS: Final = frozenset(at for at, name in enumerate(HEADINGS) if name in {"document_number", "phone"})


class Format(StrEnum):
    """What kind of file."""

    XLSX = "xlsx"
    CSV = "csv"
    NDJSON = "ndjson"


_MEDIA: Final = {Format.XLSX: XLSX, Format.CSV: f"{CSV}; charset=utf-8", Format.NDJSON: NDJSON}
DOCUMENTED: Final[Route] = route(
    "get_register",
    "roster",
    "职工名册（劳动合同法实施条例第八条），全部人员，XLSX、CSV 或 NDJSON 文件",
    "the statutory register of employees, whole, as a file: XLSX, CSV or NDJSON",
    {
        XLSX: {"schema": {"type": "string", "format": "binary"}},
        CSV: {"schema": {"type": "string"}},
        NDJSON: {"schema": {"type": "string"}},
    },
)


class RegisterQuery:
    """The register of an organisation and all below it: who has the home there, at both times."""

    def __init__(self, deps: Dependencies) -> None:
        self._source = deps.ledger
        self._gate = Gate(deps)
        self._roster = RosterQuery(deps)

    def add_to(self, router: APIRouter) -> None:
        """Register the route."""
        router.add_api_route(ADDRESS, self.register, **DOCUMENTED)

    def register(self, request: Request, asked: Annotated[RegisterAsked, Query()]) -> Response:
        """The register as a file, sent while it is read."""
        form = Format(asked.format)
        at, pieces = self.file(self._gate.ask(request, Right.WORKERS), asked, form)
        name = f"register-{at.as_of.isoformat()}.{form}"
        headers = {
            "Cache-Control": PRIVATE,
            "Content-Disposition": f'attachment; filename="{name}"',
            **checkpoint_header(self._source),
        }
        return StreamingResponse(pieces, media_type=_MEDIA[form], headers=headers)

    def file(self, asking: Asking, asked: RegisterAsked, form: Format) -> tuple[Moment, Iterator[bytes]]:
        """The register in pieces, with the times that it is for. Raises InvalidInput, NotFound, Forbidden.

        A look at full identity numbers is logged before anything is given.
        """
        lens = asking.lens(asked.unmask, asked.reason, f"GET {ADDRESS}")
        paged = RosterAsked(
            as_of=asked.as_of, known_at=asked.known_at, organisation=asked.organisation, limit=PAGE_LIMIT
        )
        pages = self._pages(asking, paged, lens)
        at, first = next(pages)
        return at, _written(form, at, _all(first, pages))

    def _pages(
        self, asking: Asking, asked: RosterAsked, lens: Lens
    ) -> Iterator[tuple[Moment, list[dict[str, Any]]]]:
        while True:
            at, found, _, cursor = self._roster.found(asking, asked)
            known = Known(self._source, at.position)
            workers = [row.worker_id for row in found.rows if row.home]
            known.load(workers)
            states = ((worker, known.worker(worker).as_of(at.as_of)) for worker in workers)
            yield at, [_row(worker, state, known, at.as_of, lens) for worker, state in states]
            if cursor is None:
                return
            asked = asked.model_copy(update={"cursor": cursor})


def _all(
    first: list[dict[str, Any]], pages: Iterator[tuple[Moment, list[dict[str, Any]]]]
) -> Iterator[dict[str, Any]]:
    yield from first
    for _, rows in pages:
        yield from rows


def _row(worker_id: str, state: WorkerState, known: Known, on: date, lens: Lens) -> dict[str, Any]:
    """One person of the register."""
    identity, engagement, contract = state.identity, state.engagement, state.contract
    assert identity is not None
    assert isinstance(engagement, Engaged)
    document = lens.show(Disclosure.DOCUMENT, identity.document)
    until = contract_until(state, on)
    return {
        "name": shown(lens.show(Disclosure.NAME, identity.name)),
        "sex": _named(SEX.labels, _member(lens.show(Disclosure.PERSON, identity.person), "sex")),
        "document_kind": _named(DOCUMENT_KINDS.labels, _member(document, "kind")),
        "document_number": _member(document, "number"),
        "household_address": _member(lens.show(Disclosure.HOUSEHOLD, identity.household), "address"),
        "present_address": _member(lens.show(Disclosure.CONTACT, identity.contact), "address"),
        "phone": _member(lens.show(Disclosure.CONTACT, identity.contact), "phone"),
        "mode": _named(NAMES, engagement.mode.value),
        "engaged_since": engagement.since.isoformat(),
        "contract_kind": _named(NAMES, contract.kind.value) if contract else None,
        "contract_from": contract.since.isoformat() if contract else None,
        "contract_until": until.isoformat() if until else None,
        "host": _organisation(known, engagement.host, on),
        "employer": _organisation(known, engagement.employer, on),
        "worker_id": worker_id,
    }


def _member(value: Any, name: str) -> Any:
    """A member of a value that may be hidden or erased; then that is said in its place."""
    if not isinstance(value, Mapping):
        return None
    return shown(value) if "hidden" in value or "erased" in value else value.get(name)


def _named(names: Mapping[str, tuple[str, str]], code: Any) -> Any:
    """The Chinese name of a code, as a workbook says it; what is no code of the list stays as it is."""
    return names[code][0] if code in names else code


def _organisation(known: Known, organisation_id: str, on: date) -> str:
    state = known.organisation(organisation_id, on)
    return organisation_id if state is None else state.name


def _written(form: Format, at: Moment, rows: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    match form:
        case Format.XLSX:
            told = ([row[name] for name in HEADINGS] for row in rows)
            yield from xlsx("花名册", list(HEADINGS.values()), told, notes(at))
        case Format.CSV:
            yield f"{MARK}{csv_rows([list(HEADINGS.values())])}".encode()
            for row in rows:
                yield csv_rows([[row[name] for name in HEADINGS]], _NUMBERS).encode()
        case Format.NDJSON:
            yield canonical(at.json()) + b"\n"
            for row in rows:
                yield canonical(row) + b"\n"
