"""Imports run one way, and the domain, the web layer and the read models keep out of each other's trades."""

from importlinter import cli


def test_the_import_contracts_of_pyproject_hold() -> None:
    assert cli.lint_imports(no_cache=True) == cli.EXIT_STATUS_SUCCESS
