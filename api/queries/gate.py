"""Who is asking, and what they may see: every question passes here, and every answer is given by `api.authority`."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from fastapi import Request

from api import authority
from api.authority import Query
from api.dependencies import Dependencies, Principal
from api.entrance import principal_of
from api.owned import home_of
from api.queries.views import Lens
from domain.errors import Fault, Forbidden, InvalidInput, NotFound
from domain.record import Event
from domain.timeline import Timeline
from domain.worker.duplicates import before_merging
from domain.worker.life import holders
from domain.worker.state import WorkerState
from projections.history import Account, account_of, days_of
from projections.known import Known


class Asking:
    """One principal's question. Authority looks at the tree as it is known now, on the day that the answer is about."""

    def __init__(self, deps: Dependencies, principal: Principal) -> None:
        self._deps = deps
        self.principal = principal

    @cached_property
    def now(self) -> Known:
        """The ledger as known now."""
        return Known(self._deps.ledger, self._deps.ledger.size_and_root()[0] - 1)

    @property
    def today(self) -> date:
        """The civil date in China now."""
        return self._deps.today()

    def shown(self, known: Known, on: date) -> list[str]:
        """The organisations whose holdings of that day the principal may read, as the tree was known then."""
        return known.shown(self.scope, on, self.today)

    @property
    def scope(self) -> str | None:
        """The organisation whose subtree the principal acts in, None for the whole ledger."""
        return self.principal.scope

    def lens(self, unmask: bool, reason: str | None, what: str) -> Lens:
        """What the role may see of hidden values. Full identity numbers need the right, a reason, and are logged first.

        Raises Forbidden, InvalidInput without a reason, StoreUnavailable when the look cannot be logged.
        """
        if unmask:
            if self.principal.role not in authority.UNMASKING:
                raise Forbidden(
                    "该角色不能查看完整证件号码", "this role may not see identity numbers in full"
                )
            if not (reason or "").strip():
                raise InvalidInput(
                    (
                        Fault(
                            "/reason",
                            "查看完整证件号码须说明理由",
                            "seeing identity numbers in full needs a reason",
                        ),
                    )
                )
            self.record(what, reason)
        return Lens(self._deps.ledger, authority.DISCLOSED[self.principal.role], unmask)

    def record(self, what: str, reason: str | None) -> None:
        """Keep the look in the access log; durable when it returns."""
        self._deps.access.record(self.principal.id, what, reason)

    def sees_any(self, organisation_ids: Iterable[str], on: date) -> bool:
        """Whether what one of these organisations held on that day is the principal's to read."""
        return any(
            authority.shown_in_scope(self.principal, self.now, one, on, self.today)
            for one in organisation_ids
        )

    def holds(self, timeline: Timeline[WorkerState], on: date) -> bool:
        """Whether the worker was held on that day by an organisation of the principal's subtree."""
        return authority.sees_worker(
            self.principal, self.now, before_merging(timeline).as_of(on), on, self.today
        )

    def sees_account(self, timeline: Timeline[WorkerState], account: Account, as_of: date) -> bool:
        """Whether the principal sees one event of a worker's history.

        It is seen by whoever held the worker on its days, as it stands now or as it was known when it was recorded.
        What comes from days on which nobody held the worker is seen by whoever holds them on `as_of`.
        """
        if self.principal.scope is None:
            return True
        known = (before_merging(timeline), before_merging(timeline.known_at(account.event.position)))
        folds = [(fold.as_of(day), day) for day in days_of(timeline.events, account) for fold in known]
        if any(
            authority.sees_worker(self.principal, self.now, state, day, self.today) for state, day in folds
        ):
            return True
        return not any(holders(state) for state, _ in folds) and self.holds(timeline, as_of)

    def sees_event(self, event: Event) -> bool:
        """Whether the principal's role and subtree show this event at all."""
        prefix = event.stream_id.split("-", 1)[0]
        allowed = authority.QUERIES[self.principal.role]
        if self.principal.scope is None and Query.LOG_ENTRIES in allowed:
            return True
        match prefix:
            case "worker":
                if Query.WORKERS not in allowed:
                    return False
                timeline = self.now.worker(event.stream_id)
                return self.sees_account(timeline, account_of(timeline.events, event.event_id), self.today)
            case "organisation":
                return Query.ORGANISATIONS in allowed and self.sees_any((event.stream_id,), self.today)
            case "post":
                post = self.now.post_timeline(event.stream_id).end
                return (
                    Query.ORGANISATIONS in allowed
                    and post is not None
                    and self.sees_any((post.organisation,), self.today)
                )
            case "cycle" | "plan" | "purchase" | "volunteer":
                home = home_of(self.now.timeline(event.stream_id))
                right = Query.CYCLES if prefix == "cycle" else Query.WORKERS
                return right in allowed and self.sees_any((home,), self.today)
            case "course":
                return Query.ORGANISATIONS in allowed
            case "rulebook":
                return Query.RULEBOOKS in allowed
        return Query.EVENTS in allowed and self.principal.scope is None

    def visible_accounts(
        self, timeline: Timeline[WorkerState], all_accounts: Sequence[Account], as_of: date
    ) -> list[Account]:
        """The events of a history that the principal sees. Raises NotFound when there are none."""
        seen = [one for one in all_accounts if self.sees_account(timeline, one, as_of)]
        if not seen:
            raise no_worker()
        return seen


class Gate:
    """Lets questions in: authenticates, and asks the role's right to this kind of thing."""

    def __init__(self, deps: Dependencies) -> None:
        self._deps = deps

    def ask(self, request: Request, query: Query) -> Asking:
        """The question of whoever sends this request. Raises Forbidden when the role may not read such things at all."""
        principal = principal_of(request)
        authority.require_query(principal, query)
        return Asking(self._deps, principal)

    def ask_any(self, request: Request) -> Asking:
        """The question of whoever sends this request, about something that each role sees a part of."""
        return Asking(self._deps, principal_of(request))


def no_worker() -> NotFound:
    """What is told of a worker that is not there, or not to be seen by this principal."""
    return NotFound("没有这位人员的记录", "there is no record of such a worker")
