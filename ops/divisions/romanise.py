"""English names of divisions: official ones of provinces, pinyin and the kind of division for the rest."""

from functools import cache

from domain.codes import ETHNIC_GROUP, NATION

_PROVINCES = {
    NATION: "People's Republic of China",
    "110000": "Beijing Municipality",
    "120000": "Tianjin Municipality",
    "130000": "Hebei Province",
    "140000": "Shanxi Province",
    "150000": "Inner Mongolia Autonomous Region",
    "210000": "Liaoning Province",
    "220000": "Jilin Province",
    "230000": "Heilongjiang Province",
    "310000": "Shanghai Municipality",
    "320000": "Jiangsu Province",
    "330000": "Zhejiang Province",
    "340000": "Anhui Province",
    "350000": "Fujian Province",
    "360000": "Jiangxi Province",
    "370000": "Shandong Province",
    "410000": "Henan Province",
    "420000": "Hubei Province",
    "430000": "Hunan Province",
    "440000": "Guangdong Province",
    "450000": "Guangxi Zhuang Autonomous Region",
    "460000": "Hainan Province",
    "500000": "Chongqing Municipality",
    "510000": "Sichuan Province",
    "520000": "Guizhou Province",
    "530000": "Yunnan Province",
    "540000": "Xizang Autonomous Region",
    "610000": "Shaanxi Province",
    "620000": "Gansu Province",
    "630000": "Qinghai Province",
    "640000": "Ningxia Hui Autonomous Region",
    "650000": "Xinjiang Uygur Autonomous Region",
    "710000": "Taiwan Province",
    "810000": "Hong Kong Special Administrative Region",
    "820000": "Macao Special Administrative Region",
}
# Longer endings first: a name is cut at the first that fits.
_KINDS = (
    ("高新技术产业开发区", "High-tech Industrial Development Zone"),
    ("经济技术开发区", "Economic and Technological Development Zone"),
    ("经济开发区", "Economic Development Zone"),
    ("工业园区", "Industrial Park"),
    ("开发区", "Development Zone"),
    ("管理区", "Administrative Zone"),
    ("示范区", "Demonstration Zone"),
    ("自治州", "Autonomous Prefecture"),
    ("自治县", "Autonomous County"),
    ("自治旗", "Autonomous Banner"),
    ("地区", "Prefecture"),
    ("街道", "Subdistrict"),
    ("林区", "Forestry District"),
    ("特区", "Special District"),
    ("盟", "League"),
    ("市", "City"),
    ("区", "District"),
    ("县", "County"),
    ("旗", "Banner"),
    ("镇", "Town"),
    ("乡", "Township"),
)


_AUTONOMOUS = "自治"

# In names of places 长 is nearly always chang, which the dictionary cannot know; here is the exception.
_PLACE_READINGS = {"长": "chang"}
_EXCEPTIONS = {"长子": "Zhangzi"}


def english_name(code: str, name: str) -> str:
    """The English name of a division, given its code and Chinese name. A remark in brackets is left out."""
    official = _PROVINCES.get(code)
    if official:
        return official
    plain = name.partition("（")[0]
    fitting = ((zh, en) for zh, en in _KINDS if plain.endswith(zh) and len(plain) > len(zh))
    ending, kind = next(fitting, ("", ""))
    stem = plain.removesuffix(ending)
    groups: list[str] = []
    if ending.startswith(_AUTONOMOUS):
        stem, groups = _split_groups(stem)
    # A stem of one character is never said without its kind: 矿区 is Kuangqu District.
    spoken = _pinyin(plain if len(stem) == 1 and len(ending) == 1 else stem)
    return " ".join(part for part in (spoken, *groups, kind) if part)


def _split_groups(stem: str) -> tuple[str, list[str]]:
    """A stem without the ethnic groups at its end, and the English names of those, in their order."""
    groups: list[str] = []
    while found := next((entry for entry in _group_endings() if _ends_beyond(stem, entry[0])), None):
        stem = stem.removesuffix(found[0])
        groups.insert(0, found[1])
    return stem, groups


def _ends_beyond(stem: str, ending: str) -> bool:
    return len(stem) > len(ending) and stem.endswith(ending)


@cache
def _group_endings() -> list[tuple[str, str]]:
    """Names of groups as divisions carry them, the longest first: 朝鲜族, and 蒙古 for 蒙古族."""
    full = [(label.zh, label.en) for label in ETHNIC_GROUP.labels.values()]
    short = [(zh.removesuffix("族"), en) for zh, en in full if len(zh) > 2]
    return sorted(full + short, key=lambda entry: -len(entry[0]))


def _pinyin(text: str) -> str:
    """Pinyin without tones as one word, with the apostrophe before a, e and o (汉语拼音正词法: Xi'an)."""
    from pypinyin import lazy_pinyin

    if text in _EXCEPTIONS:
        return _EXCEPTIONS[text]
    syllables = lazy_pinyin(text, v_to_u=True)
    # Characters and syllables pair off unless letters or digits stand together in the name.
    if len(syllables) == len(text):
        syllables = [_PLACE_READINGS.get(char, said) for char, said in zip(text, syllables, strict=True)]
    word = ""
    for spoken in syllables:
        word += f"'{spoken}" if word and spoken[0] in "aeo" else spoken
    return word[:1].upper() + word[1:]
