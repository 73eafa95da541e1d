"""Samples of the events about assessment cycles and what follows an assessment: `LEAST` members, and what `MORE` a full one has."""

from typing import Any, Final

LEAST: Final[dict[str, dict[str, Any]]] = {}

MORE: Final[dict[str, dict[str, Any]]] = {}
