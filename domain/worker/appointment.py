"""Technical posts, inclusion among technical staff, competence recognised (R20, R51, R52)."""

from typing import Final

from domain.worker.handling import Handling

HANDLINGS: Final[tuple[Handling, ...]] = ()
