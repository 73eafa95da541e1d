"""As whom a command is looked at: the principal, or the body that they act for (R73)."""

from dataclasses import replace
from datetime import date

from api.dependencies import Principal
from domain.acting import acts_for
from domain.errors import Forbidden
from domain.orders import Command
from domain.world import World


def acting(principal: Principal, command: Command, world: World, today: date) -> Principal:
    """The principal with the scope in which this command acts: that of the body named, which reaches nothing else.

    Raises Forbidden where nobody delegated it.
    """
    body = command.body.on_behalf_of
    if body is None:
        return principal
    if principal.scope is not None and not acts_for(world, principal.scope, body, today):
        raise Forbidden(
            "没有受托代办：只有上级工会，或与该工会有现行共建协议的组织，才能以其名义办理",
            "not delegated: only a union above, or a body with an agreement in force with that union, acts for it",
        )
    return replace(principal, scope=body)
