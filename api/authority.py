"""The one place that decides who may do what: a table of roles, and the organisation subtree of the principal.

A principal reads and writes only inside its subtree. A worker is where they are engaged, and at the host of a running
secondment; a worker without an organisation is nobody's. What one may not see does not exist for them (NotFound).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from api.acting import acting
from api.dependencies import Principal, Role
from api.owned import OWNED, home_of, prefix_of
from domain.catalogue import CATALOGUE
from domain.codes import chain as division_chain
from domain.errors import Forbidden, NotFound
from domain.hidden import Disclosure
from domain.orders import Command
from domain.organisation.events import REGISTERED as ORGANISATION_REGISTERED
from domain.organisation.state import OrganisationState
from domain.organisation.structure import MERGED
from domain.reading import Reading
from domain.record import Event, EventType
from domain.recording import Authorise
from domain.rulebook.events import ENACTED
from domain.timeline import Correction, Timeline
from domain.worker.advancement import ASSIGNED
from domain.worker.contract import SIGNED
from domain.worker.duplicates import before_merging
from domain.worker.engagement import HIRED
from domain.worker.examination import ABILITY
from domain.worker.life import ENTERING, holders
from domain.worker.movement import ADOPTED
from domain.worker.qualification import OBTAINED
from domain.worker.state import Engaged, WorkerState
from domain.world import World, reaches


class Query(StrEnum):
    """What can be read."""

    WORKERS = "workers"
    ORGANISATIONS = "organisations"
    RULEBOOKS = "rulebooks"
    CYCLES = "cycles"
    EVENTS = "events"
    LOG_ENTRIES = "log_entries"
    OPERATIONS = "operations"
    DOCUMENTATION = "documentation"


_WORKER: Final = frozenset(
    name for name, kind in CATALOGUE.items() if kind.stream == "worker" and kind.command
)
_META: Final = frozenset(name for name, kind in CATALOGUE.items() if name.startswith("event."))
_APPROVED: Final = frozenset(
    {
        "worker.assessment_confirmed",
        "worker.assessment_review_decided",
        "worker.commendation_revoked",
        "worker.exemplar_withdrawn",
        "worker.sanctioned",
        "worker.sanction_lifted",
        "worker.politically_reviewed",
        "cycle.closed",
        "plan.approved",
        "plan.amended",
        "purchase.payment_confirmed",
        "organisation.target_set",
        "organisation.commendation_revoked",
        "organisation.co_management_agreed",
        "organisation.co_management_ended",
        "organisation.department_role_set",
        "organisation.provider_accredited",
    }
)
_TREE: Final = frozenset(
    {
        "organisation.registered",
        "organisation.renamed",
        "organisation.reparented",
        "organisation.merged",
        "organisation.dissolved",
    }
)
_KEPT: Final = frozenset(name for name, kind in CATALOGUE.items() if kind.stream == "organisation") - _TREE
"""Said of organisations by those who keep the personnel records, not by those who set up the tree."""
_POST: Final = frozenset(name for name, kind in CATALOGUE.items() if kind.stream == "post")
_RUN: Final = frozenset(
    name
    for name, kind in CATALOGUE.items()
    if kind.stream in {"cycle", "plan", "course", "purchase", "volunteer"}
)
"""What organisations run for their workers, beside the records of the workers themselves."""
_TAKING_ON: Final = frozenset({HIRED.name, ADOPTED.name})
_RESTED_ON: Final = frozenset({ABILITY.name, OBTAINED.name})
_BEGUN_WITH: Final = frozenset({SIGNED.name, ASSIGNED.name})
_STRUCTURE: Final = frozenset(
    name
    for name, kind in CATALOGUE.items()
    if kind.stream in {"organisation", "post", "rulebook"} and name not in _KEPT
)

COMMANDS: Final[Mapping[Role, frozenset[str]]] = MappingProxyType(
    {
        Role.CLERK: ((_WORKER | _RUN | _KEPT) - _APPROVED) | _META | {"worker.registered"},
        Role.APPROVER: _WORKER | _RUN | _KEPT | _POST | _META | {"worker.registered"},
        Role.AUDITOR: frozenset(),
        Role.INTEGRATOR: frozenset(),
        Role.ADMINISTRATOR: _STRUCTURE | _META,
    }
)
"""Which event types each role may record. Corrections and rescissions also need the right to record their target."""

_STREAMS: Final[Mapping[Role, frozenset[str]]] = MappingProxyType(
    {role: frozenset(CATALOGUE[name].stream for name in names - _META) for role, names in COMMANDS.items()}
)
"""On which streams each role may correct and rescind: those that it may record on."""

_PERSONNEL_QUERIES: Final = frozenset(
    {Query.WORKERS, Query.ORGANISATIONS, Query.CYCLES, Query.RULEBOOKS, Query.DOCUMENTATION}
)
QUERIES: Final[Mapping[Role, frozenset[Query]]] = MappingProxyType(
    {
        Role.CLERK: _PERSONNEL_QUERIES,
        Role.APPROVER: _PERSONNEL_QUERIES,
        Role.AUDITOR: frozenset(Query),
        Role.INTEGRATOR: _PERSONNEL_QUERIES,
        Role.ADMINISTRATOR: frozenset(
            {Query.ORGANISATIONS, Query.RULEBOOKS, Query.OPERATIONS, Query.DOCUMENTATION, Query.LOG_ENTRIES}
        ),
    }
)
"""What each role may read. Entries of the log and the search of events also need the whole ledger or each worker."""

_PERSONNEL: Final = frozenset(Disclosure) - {Disclosure.POLITICAL_REVIEW, Disclosure.SANCTION}

DISCLOSED: Final[Mapping[Role, frozenset[Disclosure]]] = MappingProxyType(
    {
        Role.CLERK: _PERSONNEL,
        Role.APPROVER: frozenset(Disclosure),
        Role.AUDITOR: frozenset(Disclosure) - {Disclosure.CONTACT, Disclosure.HEALTH},
        Role.INTEGRATOR: frozenset({Disclosure.NAME}),
        Role.ADMINISTRATOR: frozenset(),
    }
)
"""Which classes of hidden values each role may read."""

UNMASKING: Final = frozenset({Role.CLERK, Role.APPROVER, Role.AUDITOR})
"""Who may see identity numbers in full, with a reason that is logged."""


EXTRACTING: Final = frozenset({Role.APPROVER, Role.AUDITOR})
"""Who may draw rows about people without identity, with a reason that is logged."""


def require_extracting(principal: Principal) -> None:
    """Raises Forbidden unless the role may draw de-identified rows."""
    if principal.role not in EXTRACTING:
        raise Forbidden("该角色不能提取人员数据", "this role may not draw an extract")


def require_query(principal: Principal, query: Query) -> None:
    """Raises Forbidden unless the role may read this kind of thing at all."""
    if query not in QUERIES[principal.role]:
        raise Forbidden("该角色无权查询此项", "this role may not read this")


def require_whole_ledger(principal: Principal) -> None:
    """Raises Forbidden unless the principal's scope is the whole ledger."""
    if principal.scope is not None:
        raise Forbidden("此项须有全部范围的授权", "this needs the whole ledger in scope")


