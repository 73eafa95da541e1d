"""What follows an assessment: acknowledged, review asked for and decided (R54)."""

from typing import Final

from domain.worker.handling import Handling

HANDLINGS: Final[tuple[Handling, ...]] = ()
