"""How a person's name is looked for by its sound: pinyin without tones, and its initials."""

from functools import cache
from typing import Final, NamedTuple

_SURNAMES: Final = {
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "任": "ren", "查": "zha", "朴": "piao", "翟": "zhai",
    "区": "ou", "盖": "ge", "乐": "yue", "覃": "qin", "尹": "yin", "华": "hua", "员": "yun", "宁": "ning",
    "种": "chong", "秘": "bi", "缪": "miao", "折": "she", "黑": "he", "繁": "po", "召": "shao",
}  # fmt: skip
"""Characters that sound otherwise as a surname."""
_COMPOUND: Final = {
    "尉迟": ("yu", "chi"),
    "长孙": ("zhang", "sun"),
    "万俟": ("mo", "qi"),
    "单于": ("chan", "yu"),
}


class Sound(NamedTuple):
    """`pinyin` in one word (ouyangnana), `initials` of its syllables (oynn)."""

    pinyin: str
    initials: str


def sound_of(name: str) -> Sound:
    """The sound of a name; letters stand for themselves, in lower case, and what has no sound is left out."""
    syllables: list[str] = []
    rest = name
    if rest[:2] in _COMPOUND:
        syllables.extend(_COMPOUND[rest[:2]])
        rest = rest[2:]
    elif rest[:1] in _SURNAMES:
        syllables.append(_SURNAMES[rest[0]])
        rest = rest[1:]
    syllables.extend(_syllable(character) for character in rest if character.isalnum())
    return Sound("".join(syllables), "".join(one[:1] for one in syllables))


@cache
def _syllable(character: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(character)).lower()
