"""Each clause of the policy can be followed to events, rules, reports and tests, and back."""

from collections.abc import Iterator, Mapping
from typing import Final

from domain.catalogue import CATALOGUE
from domain.reports.table import REPORTS
from domain.requirements.attached import OPERATIONS, REPORTS_FOR, RULES
from domain.requirements.table import REQUIREMENTS, named_by
from ops.rulebooks import bundled, load
from tests.integration.api.test_every_route_every_role import TABLE
from tests.style.test_commands_documented import visible
from tests.traceability import ASPECTS, PAGE, aspects_due, marked, page, served

NOT_SERVED: Final[frozenset[str]] = frozenset()
"""What nothing serves. It only shrinks: whoever attaches something takes the number out."""

UNSHOWN: Final[Mapping[str, frozenset[str]]] = {}
"""What is served and no test shows, by the sides that are missing. It only shrinks."""


def test_the_policy_and_what_holds_throughout_are_there_in_order() -> None:
    assert list(REQUIREMENTS) == [f"R{number}" for number in range(1, 101)]


def test_every_requirement_is_said_in_both_languages_with_its_clause() -> None:
    assert [
        row.id for row in REQUIREMENTS.values() if not (row.clause and row.quote and row.zh and row.en)
    ] == []


def test_every_event_names_requirements_that_exist_in_its_clause() -> None:
    unnamed = [kind.name for kind in CATALOGUE.values() if not named_by(kind)]
    unknown = [kind.name for kind in CATALOGUE.values() if not set(named_by(kind)) <= set(REQUIREMENTS)]
    assert (unnamed, unknown) == ([], []), "name R numbers in the shape: json_schema_extra x-clause"


def test_every_national_rule_and_every_report_has_its_row_and_every_row_something_that_exists() -> None:
    rules = {rule.id for rule in load(dict(bundled())["CN"]).rules}
    assert rules ^ set(RULES) == set(), "domain/requirements/attached.py: RULES"
    assert set(REPORTS) ^ set(REPORTS_FOR) == set(), "domain/requirements/attached.py: REPORTS_FOR"
    named = {one for table in (RULES, REPORTS_FOR) for ids in table.values() for one in ids}
    assert named | set(OPERATIONS) <= set(REQUIREMENTS)


def test_every_report_and_every_national_rule_names_its_clause() -> None:
    assert [report.code for report in REPORTS.values() if not report.clause] == []
    rules = load(dict(bundled())["CN"]).rules
    assert [rule.id for rule in rules if not rule.clause.text] == []


def test_every_operation_of_the_table_exists() -> None:
    known = {f"{method} {path}" for method, path in TABLE}
    known |= set(visible())
    assert {one for ones in OPERATIONS.values() for one in ones} - known == set()


def test_what_is_not_served_is_known() -> None:
    found = {one.requirement.id for one in served() if not one.served}
    assert found == NOT_SERVED, "take what is served now out of NOT_SERVED here, and mark a test of it"


def test_every_mark_names_a_requirement_and_a_side_that_exist() -> None:
    assert [one for one in marked() if one.requirement not in REQUIREMENTS or one.aspect not in ASPECTS] == []


def test_every_requirement_that_is_served_is_shown_by_tests_from_each_side() -> None:
    assert dict(unshown()) == UNSHOWN, 'mark tests: @pytest.mark.requirement("R1", shows="refusal")'


def unshown() -> Iterator[tuple[str, frozenset[str]]]:
    shown = {(one.requirement, one.aspect) for one in marked()}
    for one in served():
        missing = {side for side in aspects_due(one) if (one.requirement.id, side) not in shown}
        if missing:
            yield one.requirement.id, frozenset(missing)


def test_the_page_is_in_step() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run make docs-requirements, which is python -m tests.traceability"
    )
