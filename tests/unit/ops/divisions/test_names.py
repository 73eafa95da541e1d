"""The bundled divisions: real names under real codes, down to streets where recruitments were published."""

import pytest

from domain.codes import NATION, DivisionLevel, parent
from ops.divisions import Division, Divisions, load_divisions
from ops.divisions.names import _division

DIVISIONS = load_divisions()


def test_the_list_reaches_from_the_country_to_every_county() -> None:
    counts = {level: sum(division.level is level for division in DIVISIONS) for level in DivisionLevel}
    assert counts[DivisionLevel.PROVINCE] == 34
    assert counts[DivisionLevel.PREFECTURE] == 333
    counties = [d for d in DIVISIONS if d.level is DivisionLevel.COUNTY and not d.statistical]
    assert 2830 < len(counties) < 2860
    assert len(DIVISIONS) == sum(counts.values())


def test_every_division_lies_in_one_that_the_list_has() -> None:
    assert [d.code for d in DIVISIONS if d.code != NATION and parent(d.code) not in DIVISIONS] == []
    reached = {code for division in DIVISIONS for code in DIVISIONS.children(division.code)}
    assert reached == {division.code for division in DIVISIONS} - {NATION}


@pytest.mark.parametrize(
    ("city", "counties"),
    [
        ("白山市", ["浑江区", "江源区", "抚松县", "靖宇县", "长白朝鲜族自治县", "临江市"]),
        ("天水市", ["秦州区", "麦积区", "清水县", "秦安县", "甘谷县", "武山县", "张家川回族自治县"]),
        ("苏州市", ["虎丘区", "吴中区", "相城区", "姑苏区", "苏州工业园区"]),
    ],
)
def test_the_cities_that_published_recruitments_have_their_streets(city: str, counties: list[str]) -> None:
    (code,) = DIVISIONS.find(city)
    for county in counties:
        (found,) = DIVISIONS.find(county, within=code)
        assert found in DIVISIONS.children(code)
        assert DIVISIONS.children(found)


def test_names_and_codes_find_each_other() -> None:
    assert DIVISIONS.name("220602") == "浑江区"
    assert DIVISIONS.find("朝阳区") == ("110105", "220104")
    assert DIVISIONS.find("朝阳区", within="220000") == ("220104",)
    assert DIVISIONS.find("朝阳区", within="230000") == ()
    assert DIVISIONS.find("没有这个区") == ()


def test_full_names_read_from_the_province_down() -> None:
    assert DIVISIONS.full_name("220602001") == "吉林省白山市浑江区新建街道"
    assert DIVISIONS.full_name("110101") == "北京市东城区"
    assert DIVISIONS.full_name(NATION) == "中华人民共和国"


def test_an_unknown_code_is_shown_as_itself() -> None:
    assert DIVISIONS.get("220699") is None
    assert DIVISIONS.name("220699") == DIVISIONS.english("220699") == "220699"
    assert DIVISIONS.children("220699") == ()
    assert "220699" not in DIVISIONS


def test_areas_of_the_statistics_list_are_told_apart() -> None:
    park = DIVISIONS.get("320576")
    assert park is not None
    assert park.statistical
    district = DIVISIONS.get("320508")
    assert district is not None
    assert not district.statistical


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (NATION, "People's Republic of China"),
        ("610000", "Shaanxi Province"),
        ("610100", "Xi'an City"),
        ("341500", "Lu'an City"),
        ("430100", "Changsha City"),
        ("140428", "Zhangzi County"),
        ("220623", "Changbai Chosen Autonomous County"),
        ("620525", "Zhangjiachuan Hui Autonomous County"),
        ("652800", "Bayinguoleng Mongol Autonomous Prefecture"),
        ("620927", None),
        ("320508", "Gusu District"),
        ("320576", "Suzhou Industrial Park"),
        ("220602001", "Xinjian Subdistrict"),
        ("140203", None),
    ],
)
def test_english_names(code: str, name: str | None) -> None:
    assert DIVISIONS.english(code) == (name or DIVISIONS.name(code))


def test_every_division_has_an_english_name_in_latin_letters() -> None:
    names = [DIVISIONS.english(division.code) for division in DIVISIONS]
    assert [name for name in names if not name.replace("ü", "u").isascii()] == []


@pytest.mark.parametrize(
    "row", ["", "220602", "220602\t", "220602\t浑江区\tx", "2206\t白山市", "220602,浑江区"]
)
def test_a_malformed_row_is_named(row: str) -> None:
    with pytest.raises(ValueError, match="row 7 "):
        _division(7, row)


def test_a_list_may_be_made_of_any_divisions() -> None:
    small = Divisions([Division("220600", "白山市"), Division("220602", "浑江区")])
    assert small.children("220600") == ("220602",)
    assert small.find("浑江区", within="220600") == ("220602",)
