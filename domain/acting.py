"""Acting for another body (R73): who may, and that the body is there.

A higher union acts for those below it; a body that a union is run together with acts for that union while the agreement
holds. What they record names the one that they acted for.
"""

from collections.abc import Iterable
from datetime import date

from domain.errors import impossible
from domain.orders import Command
from domain.world import World


def acts_for(world: World, own: str, other: str, on: date) -> bool:
    """Whether the organisation `own` may act for `other` on a day: from above it, or by an agreement with it."""
    path = world.path(other, on)
    if any(above.organisation_id == own for above in path):
        return True
    agreements = path[0].particulars.co_managements if path else ()
    return any(one.open and one.organisation == own for one in agreements)


def check_represented(world: World, commands: Iterable[Command]) -> None:
    """Refuse to act for a body that is not there on the day. Raises Refused."""
    for command in commands:
        named = command.body.on_behalf_of
        if named is None:
            continue
        body = world.organisation(named, command.effective_on)
        if body is None or not body.active:
            raise impossible(
                "represented_unknown",
                f"被代办的组织 {named} 在 {command.effective_on} 不存在",
                f"the organisation that was acted for, {named}, does not exist on {command.effective_on}",
                "写明该日存在的组织，或更正生效日期",
                "name an organisation of that day, or correct the effective date",
                clause="总工发〔2016〕37号 六(一)",
            )
