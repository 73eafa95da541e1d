"""The code lists are complete, named in both languages, and closed."""

from collections.abc import Callable

import pytest

from domain.codes import (
    CREDIT_CODE_REGISTRARS,
    DEGREE,
    DOCUMENT_KINDS,
    EDUCATION,
    ETHNIC_GROUP,
    POLITICAL_STATUS,
    PROFESSIONAL_GRADE,
    SEX,
    SOCIAL_WORKER,
    TITLE_BAND,
    Attainment,
    CodeError,
    CodeList,
    attainment,
    checked_degree,
    checked_education,
    checked_ethnic_group,
    checked_political_status,
    checked_professional_grade,
    checked_sex,
    checked_social_worker_level,
    usual_grades,
)

SIZES = [
    (SEX, 4),
    (POLITICAL_STATUS, 13),
    (ETHNIC_GROUP, 56),
    (EDUCATION, 33),
    (DEGREE, 4),
    (SOCIAL_WORKER, 3),
    (PROFESSIONAL_GRADE, 13),
    (TITLE_BAND, 13),
    (DOCUMENT_KINDS, 6),
    (CREDIT_CODE_REGISTRARS, 11),
]


@pytest.mark.parametrize(("codes", "size"), SIZES)
def test_every_code_has_two_names_by_which_it_is_found(codes: CodeList, size: int) -> None:
    assert len(codes) == len(list(codes)) == size
    for code in codes:
        label = codes.label(code)
        assert not label.zh.isascii()
        assert label.en.isascii()
        if codes is not TITLE_BAND:
            assert codes.find(label.zh) == codes.find(label.en) == code


@pytest.mark.parametrize(("codes", "size"), SIZES)
def test_a_code_outside_the_list_is_refused_in_both_languages(codes: CodeList, size: int) -> None:
    for code in ("", "?", "男", "1 ", "１"):
        with pytest.raises(CodeError) as refused:
            codes.check(code)
        assert codes.standard in refused.value.zh
        assert codes.standard in refused.value.en
        assert code not in codes
    assert codes.find("no such name") is None


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (checked_sex, "1", "3"),
        (checked_political_status, "13", "14"),
        (checked_ethnic_group, "01", "1"),
        (checked_education, "21", "20"),
        (checked_degree, "4", "5"),
        (checked_social_worker_level, "social_worker", "worker"),
        (checked_professional_grade, "13", "14"),
    ],
)
def test_checks_by_name(check: Callable[[str], str], good: str, bad: str) -> None:
    assert check(good) == good
    with pytest.raises(CodeError):
        check(bad)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("01", "汉族"),
        ("10", "朝鲜族"),
        ("11", "满族"),
        ("29", "柯尔克孜族"),
        ("44", "俄罗斯族"),
        ("56", "基诺族"),
    ],
)
def test_ethnic_groups_have_the_standards_numbers(code: str, name: str) -> None:
    assert ETHNIC_GROUP.label(code).zh == name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("11", "博士研究生毕业"),
        ("16", "硕士研究生肄业"),
        ("28", "大学普通班毕业"),
        ("49", "技工学校肄业"),
        ("73", "初中肄业"),
    ],
)
def test_schooling_has_the_standards_numbers(code: str, name: str) -> None:
    assert EDUCATION.label(code).zh == name


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("11", Attainment.DOCTOR),
        ("14", Attainment.MASTER),
        ("15", Attainment.BACHELOR),
        ("19", Attainment.BACHELOR),
        ("21", Attainment.BACHELOR),
        ("22", Attainment.SENIOR_SECONDARY),
        ("28", Attainment.JUNIOR_COLLEGE),
        ("31", Attainment.JUNIOR_COLLEGE),
        ("33", Attainment.SENIOR_SECONDARY),
        ("47", Attainment.SENIOR_SECONDARY),
        ("49", Attainment.JUNIOR_SECONDARY),
        ("83", Attainment.NONE),
        ("90", Attainment.NONE),
    ],
)
def test_only_graduation_completes_a_stage(code: str, shown: Attainment) -> None:
    assert attainment(code) is shown


def test_every_schooling_code_compares() -> None:
    enough = {code for code in EDUCATION if attainment(code) >= Attainment.JUNIOR_COLLEGE}
    assert enough == {"11", "12", "13", "14", "15", "16", "17", "18", "19", "21", "28", "31"}
    with pytest.raises(CodeError):
        attainment("20")


def test_levels_of_social_workers_meet_the_thirteen_grades() -> None:
    assert [usual_grades(level) for level in SOCIAL_WORKER] == [
        ("12", "11"),
        ("10", "9", "8"),
        ("7", "6", "5"),
    ]
    bands = [{TITLE_BAND.label(grade).zh for grade in usual_grades(level)} for level in SOCIAL_WORKER]
    assert bands == [{"初级"}, {"中级"}, {"副高级"}]
    with pytest.raises(CodeError):
        usual_grades("worker")


def test_a_list_does_not_change() -> None:
    with pytest.raises(TypeError):
        SEX.labels["3"] = SEX.labels["1"]  # type: ignore[index]
