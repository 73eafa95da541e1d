"""Enacting a rulebook: one command that records what is new in it, then the enactment that names all in force.

Rules and settings that did not change keep the events that first said them, so a reader sees what an amendment
changed. An edition holds until a later one begins; a second one of the same day takes the place of the first.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from domain.codes import chain as division_chain
from domain.errors import Contended, Refusal, Refused, impossible
from domain.ledger import CommandKey, Draft, Ledger, LostRace, Receipt
from domain.orders import event_id_of
from domain.reading import Shelf, book_stream
from domain.record import PROVISIONAL, Approval, Basis, Event, EventData, EventType, Statement
from domain.rulebook.book import Books, editions_of, in_force
from domain.rulebook.drafts import BookDraft, Problem, check_against
from domain.rulebook.events import ENACTED, RULE_SET, SETTINGS_SET, RulebookEnacted, RuleSet, SettingsSet
from domain.rulebook.pay_guide import SIGNING_ZH, unsigned
from domain.rulebook.vocabulary import LANGUAGE
from domain.timeline import resolve

ATTEMPTS: Final = 3


def enact(
    ledger: Ledger,
    shelf: Shelf,
    draft: BookDraft,
    *,
    effective_on: date,
    principal: str,
    first_event_id: UUID,
    correlation_id: UUID,
    basis: Basis | None = None,
    approvals: tuple[Approval, ...] = (),
    key: CommandKey | None = None,
) -> Sequence[Receipt]:
    """Enact a draft from a day on; a receipt for each event, the first ones if it was enacted before.

    Raises Refused (`impossible.nothing_changed`, `impossible.overlapping_validity`, `impossible.contradicts_parent`,
    `impossible.guide_not_signed`),
    IdempotencyConflict and Contended. Whether the principal may enact is the caller's to decide.
    """
    prior = ledger.prior(first_event_id, key)
    if prior is not None:
        return prior
    chain = division_chain(draft.jurisdiction)
    stream = book_stream(draft.jurisdiction)
    for _ in range(ATTEMPTS):
        books = {code: ledger.events(book_stream(code)) for code in chain}
        _check(draft, books, chain, effective_on)
        said: dict[str, Any] = {
            "effective_on": effective_on,
            "actor": principal,
            "approvals": approvals,
            "basis": basis,
            "correlation_id": correlation_id,
        }
        events = decided(draft, books[draft.jurisdiction], effective_on, first_event_id, said)
        _check_signed(events, approvals)
        reads = {book_stream(code): len(events) for code, events in books.items()}
        try:
            receipts = ledger.record(Draft(events=events, reads=reads, key=key))
        except LostRace as lost:
            shelf.forget(lost.streams)
        else:
            shelf.forget([stream])
            return receipts
    raise Contended


def _check(
    draft: BookDraft, books: Mapping[str, Sequence[Event]], chain: Sequence[str], effective_on: date
) -> None:
    later = [e for e in editions_of(chain[0], books[chain[0]]) if e.effective_on > effective_on]
    if later:
        raise impossible(
            "overlapping_validity",
            f"已有自 {later[0].effective_on} 起施行的规则书，二者有效期重叠",
            f"a rulebook that holds from {later[0].effective_on} has been enacted: their validity would overlap",
            "施行日期不早于已施行的规则书，或先撤销后者",
            "let it hold from that day or later, or rescind that enactment first",
        )
    parents = Books.of(books, chain[1:]).on(effective_on) if len(chain) > 1 else None
    problems = check_against(draft, parents)
    if problems:
        raise Refused(
            *(
                Refusal("impossible.contradicts_parent", "impossible", *_placed(problem))
                for problem in problems
            )
        )


def _check_signed(events: Sequence[Event], approvals: Sequence[Approval]) -> None:
    """A pay guide that is new or changed is made together with civil affairs and human resources (R44)."""
    if not any(event.type is SETTINGS_SET and event.data.table == "pay_guide" for event in events):
        return
    missing = unsigned(approval.office for approval in approvals)
    if missing:
        zh = "、".join(SIGNING_ZH[department] for department in missing)
        en = ", ".join(department.replace("_", " ") for department in missing)
        raise Refused(
            Refusal(
                "impossible.guide_not_signed",
                "impossible",
                f"薪酬指导标准由工会会同民政、人力资源社会保障部门制定，尚缺：{zh}",
                f"a pay guide is signed off by three departments, and these are missing: {en}",
                "总工发〔2016〕37号 五(一)",
                "在批准（approvals）中写明这些部门的批准人、办公室和时间",
                "name who approved for each of them, in which office and when, among the approvals",
            )
        )


def _placed(problem: Problem) -> tuple[str, str]:
    """What is wrong in both languages, behind its field, and its line where the draft came from a file."""
    zh, en = (f"第 {problem.line} 行 ", f"line {problem.line} ") if problem.line else ("", "")
    return f"{zh}{problem.field}：{problem.zh}", f"{en}{problem.field}: {problem.en}"


def decided(
    draft: BookDraft,
    recorded: Sequence[Event],
    effective_on: date,
    first_event_id: UUID,
    said: Mapping[str, Any],
) -> tuple[Event, ...]:
    """The events that enact a draft after those already in its stream. Raises Refused when nothing changed."""
    stream = book_stream(draft.jurisdiction)
    rules, settings = _named_now(draft.jurisdiction, recorded, effective_on)
    events: list[Event] = []

    def add(kind: EventType, data: EventData) -> UUID:
        event_id = event_id_of(first_event_id, len(events))
        version = len(recorded) + len(events) + 1
        statement = Statement.model_construct(**said, event_id=event_id, data=data)
        events.append(Event(kind, stream, statement, PROVISIONAL + version, version))
        return event_id

    named_rules = tuple(
        kept.event_id
        if (kept := rules.get(rule.id)) is not None and kept.data.rule == rule
        else add(RULE_SET, RuleSet(rule=rule))
        for rule in draft.rules
    )
    named_settings = tuple(
        kept.event_id
        if (kept := settings.get(table)) is not None and kept.data.values == values
        else add(SETTINGS_SET, SettingsSet(table=table, values=dict(values)))
        for table, values in draft.settings.items()
    )
    edition = in_force(editions_of(draft.jurisdiction, recorded), effective_on)
    kept_all = not events and len(rules) == len(named_rules) and len(settings) == len(named_settings)
    if edition and kept_all and (edition.title, edition.document) == (draft.title, draft.document):
        raise impossible(
            "nothing_changed",
            f"与自 {edition.effective_on} 起施行的规则书完全相同",
            f"it says exactly what the rulebook in force since {edition.effective_on} says",
            "修改后再施行",
            "change something, then enact it",
        )
    enacted = RulebookEnacted(
        title=draft.title,
        document=draft.document,
        language=LANGUAGE,
        rules=named_rules,
        settings=named_settings,
    )
    add(ENACTED, enacted)
    return tuple(events)


def _named_now(
    jurisdiction: str, recorded: Sequence[Event], day: date
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The standing events that the edition in force on a day names: rules by id, settings by table."""
    edition = in_force(editions_of(jurisdiction, recorded), day)
    if edition is None:
        return {}, {}
    standing = {one.event_id: one for one in resolve(recorded)}
    enactment = next(one for one in standing.values() if one.position == edition.position)
    rules = [standing[one] for one in enactment.data.rules if one in standing]
    settings = [standing[one] for one in enactment.data.settings if one in standing]
    return {one.data.rule.id: one for one in rules}, {one.data.table: one for one in settings}