def in_scope(principal: Principal, world: World, organisation_id: str, on: date) -> bool:
    """Whether the organisation stood in the principal's subtree on that day."""
    if principal.scope is None:
        return True
    return any(above.organisation_id == principal.scope for above in world.path(organisation_id, on))


def shown_in_scope(principal: Principal, world: World, organisation_id: str, on: date, today: date) -> bool:
    """Whether what the organisation held on that day is the principal's to read.

    That is so where it stood in the subtree then, has come into it by a merger of today or before, or was run together
    with the principal's body then.
    """
    return principal.scope is None or reaches(world, principal.scope, organisation_id, on, today)


def sees_worker(principal: Principal, world: World, state: WorkerState, on: date, today: date) -> bool:
    """Whether what an organisation that held the worker in this state, home or host, held that day is to be read."""
    if principal.scope is None:
        return True
    return any(shown_in_scope(principal, world, holder, on, today) for holder in holders(state))


def authorise_commands(principal: Principal, commands: Iterable[Command], today: date) -> Authorise:
    """The check that `record_order` asks before it judges: may this principal record these events here?

    What a hiring rests on, a test of ability or a certificate, may come together with it, and so may the contract and the
    grade that begin with it: they stand or fall with it.
    """
    wanted = tuple(commands)
    begins = min((one.effective_on for one in wanted if one.type.name in _TAKING_ON), default=None)

    def authorise(reading: Reading, timeline: Timeline[Any]) -> None:
        for command in wanted:
            require_target(principal, command.type, prefix_of(timeline.stream_id))
            if begins is None or not _comes_along(command, begins):
                _SCOPES[prefix_of(timeline.stream_id)](
                    acting(principal, command, reading, today), command, reading, timeline, today
                )
            _require_named(principal, command, timeline)

    return authorise


def _comes_along(command: Command, begins: date) -> bool:
    """Whether a command beside a hiring or adoption is a part of it."""
    name = command.type.name
    return name in _RESTED_ON or (name in _BEGUN_WITH and command.effective_on >= begins)


def require_target(principal: Principal, kind: EventType, prefix: str) -> None:
    """Raises Forbidden unless the role may record this type of event on streams of this prefix at all."""
    require_command(principal, kind.name)
    if kind.name in _META and prefix not in _STREAMS[principal.role]:
        raise _not_this_role()


def require_command(principal: Principal, type_name: str) -> None:
    """Raises Forbidden unless the role may record events of this type at all."""
    if type_name not in COMMANDS[principal.role]:
        raise _not_this_role()


def require_jurisdiction(principal: Principal, world: World, jurisdiction: str, today: date) -> None:
    """Raises Forbidden unless the principal may enact the book of this jurisdiction.

    That is the division of their own organisation, or one below it; with the whole ledger in scope, any.
    """
    require_command(principal, ENACTED.name)
    if principal.scope is None:
        return
    own = world.organisation(principal.scope, today)
    if own is None or own.division not in division_chain(jurisdiction):
        raise Forbidden("只能施行本级及下级区划的规则书", "the book is of one's own division or one below it")


