"""Examinations entered and their results, and tests of practical ability (R50, R53)."""

from typing import Final

from domain.worker.handling import Handling

HANDLINGS: Final[tuple[Handling, ...]] = ()
