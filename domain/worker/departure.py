"""Endings for good: retirement, death, transfer out of the unions (R96)."""

from typing import Final

from domain.worker.handling import Handling

HANDLINGS: Final[tuple[Handling, ...]] = ()
