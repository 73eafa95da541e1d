"""Which standard results are judged by (考核评估标准, policy 五(二))."""

from domain.record import Shape
from domain.values import Line, Sha256Hex


class StandardRef(Shape):
    """An assessment standard by its title and version."""

    title: Line
    version: Line


class Standard(StandardRef):
    """An assessment standard, and the hash of its document where that is kept."""

    sha256: Sha256Hex | None = None
