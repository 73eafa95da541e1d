"""Leave and suspension of somebody who stays engaged (R71)."""

from typing import Final

from domain.worker.handling import Handling

HANDLINGS: Final[tuple[Handling, ...]] = ()
