"""Plans to qualify those who work without a certificate (R72)."""

from typing import Final

from domain.worker.handling import Handling

HANDLINGS: Final[tuple[Handling, ...]] = ()
