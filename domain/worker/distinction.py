"""Backbone staff, exemplars, nominations for honours (R10, R61, R81)."""

from typing import Final

from domain.worker.handling import Handling

HANDLINGS: Final[tuple[Handling, ...]] = ()
