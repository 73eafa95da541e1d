"""Engagements that begin or change without a hiring: legacy adoption, another mode or employer (R3, R10, R19)."""

from typing import Final

from domain.worker.handling import Handling

HANDLINGS: Final[tuple[Handling, ...]] = ()
