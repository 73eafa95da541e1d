"""A rulebook as it is shown: every rule with its clause and words, every setting in force, each with whose it is."""

from collections.abc import Iterator
from typing import Any

import orjson

from domain.rulebook.book import Edition, ResolvedBook, Rule


def book_json(jurisdiction: str, book: ResolvedBook) -> dict[str, Any]:
    """The book that holds for a jurisdiction: whose editions it consists of, nearest first, its rules by id, and all
    settings in force; `settings_from` has the jurisdiction of each member.
    """
    owners = book.rule_owners
    rules = sorted(book.rules, key=lambda rule: rule.id)
    return {
        "jurisdiction": jurisdiction,
        "position": book.ref.position,
        "editions": [{"jurisdiction": one.jurisdiction, **edition_json(one)} for one in book.editions],
        "rules": [rule_json(rule, owners[rule.id], jurisdiction) for rule in rules],
        "settings": {table: dict(values) for table, values in book.settings.raw.items()},
        "settings_from": {table: dict(members) for table, members in book.setting_owners.items()},
    }


def edition_json(edition: Edition) -> dict[str, Any]:
    """One enactment."""
    return {
        "title": edition.title,
        "document": edition.document,
        "effective_on": edition.effective_on.isoformat(),
        "enacted_at_position": edition.position,
    }


def rule_json(rule: Rule, owner: str, jurisdiction: str) -> dict[str, Any]:
    """One rule: whose it is, its clause with its validity, strength, predicate, and words in both languages."""
    return {
        "rule": rule.id,
        "jurisdiction": owner,
        "inherited": owner != jurisdiction,
        "strength": rule.strength.value,
        "judges": list(rule.judges),
        "when": rule.when,
        "require": rule.require,
        "clause": rule.clause.model_dump(mode="json", exclude_none=True) | {"text": rule.clause.text},
        "message": rule.message.model_dump(),
        "satisfied_by": rule.satisfied_by.model_dump(),
        "may_be_withdrawn": rule.may_be_withdrawn,
    }


def book_lines(jurisdiction: str, book: ResolvedBook) -> Iterator[str]:
    """The same, line by line, for a person to read in both languages."""
    for edition in book.editions:
        since = edition.effective_on.isoformat()
        yield f"{edition.jurisdiction} {edition.title}（{edition.document}）自 {since} / from {since}"
    shown = book_json(jurisdiction, book)
    for rule in shown["rules"]:
        yield ""
        yield from _rule_lines(rule, jurisdiction)
    yield ""
    yield "参数 / settings"
    for table, members in sorted(shown["settings"].items()):
        for member, value in sorted(members.items()):
            owner = _whose(shown["settings_from"][table][member], jurisdiction)
            yield f"  {table}.{member} = {orjson.dumps(value).decode()}  [{owner}]"


def _rule_lines(rule: dict[str, Any], jurisdiction: str) -> Iterator[str]:
    yield f"{rule['rule']} [{rule['strength']}] [{_whose(rule['jurisdiction'], jurisdiction)}]"
    clause = rule["clause"]
    since, until = clause.get("valid_from", "…"), clause.get("valid_to", "…")
    yield f"  依据 / clause: {clause['text']}（{since} – {until}）"
    yield f"  适用 / judges: {', '.join(rule['judges'])}"
    if rule["when"] != "true":
        yield f"  情形 / when: {_one_line(rule['when'])}"
    yield f"  要求 / require: {_one_line(rule['require'])}"
    for label, words in (("规则 / rule", rule["message"]), ("怎样满足 / satisfied by", rule["satisfied_by"])):
        yield f"  {label}: {words['zh']} / {words['en']}"


def _whose(owner: str, jurisdiction: str) -> str:
    return "本级 / own" if owner == jurisdiction else f"继承自 {owner} / from {owner}"


def _one_line(expression: str) -> str:
    return " ".join(expression.split())
