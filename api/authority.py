"""The one place that decides who may do what: a table of roles, and the organisation subtree of the principal.

A principal reads and writes only inside its subtree. A worker is where they are engaged, and at the host of a running
secondment; a worker without an organisation is nobody's. What one may not see does not exist for them (NotFound).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from api.dependencies import Principal, Role
from domain.catalogue import CATALOGUE
from domain.errors import Forbidden, NotFound
from domain.hidden import Disclosure
from domain.orders import Command
from domain.organisation.state import OrganisationState, PostState
from domain.reading import Reading
from domain.recording import Authorise
from domain.timeline import Timeline
from domain.worker.engagement import HIRED
from domain.worker.life import at_home_or_host
from domain.worker.state import Engaged, Separated, WorkerState
from domain.world import World


class Query(StrEnum):
    """What can be read."""

    WORKERS = "workers"
    ORGANISATIONS = "organisations"
    RULEBOOKS = "rulebooks"
    EVENTS = "events"
    LOG_ENTRIES = "log_entries"
    OPERATIONS = "operations"
    DOCUMENTATION = "documentation"


_WORKER: Final = frozenset(
    name for name, kind in CATALOGUE.items() if kind.stream == "worker" and kind.command
)
_META: Final = frozenset(name for name, kind in CATALOGUE.items() if name.startswith("event."))
_APPROVED: Final = frozenset({"worker.assessment_confirmed", "worker.commendation_revoked"})
_STRUCTURE: Final = frozenset(
    name for name, kind in CATALOGUE.items() if kind.stream in {"organisation", "post", "rulebook"}
)

COMMANDS: Final[Mapping[Role, frozenset[str]]] = MappingProxyType(
    {
        Role.CLERK: (_WORKER - _APPROVED) | _META | {"worker.registered"},
        Role.APPROVER: _WORKER | _META | {"worker.registered", "post.created"},
        Role.AUDITOR: frozenset(),
        Role.INTEGRATOR: frozenset(),
        Role.ADMINISTRATOR: _STRUCTURE | _META,
    }
)
"""Which event types each role may record. Corrections and rescissions also need the right to record their target."""

QUERIES: Final[Mapping[Role, frozenset[Query]]] = MappingProxyType(
    {
        Role.CLERK: frozenset({Query.WORKERS, Query.ORGANISATIONS, Query.RULEBOOKS, Query.DOCUMENTATION}),
        Role.APPROVER: frozenset({Query.WORKERS, Query.ORGANISATIONS, Query.RULEBOOKS, Query.DOCUMENTATION}),
        Role.AUDITOR: frozenset(Query),
        Role.INTEGRATOR: frozenset(
            {Query.WORKERS, Query.ORGANISATIONS, Query.RULEBOOKS, Query.DOCUMENTATION}
        ),
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


def sees_worker(principal: Principal, world: World, state: WorkerState, on: date) -> bool:
    """Whether an organisation that held the worker in this state, home or host, was in the subtree on that day."""
    if principal.scope is None:
        return True
    return any(in_scope(principal, world, holder, on) for holder in holders(state))


def holders(state: WorkerState) -> tuple[str, ...]:
    """The organisations that a worker's record belongs to: where they are, or last were when they have left."""
    if isinstance(state.engagement, Separated):
        return (state.engagement.last.host,)
    return at_home_or_host(state)


def authorise_commands(principal: Principal, commands: Iterable[Command], today: date) -> Authorise:
    """The check that `record_order` asks before it judges: may this principal record these events here?"""
    wanted = tuple(commands)

    def authorise(reading: Reading, timeline: Timeline[Any]) -> None:
        for command in wanted:
            _require_type(principal, command, timeline)
            _SCOPES[timeline.stream_id.split("-", 1)[0]](principal, command, reading, timeline, today)

    return authorise


def require_command(principal: Principal, type_name: str) -> None:
    """Raises Forbidden unless the role may record events of this type at all."""
    if type_name not in COMMANDS[principal.role]:
        raise Forbidden("该角色无权办理此项", "this role may not record this")


def _require_type(principal: Principal, command: Command, timeline: Timeline[Any]) -> None:
    """The role's right to this type; a correction or rescission needs the right to its target's type too."""
    require_command(principal, command.type.name)
    if command.type.name in _META:
        target = next((e for e in timeline.events if e.event_id == command.body.data.target), None)
        while target is not None and target.type.name in _META:
            named = target.data.target
            target = next((e for e in timeline.events if e.event_id == named), None)
        if target is not None:
            require_command(principal, target.type.name)


def _worker_scope(
    principal: Principal, command: Command, reading: Reading, timeline: Timeline[WorkerState], today: date
) -> None:
    """Whoever holds the worker on the day, or today; a hiring is its host's, when nobody else holds the worker."""
    if principal.scope is None:
        return
    day = min(command.effective_on, today)
    states = (timeline.as_of(day), timeline.as_of(today))
    if any(sees_worker(principal, reading, state, day) for state in states):
        return
    held = any(isinstance(state.engagement, Engaged) for state in states)
    if command.type.name == HIRED.name and not held:
        if not in_scope(principal, reading, command.body.data.host, today):
            raise Forbidden(
                "只能录用到本级及下级组织", "a hiring is into an organisation of one's own subtree"
            )
        return
    if timeline.version == 0:
        return
    raise NotFound("没有这份记录", "there is no such record")


def _organisation_scope(
    principal: Principal,
    command: Command,
    reading: Reading,
    timeline: Timeline[OrganisationState | None],
    today: date,
) -> None:
    if principal.scope is None:
        return
    parent = getattr(command.body.data, "parent", None)
    if command.type.first and parent is None:
        raise Forbidden(
            "只有全部范围的管理员可登记根组织", "only an administrator with scope all registers a root"
        )
    if timeline.version and not in_scope(principal, reading, timeline.stream_id, today):
        raise NotFound("没有这份记录", "there is no such record")
    if parent is not None and not in_scope(principal, reading, parent, today):
        raise Forbidden("上级组织须在本级范围内", "the parent must be in one's own subtree")


def _post_scope(
    principal: Principal,
    command: Command,
    reading: Reading,
    timeline: Timeline[PostState | None],
    today: date,
) -> None:
    if principal.scope is None:
        return
    if timeline.end is None:
        if not in_scope(principal, reading, command.body.data.organisation, today):
            raise Forbidden("只能在本级及下级组织设岗", "a post is set up in one's own subtree")
    elif not in_scope(principal, reading, timeline.end.organisation, today):
        raise NotFound("没有这份记录", "there is no such record")


_SCOPES: Final[Mapping[str, Callable[[Principal, Command, Reading, Timeline[Any], date], None]]] = (
    MappingProxyType({"worker": _worker_scope, "organisation": _organisation_scope, "post": _post_scope})
)
