"""`luli rulebook` on files that are wrong: refused with line, field and reason; the book in force stays in force."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest

from ops.__main__ import run
from ops.cli.app import app
from tests.database import Database

HEAD = """\
jurisdiction: "220600"
title: 示例规则书
document: 示例〔2021〕1号
"""
RULE = """\
rules:
  - id: hire.age_local
    strength: must
    judges: [worker.hired]
    require: worker.age < 40
    clause: {title: 示例办法, valid_from: 2021-08-13}
    message: {zh: 示例, en: an example}
    satisfied_by: {zh: 示例, en: an example}
"""
SETTINGS = """\
settings:
  ladders:
    posts:
      zh: 示例序列
      en: an example
      steps:
        - {code: a, zh: 一, en: one}
        - {code: b, zh: 二, en: two}
  assessment_schemes:
    own:
      zh: 示例办法
      en: an example
      modes: [direct_hire]
      grades:
        - {code: good, zh: 好, en: good, sufficient: true, top: true}
        - {code: bad, zh: 差, en: bad, sufficient: false}
  pay:
    base: {zh: 基本工资, en: base, kind: base_by_step, ladder: posts, amounts: {a: "3000", b: "3200.50"}}
  cost_shares:
    wages: {zh: 工资, en: wages, percent: {city: 50, county: 50}}
"""
BOOK = HEAD + RULE + SETTINGS

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def luli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Runs a command in this process: status, standard output, standard error. No database unless one is set."""
    monkeypatch.setenv("LULI_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    monkeypatch.setenv("LULI_DATA", str(tmp_path / "data"))

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = run(app, list(arguments))
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


@dataclass(frozen=True)
class Written:
    luli: Command
    path: Path

    def checked(self, text: str | bytes) -> list[tuple[int, str]]:
        """Line and field of each fault, as a program reads them; a person is told the same in both languages."""
        self.path.write_bytes(text if isinstance(text, bytes) else text.encode())
        status, told, _ = self.luli("rulebook", "check", str(self.path), "--json")
        faults: list[dict[str, Any]] = orjson.loads(told)
        assert status == (1 if faults else 0)
        assert all(fault["zh"] and fault["en"] for fault in faults)
        _, _, spoken = self.luli("rulebook", "check", str(self.path))
        for fault in faults:
            assert f"{self.path}:{fault['line']} {fault['field']} {fault['zh']}" in spoken
            assert fault["en"] in spoken
        return [(fault["line"], fault["field"]) for fault in faults]


@pytest.fixture
def written(luli: Command, tmp_path: Path) -> Written:
    return Written(luli, tmp_path / "book.yaml")


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("require: worker.age < 40", "require: worker.age <", 8, "/rules/0/require"),
        ("require: worker.age < 40", "require: worker.age < 'forty'", 8, "/rules/0/require"),
        ("require: worker.age < 40", "require: worker.age", 8, "/rules/0/require"),
        ("require: worker.age < 40", "require: worker.shoe_size < 40", 8, "/rules/0/require"),
        ("    strength: must", "    when: settings.shoe_size > 1\n    strength: must", 6, "/rules/0/when"),
        ("[worker.hired]", "[worker.hired, worker.flew]", 7, "/rules/0/judges/1"),
        ("    clause: {title: 示例办法, valid_from: 2021-08-13}\n", "", 5, "/rules/0/clause"),
        ("message: {zh: 示例, en: an example}", "message: {zh: 示例}", 10, "/rules/0/message/en"),
        ("message: {zh: 示例, en: an example}", "message: {en: an example}", 10, "/rules/0/message/zh"),
        ("satisfied_by: {zh: 示例, en: an example}", "satisfied_by: {zh: 示例}", 11, "/rules/0/satisfied_by/en"),
        ("valid_from: 2021-08-13", "valid_from: 2021-08-13, valid_to: 2021-08-12", 9, "/rules/0/clause/valid_to"),
        ("strength: must", "strength: perhaps", 6, "/rules/0/strength"),
        ("strength: must", "strength: must\n    strength: may", 7, "/rules/0/strength"),
        ("county: 50", "county: 49", 31, "/settings/cost_shares/wages/percent"),
        ("county: 50", "county: 150", 31, "/settings/cost_shares/wages/percent/county"),
        ("county: 50", "village: 50", 31, "/settings/cost_shares/wages/percent/village"),
        ("{code: b,", "{code: a,", 19, "/settings/ladders/posts/steps/1/code"),
        ("sufficient: true", "sufficient: false", 25, "/settings/assessment_schemes/own/grades"),
        ("code: bad", "code: good", 27, "/settings/assessment_schemes/own/grades/1/code"),
        ('"3200.50"', '"3200.5"', 29, "/settings/pay/base/amounts/b"),
        ('"3200.50"', "3200", 29, "/settings/pay/base/amounts/b"),
        ("kind: base_by_step", "kind: gift", 29, "/settings/pay/base/kind"),
        ("kind: base_by_step", "kind: one_off", 29, "/settings/pay/base/certificates"),
        ("ladder: posts, ", "", 29, "/settings/pay/base/amounts"),
        ("ladder: posts, ", 'ladder: posts, amount: "1", ', 29, "/settings/pay/base/amount"),
        ("  cost_shares:", "  holidays: {a: 1}\n  cost_shares:", 30, "/settings/holidays"),
        ("  cost_shares:", "  pay: {}\n  cost_shares:", 30, "/settings/pay"),
        ("title: 示例规则书", "title: [示例规则书]", 2, "/title"),
        ("title: 示例规则书", "title: 7", 2, "/title"),
        ("title: 示例规则书", "title: yes", 2, "/title"),
        ('jurisdiction: "220600"', "jurisdiction: 220600", 1, "/jurisdiction"),
        ('jurisdiction: "220600"', 'jurisdiction: "999999"', 1, "/jurisdiction"),
        ("title: 示例规则书", "\ttitle: 示例规则书", 2, ""),
        ("title: 示例规则书", "title: &name 示例规则书", 2, ""),
        ("title: 示例规则书", "title: *name", 2, ""),
        ("title: 示例规则书", "title: !!python/object:os.system 示例规则书", 2, ""),
        ("title: 示例规则书", 'title: "示例规则书', 29, ""),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_and_field(
    written: Written, old: str, new: str, line: int, field: str
) -> None:
    assert old in BOOK
    assert (line, field) in written.checked(BOOK.replace(old, new, 1))


def test_two_rules_of_one_id_are_told(written: Written) -> None:
    again = RULE.removeprefix("rules:\n").replace("< 40", "< 35")
    assert written.checked(HEAD + RULE + again + SETTINGS) == [(12, "/rules/1/id")]


def test_all_faults_are_told_at_once(written: Written) -> None:
    broken = BOOK.replace("strength: must", "strength: perhaps").replace("county: 50", "county: 49")
    assert written.checked(broken) == [(6, "/rules/0/strength"), (31, "/settings/cost_shares/wages/percent")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"- 1\n",
        b"\xff\xfe\x00",
        "标题: 示例\n".encode("gb18030"),
        b"# " + b"x" * 1_000_000,
        b"a: " + b"[" * 40 + b"]" * 40,
        b"\n".join([b"a0: &a0 [ha, ha]", *(b"a%d: &a%d [*a%d, *a%d]" % (i, i, i - 1, i - 1) for i in range(1, 40))]),
    ],
    ids=["empty", "a list", "no text", "another encoding", "huge", "deep", "a bomb of anchors"],
)  # fmt: skip
def test_what_is_no_book_at_all_is_told(written: Written, content: bytes) -> None:
    assert written.checked(content)


