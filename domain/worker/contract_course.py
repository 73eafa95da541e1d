"""How a contract runs on: probation ended, extended, not renewed (劳动合同法 art. 19, 44, 45; R55)."""

from typing import Final

from domain.worker.handling import Handling

HANDLINGS: Final[tuple[Handling, ...]] = ()
