"""Registration of certificates: first, again, lapsed (民发〔2009〕44号; R65)."""

from typing import Final

from domain.worker.handling import Handling

HANDLINGS: Final[tuple[Handling, ...]] = ()
