"""Concurrent posts in unions and public roles (R57, R60; 工会法 art. 19)."""

from typing import Final

from domain.worker.handling import Handling

HANDLINGS: Final[tuple[Handling, ...]] = ()
