"""Sanctions and their lifting, political review, satisfaction of those served (R6, R9, R17)."""

from typing import Final

from domain.worker.handling import Handling

HANDLINGS: Final[tuple[Handling, ...]] = ()
