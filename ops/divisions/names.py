"""The list of divisions, read once: names by code, codes by name, and what lies below what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from domain.codes import NATION, CodeError, DivisionLevel, division_level, parent
from ops.divisions.romanise import english_name

_NATION_NAME = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Division:
    """One division: its code of 6 or 9 digits and its Chinese name.

    `statistical` marks an area that only the statistics list has, such as a development zone.
    """

    code: str
    name: str
    statistical: bool = False

    @property
    def level(self) -> DivisionLevel:
        return division_level(self.code)


class Divisions:
    """A list of divisions of one day. Codes below it that are unknown simply have no name."""

    def __init__(self, divisions: Iterable[Division]) -> None:
        self._by_code = {division.code: division for division in divisions}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._below: dict[str, list[str]] = defaultdict(list)
        for code, division in self._by_code.items():
            self._by_name[division.name].append(code)
            above = parent(code)
            if above:
                self._below[above].append(code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Division]:
        """All divisions in ascending order of their codes, the country first."""
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def get(self, code: str) -> Division | None:
        """The division with this code, or None when the list does not have it."""
        return self._by_code.get(code)

    def name(self, code: str) -> str:
        """Its Chinese name without those above it; the code itself when the list does not have it."""
        division = self._by_code.get(code)
        return division.name if division else code

    def full_name(self, code: str) -> str:
        """Names from the province down, joined as Chinese addresses are: 吉林省白山市浑江区."""
        names: list[str] = []
        at: str | None = code
        while at and at != NATION:
            names.append(self.name(at))
            at = parent(at)
        return "".join(reversed(names)) or self.name(code)

    def english(self, code: str) -> str:
        """Its name in English, spelt in pinyin below the provinces; the code itself when unknown."""
        division = self._by_code.get(code)
        return english_name(code, division.name) if division else code

    def children(self, code: str) -> tuple[str, ...]:
        """Codes directly below, ascending: of a municipality its districts, of `CN` the provinces."""
        return tuple(self._below.get(code, ()))

    def find(self, name: str, within: str = NATION) -> tuple[str, ...]:
        """All codes with exactly this Chinese name inside `within`, ascending; several may share it."""
        return tuple(code for code in self._by_name.get(name, ()) if self._lies_in(code, within))

    def _lies_in(self, code: str, outer: str) -> bool:
        at: str | None = code
        while at and at != outer:
            at = parent(at)
        return at == outer


@cache
def load_divisions() -> Divisions:
    """The bundled list; read from the package once a process."""
    text = files("ops.divisions").joinpath("divisions.tsv").read_text(encoding="utf-8")
    rows = (_division(number, line) for number, line in enumerate(text.splitlines(), 1))
    return Divisions([Division(NATION, _NATION_NAME), *rows])


def _division(number: int, line: str) -> Division:
    """One row of the file. `ValueError` names the row that is malformed."""
    code, _, rest = line.partition("\t")
    name, _, mark = rest.partition("\t")
    if not name or mark not in {"", "s"}:
        raise ValueError(f"row {number} of the divisions is not code, name and perhaps s")
    try:
        division_level(code)
    except CodeError as error:
        raise ValueError(f"row {number} of the divisions: {error.en}") from error
    return Division(code, name, mark == "s")
