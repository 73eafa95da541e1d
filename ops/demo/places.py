"""The tree of unions that the demo stands on: nation, provinces, cities, counties, streets, and what stands beside them."""

from dataclasses import dataclass, field
from random import Random
from typing import Final

from domain.codes import DivisionLevel, credit_check_character, division_level, parent
from ops.demo.days import FOUNDED
from ops.demo.rows import Rows
from ops.divisions import load_divisions

FIRST_CITIES: Final = ("220600", "320500", "620500")
"""白山, 苏州, 天水: cities whose published measures are bundled as rulebooks."""

MORE_CITIES: Final = ("210200", "370100", "370200", "420100", "510100")
"""大连, with a bundled rulebook too; two cities under that of their province, 山东; two with none of their own."""

ASSIGNING_BELOW: Final = ("210200", "620500")
"""Cities whose rulebooks have nobody work at the city's own union."""

STREETS_OF_A_COUNTY: Final = 3
MANY_WORKERS: Final = 1_000

_LEVELS: Final = {
    DivisionLevel.NATION: "national",
    DivisionLevel.PROVINCE: "province",
    DivisionLevel.PREFECTURE: "city",
    DivisionLevel.COUNTY: "county",
    DivisionLevel.TOWNSHIP: "street",
}
_NOT_IN_CODES: Final = "IOSVZ"


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation of the demo. `ref` is its local name; `city` the code of its city, none above one."""

    ref: str
    name: str
    kind: str
    level: str
    division: str
    parent: str | None
    city: str
    credit_code: str | None = None


@dataclass(slots=True)
class Country:
    """All organisations, the ones above before the ones below; `hosts` are those where people work.

    By city: `agencies` sell services to its unions, `companies` sign contracts for purchased posts, `schools` train,
    `departments` are the one for human resources, `zones` lie in the area of a street union. `closing` is a union that
    will have ended, and has somebody still.
    """

    population: int
    places: list[Place] = field(default_factory=list)
    hosts: list[Place] = field(default_factory=list)
    agencies: dict[str, list[Place]] = field(default_factory=dict)
    companies: dict[str, Place] = field(default_factory=dict)
    schools: dict[str, Place] = field(default_factory=dict)
    departments: dict[str, Place] = field(default_factory=dict)
    zones: dict[str, Place] = field(default_factory=dict)
    closing: Place | None = None
    unions: dict[str, Place] = field(default_factory=dict)

    @property
    def cities(self) -> tuple[str, ...]:
        """The codes of its cities."""
        return tuple(self.agencies)

    def hosts_of(self, city: str, level: str, kind: str = "union") -> list[Place]:
        """The hosts of a level in a city."""
        return [one for one in self.hosts if (one.city, one.level, one.kind) == (city, level, kind)]

    def base_unions(self, city: str) -> list[Place]:
        """The unions of streets and enterprises in a city."""
        return [*self.hosts_of(city, "street"), *self.hosts_of(city, "enterprise", "enterprise_union")]


def build(workers: int, random: Random, population: int) -> Country:
    """The organisations for so many workers: three cities, and eight from a thousand workers on."""
    country = Country(population)
    _union(country, "CN", "中华全国总工会", None, "")
    for city in FIRST_CITIES + (MORE_CITIES if workers >= MANY_WORKERS else ()):
        _city(country, city, random)
    return country


def _city(country: Country, city: str, random: Random) -> None:
    names = load_divisions()
    province = parent(city) or "CN"
    if province not in country.unions:
        _union(country, province, f"{names.name(province)}总工会", country.unions["CN"], "")
    above = _union(country, city, f"{names.name(city)}总工会", country.unions[province], city)
    if city not in ASSIGNING_BELOW:
        country.hosts.append(above)
    country.hosts.append(_beside(country, above, "职工服务中心", "union_institution", city, None))
    country.agencies[city] = [
        _beside(
            country, above, f"职工之家社会工作服务中心（示例{number}）", "social_organisation", city, "52"
        )
        for number in "一二"
    ]
    country.schools[city] = _beside(country, above, "工会干部学校（示例）", "union_institution", city, None)
    country.departments[city] = _beside(
        country, above, "人力资源和社会保障局（示例）", "authority", city, None, under=False
    )
    country.companies[city] = _beside(country, above, "人力资源有限公司（示例）", "enterprise", city, "91")
    for county in names.children(city):
        if division_level(county) is DivisionLevel.COUNTY:
            _county(country, county, above, city, random)
    for street in country.hosts_of(city, "street")[:1]:
        country.zones[city] = _beside(country, street, "示例产业园区工会", "union", city, None)
    if country.closing is None:
        county_union = country.hosts_of(city, "county")[0]
        country.closing = _beside(
            country, county_union, "示例纺织有限公司工会", "enterprise_union", city, None
        )


def _county(country: Country, county: str, city_union: Place, city: str, random: Random) -> None:
    names = load_divisions()
    above = _union(country, county, f"{names.name(county)}总工会", city_union, city)
    country.hosts.append(above)
    streets = [code for code in names.children(county) if len(code) == 9]
    for street in streets[:STREETS_OF_A_COUNTY]:
        country.hosts.append(_union(country, street, f"{names.name(street)}总工会", above, city))
    if random.random() < 0.5:
        country.hosts.append(_beside(country, above, "示例制造有限公司工会", "enterprise_union", city, "81"))


def _union(country: Country, division: str, name: str, above: Place | None, city: str) -> Place:
    place = Place(
        f"u{division}",
        name,
        "union",
        _LEVELS[division_level(division)],
        division,
        above.ref if above else None,
        city,
    )
    country.unions[division] = place
    country.places.append(place)
    return place


def _beside(
    country: Country,
    above: Place,
    name: str,
    kind: str,
    city: str,
    registrar: str | None,
    *,
    under: bool = True,
) -> Place:
    """An organisation beside the unions: one of theirs, or (not `under` it) another body of the place."""
    number = len(country.places)
    level = "enterprise" if kind == "enterprise_union" else above.level
    place = Place(
        f"o{number}",
        load_divisions().name(above.division) + name,
        kind,
        level,
        above.division,
        above.ref if under else None,
        city,
        None if registrar is None else credit_code(registrar, above.division, country.population, number),
    )
    country.places.append(place)
    return place


def credit_code(registrar: str, division: str, population: int, number: int) -> str:
    """A unified social credit code with the right check character; EX in its middle says that it is generated.

    `population` keeps the codes of two populations in one ledger apart.
    """
    first = f"{registrar}{division}EX{population % 1000:03d}{number:04d}"
    assert not any(letter in first for letter in _NOT_IN_CODES)
    return first + credit_check_character(first)


def register(country: Country, rows: Rows) -> None:
    """The rows that register all organisations."""
    for place in country.places:
        data: dict[str, object] = {
            "name": place.name,
            "kind": place.kind,
            "level": place.level,
            "division": place.division,
        }
        if place.parent is not None:
            data["parent"] = f"@{place.parent}"
        if place.credit_code is not None:
            data["credit_code"] = place.credit_code
        rows.say(place.ref, "organisations", FOUNDED, data)
