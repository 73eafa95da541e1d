"""The table of reports speaks both languages, and no two columns stand for the same."""

from domain.reports.due import KINDS
from domain.reports.packs import PACKS
from domain.reports.table import REPORTS
from domain.rulebook.reminders import Reminders


def test_every_report_speaks_both_languages_and_names_its_source() -> None:
    for code, report in REPORTS.items():
        assert not report.zh.isascii(), code
        assert report.en.isascii(), code
        assert report.clause, code
        assert len(set(report.columns)) == len(report.columns), code


def test_every_pack_speaks_both_languages_and_holds_reports_that_are_there() -> None:
    for code, pack in PACKS.items():
        assert not pack.zh.isascii(), code
        assert pack.en.isascii(), code
        assert pack.clause, code
        assert set(pack.reports) <= set(REPORTS), code
        assert len(set(pack.reports)) == len(pack.reports), code


def test_every_report_is_in_the_pack_of_some_department() -> None:
    assert {code for pack in PACKS.values() for code in pack.reports} == set(REPORTS)


def test_every_kind_of_the_work_list_that_falls_due_has_its_reminders() -> None:
    assert {code for code in KINDS if code != "questioned"} <= set(Reminders.model_fields)
    for code, kind in KINDS.items():
        assert not kind.zh.isascii(), code
        assert kind.en.isascii(), code
        assert kind.clause, code
