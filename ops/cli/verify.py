"""`luli verify`: prove the whole ledger against itself, the claims rebuilt from the events."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

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
from ops.cli.opening import opened, opening
from ops.cli.speaking import NO, answer, both, progress, say, wrong_use

if TYPE_CHECKING:
    from domain.notes import VerifierKey
    from ops.composition import Runtime
    from ops.rebuild import Job


LARGE: Final = 50_000
"""Events from which on starting processes of their own pays for filling read models again."""


def verify(
    checkpoints: Annotated[
        list[Path] | None,
        typer.Option(
            "--checkpoint",
            help=both("另处保存的检查点文件，可重复", "file of a checkpoint kept elsewhere; may be repeated"),
        ),
    ] = None,
    keys: Annotated[
        list[str] | None,
        typer.Option(
            "--key",
            help=both(
                "检查点的公钥，缺省为本账本的；可重复", "the checkpoints' key, the ledger's own if left out"
            ),
        ),
    ] = None,
    record_only: Annotated[
        bool,
        typer.Option("--record-only", help=both("不重算占用与读模型", "neither claims nor read models")),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help=both("JSON 输出", "print JSON"))] = False,
) -> None:
    """重算全部叶、树、版本、占用、封存与读模型，并与另存的检查点比对 / recompute everything, and compare with checkpoints kept."""
    from ops.store.verify import verify as prove
    from ops.verifying import expected_by, verify_all

    with opened() as runtime, progress("校验", "verifying") as done:
        size = runtime.ledger.size_and_root()[0]
        own = [] if keys else [runtime.ledger.signer.verifier]
        verifiers = [*own, *(_key(text) for text in keys or ())]
        kept = [expected_by(path, verifiers) for path in checkpoints or ()]
        if record_only:
            found = prove(
                runtime.database.app, runtime.keys, progress=lambda so_far: done(so_far, size), expected=kept
            )
        else:
            found = verify_all(
                _job(runtime), runtime.keys, ClaimsOf(), kept, lambda so_far: done(so_far, size)
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


def _key(text: str) -> "VerifierKey":
    from domain.notes import NoteError, VerifierKey

    try:
        return VerifierKey.parse(text)
    except NoteError as error:
        wrong_use(f"公钥无效：{error}", f"not a verifier key: {error}")


def _job(runtime: "Runtime") -> "Job":
    """How the read models are filled again beside those in use."""
    from ops.importing.run import usual_processes
    from ops.rebuild import Job
    from projections.models import read_models

    return Job(runtime.ledger, runtime.database.owner, opening(runtime), read_models, (), usual_processes())


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