def _not_this_role() -> Forbidden:
    return Forbidden("该角色无权办理此项", "this role may not record this")


def _no_record() -> NotFound:
    return NotFound("没有这份记录", "there is no such record")


def _named(command: Command, timeline: Timeline[Any]) -> Event | None:
    """The event that a correction or rescission is about in the end; None when it names none of this stream."""
    if command.type.name not in _META:
        return None
    known = {event.event_id: event for event in timeline.events}
    named = known.get(command.body.data.target)
    while named is not None and named.type.name in _META:
        named = known.get(named.data.target)
    return named


def _require_named(principal: Principal, command: Command, timeline: Timeline[Any]) -> None:
    """A correction or rescission needs the right to record what it is about."""
    named = _named(command, timeline)
    if named is not None:
        require_command(principal, named.type.name)


def _said(command: Command, member: str) -> Any:
    """A member of what the command says, or of the new content that a correction gives; None when it is not there."""
    data = command.body.data
    content = data.data if isinstance(data, Correction) else data
    return content.get(member) if isinstance(content, Mapping) else getattr(content, member, None)


def _says(command: Command) -> str:
    """The type of event whose content the command gives."""
    data = command.body.data
    return data.type if isinstance(data, Correction) else command.type.name


def _worker_scope(
    principal: Principal, command: Command, reading: Reading, timeline: Timeline[WorkerState], today: date
) -> None:
    """Whoever holds the worker on the event's day, or today; a hiring or adoption is its host's, when nobody holds the worker.

    A correction or rescission is placed where the event that it is about is: a former holder does not reach what came
    after.
    """
    if principal.scope is None or timeline.version == 0:
        _require_host(principal, command, reading, today)
        return
    named = _named(command, timeline)
    day = min(named.effective_on if named is not None else command.effective_on, today)
    known = before_merging(timeline)
    states = (known.as_of(day), known.as_of(today))
    if not any(_holds(principal, reading, state, today) for state in states):
        held = any(isinstance(state.engagement, Engaged) for state in states)
        if command.type.name not in _TAKING_ON or held:
            raise _no_record()
    _require_host(principal, command, reading, today)


def _holds(principal: Principal, world: World, state: WorkerState, today: date) -> bool:
    return any(in_scope(principal, world, holder, today) for holder in holders(state))


def _require_host(principal: Principal, command: Command, world: World, today: date) -> None:
    """A worker is hired, adopted or moved into one's own subtree, and what did so is corrected to stay there."""
    if _says(command) not in ENTERING:
        return
    if not in_scope(principal, world, str(_said(command, "host")), today):
        raise Forbidden(
            "用工组织只能是本级或下级组织", "the host has to be an organisation of one's own subtree"
        )


def _organisation_scope(
    principal: Principal,
    command: Command,
    reading: Reading,
    timeline: Timeline[OrganisationState | None],
    today: date,
) -> None:
    """The organisation, and the one it is to stand under or merge into, are in the subtree; a root needs the whole ledger."""
    if principal.scope is None:
        return
    if timeline.version and not in_scope(principal, reading, timeline.stream_id, today):
        raise _no_record()
    parent = _said(command, "into" if _says(command) == MERGED.name else "parent")
    if _says(command) == ORGANISATION_REGISTERED.name and parent is None:
        raise Forbidden(
            "只有全部范围的管理员可登记根组织", "only an administrator with scope all registers a root"
        )
    if parent is not None and not in_scope(principal, reading, str(parent), today):
        raise Forbidden(
            "上级或并入的组织须在本级范围内",
            "the parent, or the one merged into, must be in one's own subtree",
        )


def _owned_scope(
    principal: Principal, command: Command, reading: Reading, timeline: Timeline[Any], today: date
) -> None:
    """The organisation that the stream belongs to, and the one that it is to belong to, stand in the subtree."""
    if principal.scope is None:
        return
    if timeline.events and not in_scope(principal, reading, home_of(timeline), today):
        raise _no_record()
    member, zh, en = OWNED[prefix_of(timeline.stream_id)]
    owner = _said(command, member)
    if owner is not None and not in_scope(principal, reading, str(owner), today):
        raise Forbidden(zh, en)


def _volunteer_scope(
    principal: Principal, command: Command, reading: Reading, timeline: Timeline[Any], today: date
) -> None:
    """The subtree holds the volunteer, and the workers that are named: the lead, and who the volunteer became."""
    _owned_scope(principal, command, reading, timeline, today)
    for member in ("lead", "worker"):
        named = _said(command, member)
        if named is not None and principal.scope is not None:
            state = reading.worker(str(named)).as_of(today)
            if not _holds(principal, reading, state, today):
                raise _no_record()


_SCOPES: Final[Mapping[str, Callable[[Principal, Command, Reading, Timeline[Any], date], None]]] = (
    MappingProxyType(
        {
            "worker": _worker_scope,
            "organisation": _organisation_scope,
            **dict.fromkeys(OWNED, _owned_scope),
            "volunteer": _volunteer_scope,
        }
    )
)
