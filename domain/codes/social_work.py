"""Levels of the social worker qualification, the 13 grades of professional posts, and how the two meet."""

from domain.codes.table import CodeList

SOCIAL_WORKER = CodeList.of(
    "国人部发〔2006〕71号",
    "社会工作者职业水平",
    "level of social worker",
    {
        "junior_social_worker": ("助理社会工作师", "Junior Social Worker"),
        "social_worker": ("社会工作师", "Social Worker"),
        "senior_social_worker": ("高级社会工作师", "Senior Social Worker"),
    },
)
"""From the lowest level to the highest; the English names are the official ones."""

_TITLES = (
    ("正高级", "Full senior", range(1, 5)),
    ("副高级", "Associate senior", range(5, 8)),
    ("中级", "Intermediate", range(8, 11)),
    ("初级", "Junior", range(11, 14)),
)
_NUMERALS = "一二三四五六七八九十"


def _numeral(number: int) -> str:
    return _NUMERALS[number - 1] if number <= 10 else f"十{_NUMERALS[number - 11]}"


PROFESSIONAL_GRADE = CodeList.of(
    "国人部发〔2006〕70号",
    "专业技术岗位等级",
    "grade of professional post",
    {
        str(grade): (f"专业技术{_numeral(grade)}级", f"Professional grade {grade}")
        for _, _, grades in _TITLES
        for grade in grades
    },
)
"""Grade 1 is the highest and 13 the lowest (员级)."""

TITLE_BAND = CodeList.of(
    "国人部发〔2006〕70号",
    "职称档次",
    "band of professional title",
    {str(grade): (zh, en) for zh, en, grades in _TITLES for grade in grades},
)
"""The band of titles that each of the 13 grades belongs to."""

_USUAL = {
    "junior_social_worker": ("12", "11"),
    "social_worker": ("10", "9", "8"),
    "senior_social_worker": ("7", "6", "5"),
}


def usual_grades(level: str) -> tuple[str, ...]:
    """The professional grades that a level usually gives access to, the lowest first.

    A default: which of them is given follows from the unit's structure ratio, and a province may have its own
    ladder, which is rulebook data. `CodeError` for a level that does not exist.
    """
    return _USUAL[SOCIAL_WORKER.check(level)]


def checked_social_worker_level(code: str) -> str:
    """A level of the qualification, else `CodeError`."""
    return SOCIAL_WORKER.check(code)


def checked_professional_grade(code: str) -> str:
    """A grade "1" to "13", else `CodeError`."""
    return PROFESSIONAL_GRADE.check(code)
