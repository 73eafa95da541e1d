"""`luli verify`: prove the whole ledger against itself, the claims rebuilt from the events."""

from collections.abc import Sequence
from typing import Annotated

import typer

from domain.claims import Claim
from domain.cycle.events import cycle_timeline
from domain.cycle.quota import closing_places
from domain.ledger import Ledger
from domain.organisation.events import evolve_organisation, organisation_claims
from domain.organisation.post_life import post_timeline
from domain.organisation.seats import post_claims
from domain.plan.events import plan_timeline
from domain.plan.filling import plan_claims
from domain.purchase.events import purchase_timeline
from domain.purchase.places import purchase_claims
from domain.reading import Reading, Shelf
from domain.record import Event
from domain.timeline import Timeline
from domain.volunteer.events import volunteer_claims, volunteer_timeline
from domain.worker.life import worker_claims, worker_timeline
from ops.cli.opening import opened
from ops.cli.speaking import NO, answer, both, progress, say


def verify(
    as_json: Annotated[bool, typer.Option("--json", help=both("JSON 输出", "print JSON"))] = False,
) -> None:
    """重算全部叶、树、版本与占用，与所存一致则为 0 / recompute every leaf, the tree, versions and claims."""
    from ops.store.verify import verify as prove

    with opened() as runtime, progress("校验", "verifying") as done:
        size = runtime.ledger.size_and_root()[0]
        found = prove(
            runtime.database.app,
            runtime.keys,
            claims_of=ClaimsOf(),
            progress=lambda so_far: done(so_far, size),
        )
    if as_json:
        answer(
            {
                "ok": found.ok,
                "size": found.size,
                "root": found.root.hex(),
                "checked": found.checked,
                "first_fault": found.first_fault,
            }
        )
    elif found.ok:
        say(
            f"{found.size} 个事件全部一致，根 {found.root.hex()}",
            f"all {found.size} events agree with the root",
        )
    else:
        say(f"不一致：{found.first_fault}", f"the ledger does not hold: {found.first_fault}")
    if not found.ok:
        raise typer.Exit(NO)


class ClaimsOf:
    """Rebuilds the claims of a stream from its events, as the decisions that recorded them did."""

    def __init__(self) -> None:
        self._shelf = Shelf()

    def __call__(self, stream_id: str, events: Sequence[Event], ledger: Ledger) -> Sequence[Claim]:
        """All claims that the fold of these events takes."""
        if stream_id.startswith("worker-"):
            reading = Reading(ledger, self._shelf)
            return worker_claims(worker_timeline(stream_id, events), reading, reading)
        if stream_id.startswith("volunteer-"):
            return volunteer_claims(volunteer_timeline(stream_id, events), Reading(ledger, self._shelf))
        if stream_id.startswith("plan-"):
            return plan_claims(plan_timeline(stream_id, events))
        if stream_id.startswith("cycle-"):
            return closing_places(cycle_timeline(stream_id, events))
        if stream_id.startswith("post-"):
            return post_claims(post_timeline(stream_id, events))
        if stream_id.startswith("purchase-"):
            return purchase_claims(purchase_timeline(stream_id, events))
        if stream_id.startswith("organisation-"):
            return organisation_claims(Timeline.of(stream_id, events, None, evolve_organisation))
        return ()
