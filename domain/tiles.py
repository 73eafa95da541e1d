"""Where the tree's hashes lie: the tiles and entry bundles of C2SP tlog-tiles.

A tile at level L holds up to 256 hashes of nodes at tree level 8 L. A tile is partial when the tree
ends inside it. The bundle N of entries holds the entries whose hashes are the level-0 tile N.
"""

import re
from dataclasses import dataclass

from domain.tree import MAX_SIZE, TreeError

TILE_HEIGHT = 8
TILE_WIDTH = 256
MAX_LEVEL = 63

_NUMBER = r"(?:x[0-9]{3}/)*[0-9]{3}"
_WIDTH = r"(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
_TILE = re.compile(rf"tile/(?P<level>0|[1-9][0-9]?)/(?P<number>{_NUMBER}){_WIDTH}")
_BUNDLE = re.compile(rf"tile/entries/(?P<number>{_NUMBER}){_WIDTH}")
# Longer than the path of any index in a tree of MAX_SIZE, so that no text costs time.
_MAX_PATH = 80


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """`width` hashes (1 to 256) at `level` (0 to 63), the `index`-th tile of that level from 0."""

    level: int
    index: int
    width: int = TILE_WIDTH

    def __post_init__(self) -> None:
        if not 0 <= self.level <= MAX_LEVEL:
            raise TreeError(f"tile levels are 0 to {MAX_LEVEL}, not {self.level}")
        _check_place(self.index, self.width)

    @property
    def is_partial(self) -> bool:
        return self.width < TILE_WIDTH

    @property
    def first(self) -> int:
        """The index, within tree level 8 * level, of the tile's first node."""
        return self.index * TILE_WIDTH

    def path(self) -> str:
        return tile_path(self.level, self.index, self.width)


def tile_path(level: int, index: int, width: int = TILE_WIDTH) -> str:
    """`tile/<L>/<N>`, with `.p/<W>` when partial, relative to the log's prefix."""
    if not 0 <= level <= MAX_LEVEL:
        raise TreeError(f"tile levels are 0 to {MAX_LEVEL}, not {level}")
    return f"tile/{level}/{_place(index, width)}"


def entries_path(index: int, width: int = TILE_WIDTH) -> str:
    """`tile/entries/<N>`, with `.p/<W>` when partial."""
    return f"tile/entries/{_place(index, width)}"


def parse_tile_path(path: str) -> Tile:
    """The inverse of `tile_path`; `TreeError` for every other spelling."""
    match = _match(_TILE, path)
    return Tile(int(match["level"]), _index(match["number"]), _width(match["width"]))


def parse_entries_path(path: str) -> tuple[int, int]:
    """(index, width) of an entry bundle; `TreeError` for every other spelling."""
    match = _match(_BUNDLE, path)
    index, width = _index(match["number"]), _width(match["width"])
    _check_place(index, width)
    return index, width


def tile_width(level: int, index: int, size: int) -> int:
    """Hashes that the tree of `size` has in a tile: 0 when it does not reach it, at most 256."""
    nodes = size >> (TILE_HEIGHT * level)
    return max(0, min(TILE_WIDTH, nodes - index * TILE_WIDTH))


def tiles_for(size: int, since: int = 0) -> list[Tile]:
    """The tiles of the tree of `size` that the tree of size `since` did not already have.

    Lowest level first. With `since` 0 these are all of them; a tile that has only grown is listed
    with its new width.
    """
    if not 0 <= since <= size <= MAX_SIZE:
        raise TreeError(f"no tree grows from {since} to {size}")
    tiles: list[Tile] = []
    level = 0
    while nodes := size >> (TILE_HEIGHT * level):
        before = since >> (TILE_HEIGHT * level)
        if nodes > before:
            last = (nodes - 1) // TILE_WIDTH
            changed = range(before // TILE_WIDTH, last + 1)
            tiles.extend(Tile(level, index, tile_width(level, index, size)) for index in changed)
        level += 1
    return tiles


def tile_of_node(level: int, index: int) -> tuple[int, int, int, int]:
    """Where a tree node is found: (tile level, tile index, first hash, number of hashes).

    The node is `root_from_leaves` of those hashes of the tile; the number is 1 where the tile holds
    the node itself.
    """
    if not 0 <= level <= MAX_LEVEL or index < 0:
        raise TreeError(f"no tree has a node {index} at level {level}")
    tile_level, height = divmod(level, TILE_HEIGHT)
    first = index << height
    return tile_level, first // TILE_WIDTH, first % TILE_WIDTH, 1 << height


def _check_place(index: int, width: int) -> None:
    if not 0 <= index <= MAX_SIZE:
        raise TreeError(f"no tile has index {index}")
    if not 1 <= width <= TILE_WIDTH:
        raise TreeError(f"tiles are 1 to {TILE_WIDTH} wide, not {width}")


def _place(index: int, width: int) -> str:
    _check_place(index, width)
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.append(f"x{index % 1000:03}")
    number = "/".join(reversed(groups))
    return number if width == TILE_WIDTH else f"{number}.p/{width}"


def _match(pattern: re.Pattern[str], path: str) -> re.Match[str]:
    match = pattern.fullmatch(path) if len(path) <= _MAX_PATH else None
    if not match:
        raise TreeError("not the path of a tile or an entry bundle")
    return match


def _index(number: str) -> int:
    if number.startswith("x000"):
        raise TreeError("a tile number does not start with an empty group")
    return int(number.replace("/", "").replace("x", ""))


def _width(digits: str | None) -> int:
    width = int(digits) if digits else TILE_WIDTH
    if digits and width >= TILE_WIDTH:
        raise TreeError("a partial tile is at most 255 wide")
    return width