class TestOnALedger:
    @pytest.fixture
    def city(self, written: Written, database: Database, monkeypatch: pytest.MonkeyPatch) -> Written:
        """A ledger with the nation's book and a sound one of the city, in force since 2022."""
        monkeypatch.setenv("LULI_DATABASE_URL", database.app_url)
        monkeypatch.setenv("LULI_OWNER_URL", database.owner_url)
        assert written.luli("migrate")[0] == 0
        assert written.checked(BOOK) == []
        status, _, said = written.luli("rulebook", "enact", str(written.path), "--from", "2022-01-01")
        assert status == 0, said
        return written

    def shown(self, city: Written, on: str = "2023-01-01") -> dict[str, Any]:
        status, told, said = city.luli("rulebook", "show", "220602", "--on", on, "--json")
        assert status == 0, said
        shown: dict[str, Any] = orjson.loads(told)
        return shown

    def test_the_book_in_force_is_shown_with_whose_each_part_is(self, city: Written) -> None:
        shown = self.shown(city)
        rules = {rule["rule"]: rule for rule in shown["rules"]}
        own = rules["hire.age_local"]
        assert (own["jurisdiction"], own["inherited"], own["strength"]) == ("220600", True, "must")
        assert own["clause"] == {"title": "示例办法", "valid_from": "2021-08-13", "text": "示例办法"}
        assert own["message"] == own["satisfied_by"] == {"zh": "示例", "en": "an example"}
        assert rules["hire.working_age"]["jurisdiction"] == "CN"
        assert shown["settings_from"]["ladders"] == {"posts": "220600", "professional": "CN", "steps": "CN"}
        assert shown["settings"]["cost_shares"]["wages"]["percent"] == {"city": 50, "county": 50}

    def test_a_person_is_shown_the_same(self, city: Written) -> None:
        status, told, _ = city.luli("rulebook", "show", "220600", "--on", "2023-01-01")
        assert status == 0
        for words in (
            "hire.age_local [must] [本级 / own]",
            "hire.working_age [must] [继承自 CN / from CN]",
            "依据 / clause: 示例办法（2021-08-13 – …）",
            "要求 / require: worker.age < 40",
            "怎样满足 / satisfied by: 示例 / an example",
            'cost_shares.wages = {"en":"wages"',
        ):
            assert words in told, words

    def test_before_its_first_day_only_the_nations_book_holds(self, city: Written) -> None:
        assert {edition["jurisdiction"] for edition in self.shown(city, "2021-12-31")["editions"]} == {"CN"}

    @pytest.mark.parametrize(
        ("old", "new", "line", "field"),
        [
            ("id: hire.age_local\n    strength: must", "id: hire.working_age\n    strength: may", 6, "/rules/0/strength"),
            ("id: hire.age_local", "id: grade.known", 7, "/rules/0/judges"),
            ("id: hire.age_local", "withdrawn: true\n    id: hire.working_age", 5, "/rules/0/withdrawn"),
            ("id: hire.age_local", "withdrawn: true\n    id: nobody.said_this", 5, "/rules/0/withdrawn"),
            ("ladder: posts", "ladder: ranks", 29, "/settings/pay/base/ladder"),
            ("{a: ", "{c: ", 29, "/settings/pay/base/amounts/c"),
        ],
    )  # fmt: skip
    def test_what_contradicts_the_books_above_is_told_and_not_enacted(
        self, city: Written, old: str, new: str, line: int, field: str
    ) -> None:
        before = self.shown(city)
        assert (line, field) in city.checked(BOOK.replace(old, new, 1))
        status, _, said = city.luli("rulebook", "enact", str(city.path), "--from", "2022-06-01")
        assert (status, f"line {line} {field}" in said) == (1, True), said
        assert self.shown(city) == before

    def test_the_guides_example_goes_from_check_to_enactment(self, city: Written) -> None:
        guide = (Path(__file__).parents[4] / "docs" / "rulebook-guide.md").read_text(encoding="utf-8")
        assert city.checked(guide.split("<!-- example -->\n```yaml\n")[1].split("```")[0]) == []
        file = str(city.path)
        days = ("--from", "2022-01-01", "--to", "2023-12-31", "--processes", "1")
        for command in (("backtest", file, *days), ("enact", file, "--from", "2024-03-01")):
            status, _, said = city.luli("rulebook", *command)
            assert status == 0, said
        _, told, _ = city.luli("rulebook", "show", "220200", "--on", "2024-03-01")
        assert "contract.first_term [must] [本级 / own]" in told

    @pytest.mark.parametrize(
        ("text", "since"),
        [
            (BOOK.replace("county: 50", "county: 49"), "2022-06-01"),
            (BOOK.replace("worker.age < 40", "worker.shoe_size < 40"), "2022-06-01"),
            (BOOK.replace("title: 示例规则书", "title: &a 示例规则书"), "2022-06-01"),
            (BOOK.replace("< 40", "< 35"), "2021-12-31"),
            (BOOK, "2022-06-01"),
        ],
        ids=["shares", "unknown fact", "anchor", "overlapping validity", "nothing new"],
    )
    def test_the_book_in_force_stays_in_force(self, city: Written, text: str, since: str) -> None:
        before = self.shown(city)
        city.path.write_text(text, encoding="utf-8")
        status, _, said = city.luli("rulebook", "enact", str(city.path), "--from", since)
        assert (status, bool(said)) == (1, True)
        assert self.shown(city) == before

    def test_a_pay_guide_is_enacted_with_three_approvals(self, city: Written) -> None:
        guide = '  pay_guide:\n    levels:\n      a: {zh: 一, en: one, low: "3000.00", high: "4000.00"}\n'
        city.path.write_text(BOOK + guide, encoding="utf-8")
        enact = ("rulebook", "enact", str(city.path), "--from", "2023-01-01")
        approved = [f"approver_1:{office}" for office in ("示例市总工会", "civil_affairs", "示例市人社局")]

        status, _, said = city.luli(*enact, "--approved", approved[0])
        assert status == 1
        assert "民政部门、人力资源社会保障部门" in said
        assert city.luli(*enact, "--approved", "civil_affairs")[0] == 2

        options = [part for one in approved for part in ("--approved", one)]
        assert city.luli(*enact, *options)[0] == 0
        assert city.luli(*enact, *options)[0] == 0
        status, told, _ = city.luli("rulebook", "show", "220600", "--on", "2023-01-01", "--json")
        assert orjson.loads(told)["settings"]["pay_guide"]["levels"]
