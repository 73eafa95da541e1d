"""The language of the rulebook's tests: a city with its books enacted, a worker's history, and a command that comes.

Commands go through the real use case (`record_order`) and books through `enact`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID, uuid5

from domain.canonical import canonical
from domain.catalogue import event_type
from domain.codes import chain
from domain.errors import Refusal, Refused
from domain.judging import jurisdictions, managing_path
from domain.ledger import Draft, Receipt
from domain.orders import Order, event_id_of, read_command
from domain.reading import Reading, Shelf
from domain.record import Approval, Event
from domain.recording import record_order
from domain.rulebook.book import ResolvedBook
from domain.rulebook.case import Case
from domain.rulebook.drafts import BookDraft, read_draft
from domain.rulebook.enacting import enact
from domain.rulebook.evaluation import encouraged
from domain.timeline import Timeline
from ops.rulebooks import bundled, load
from tests.memory import MemoryLedger

SPACE = UUID("b1d3b2f8-6f0e-4f35-9f0b-2a1f0f2d8e55")
ENACTED_ON = date(2010, 1, 1)
SIGNED_AT = datetime(2009, 12, 1, tzinfo=UTC)
SIGNING = ("union", "civil_affairs", "human_resources")
"""The departments that approve a book: it may hold a pay guide."""
FILES = dict(bundled())


@cache
def bundled_book(code: str) -> BookDraft:
    """The bundled book of a jurisdiction, read once."""
    return load(FILES[code])


def named(label: str) -> UUID:
    """The id of whatever a test calls `label`."""
    return uuid5(SPACE, label)


def organisation(label: str) -> str:
    """The organisation that a test calls `label`."""
    return f"organisation-{named(label)}"


CITY, COUNTY, STREET = organisation("city"), organisation("county"), organisation("street")
INSTITUTION, COMPANY, SOCIETY = organisation("institution"), organisation("company"), organisation("society")
POST = f"post-{named('post')}"
WORKER = f"worker-{named('worker')}"


class BusyLedger(MemoryLedger):
    """A ledger on which someone else records the drafts in `overtaking` just before the next one."""

    def __init__(self) -> None:
        super().__init__()
        self.overtaking: list[Draft] = []

    def record(self, draft: Draft) -> Sequence[Receipt]:
        while self.overtaking:
            super().record(self.overtaking.pop())
        return super().record(draft)


@dataclass(frozen=True)
class Step:
    """One command as it is sent, and the label by which later steps cite it."""

    type: str
    on: str
    data: dict[str, Any]
    label: str
    envelope: dict[str, Any] = field(default_factory=dict)

    def citing(self, *labels: str) -> "Step":
        """The same, resting on the events of these labels."""
        return self._with(evidence=[str(named(label)) for label in labels])

    def excepting(self, rule: str) -> "Step":
        """The same, with an exception to a principle."""
        asked = {
            "rule": rule,
            "authority": "示例市总工会",
            "document": "示例〔2023〕1号",
            "reason": "示例理由",
        }
        return self._with(exceptions=[asked])

    def approved(self, *approvals: dict[str, Any]) -> "Step":
        """The same, with these approvals."""
        return self._with(approvals=list(approvals))

    def already_done(self) -> "Step":
        """The same, as a fact already done."""
        return self._with(fact={"approver": "approver", "document": "示例〔2023〕2号"})

    def changed(self, **data: Any) -> "Step":
        """The same with other data."""
        return replace(self, data={**self.data, **data})

    def _with(self, **members: Any) -> "Step":
        return replace(self, envelope={**self.envelope, **members})


@dataclass(frozen=True)
class Outcome:
    """What came of a command."""

    recorded: Event | None
    refusals: tuple[Refusal, ...]

    def then_recorded(self, breaches: Sequence[str] = (), exceptions: Sequence[str] = ()) -> Event:
        """It was recorded, with just these breaches and exceptions said."""
        assert self.recorded is not None, self.refusals
        assert [one.rule for one in self.recorded.said.breaches] == list(breaches)
        assert [one.rule for one in self.recorded.said.exceptions] == list(exceptions)
        return self.recorded

    def then_refused(self, *rules: str, clause: str = "") -> Refusal:
        """It was refused by these rules and no others, in this order; each told with what would satisfy it."""
        assert self.recorded is None, "it was recorded"
        assert [one.rule for one in self.refusals] == list(rules)
        for one in self.refusals:
            assert one.zh
            assert one.en
            assert one.clause
            assert one.satisfied_zh
            assert one.satisfied_en
        assert clause in self.refusals[0].clause, self.refusals[0].clause
        return self.refusals[0]


class Story:
    """A city with its unions, its companies and its books; one worker."""

    def __init__(self, division: str = "220600", county: str = "220602") -> None:
        self.ledger = BusyLedger()
        self.shelf = Shelf()
        self.enact(bundled_book("CN"))
        for label, kind, level, code, parent in (
            ("city", "union", "city", division, None),
            ("county", "union", "county", county, CITY),
            ("street", "union", "street", f"{county}001", COUNTY),
            ("institution", "union_institution", "city", division, CITY),
            ("company", "enterprise", "city", division, None),
            ("society", "social_organisation", "city", division, None),
        ):
            data = {"name": f"示例{label}", "kind": kind, "level": level, "division": code}
            step = Step(
                "organisation.registered", "2000-01-01", data | ({"parent": parent} if parent else {}), label
            )
            self._record(organisation(label), step)

    def enact(
        self, draft: BookDraft, on: date = ENACTED_ON, label: str = "", offices: Sequence[str] = SIGNING
    ) -> Sequence[Receipt]:
        """A book enters into force."""
        first = named(label or f"enact {draft.jurisdiction} {on} {len(self.ledger.log)}")
        return enact(
            self.ledger,
            self.shelf,
            draft,
            effective_on=on,
            principal="system",
            first_event_id=first,
            correlation_id=first,
            approvals=tuple(Approval(principal="leader", office=one, at=SIGNED_AT) for one in offices),
        )

    def with_book(self, code: str) -> "Story":
        """The bundled book of this jurisdiction is in force too."""
        self.enact(bundled_book(code))
        return self

    def with_post(self, host: str, category: str = "social_worker", seats: int = 1) -> "Story":
        """A post of this category is set up in an organisation."""
        data = {"organisation": host, "title": "示例岗位", "category": category, "seats": seats}
        self._record(POST, Step("post.created", "2000-01-01", data, "post"))
        return self

    def under(self, *rules: dict[str, Any], jurisdiction: str = "220600", **settings: Any) -> "Story":
        """A local book with these rules and settings is in force too."""
        self.enact(read_draft(book(jurisdiction, *rules, **settings)))
        return self

    def given(self, *steps: Step) -> "Story":
        """History: recorded as facts already done, so that no rule stands in its way."""
        for step in steps:
            done = step if step.type.startswith("event.") else step.already_done()
            self._record(WORKER, done)
        return self

    def and_then(self, *steps: Step) -> "Story":
        """Further commands, judged by every rule."""
        for step in steps:
            self.when(step).then_recorded()
        return self

    def when(self, step: Step, stream_id: str = WORKER) -> Outcome:
        """A command comes, about the worker or another stream."""
        try:
            self._record(stream_id, step)
        except Refused as refused:
            return Outcome(None, refused.refusals)
        return Outcome(self.ledger.find_event(named(step.label)), ())

    def book(self, code: str = "220600", on: date = date(2023, 1, 1)) -> ResolvedBook:
        """The book of a jurisdiction on a day."""
        resolved = self.reading().books(chain(code)).on(on)
        assert resolved is not None
        return resolved

    def reading(self) -> Reading:
        """A reading of what is recorded now."""
        return Reading(self.ledger, self.shelf)

    def timeline(self) -> Timeline[Any]:
        """The worker's timeline."""
        return self.reading().worker(WORKER)

    def record(self, stream_id: str, step: Step) -> None:
        """A command on another stream than the worker's."""
        self._record(stream_id, step)

    def _record(self, stream_id: str, step: Step) -> None:
        body = {"effective_on": step.on, "data": step.data, **step.envelope}
        command = read_command(event_type(step.type), canonical(body))
        first = named(step.label)
        order = Order("clerk", stream_id, (command,), first, first, today=self.ledger.now().date())
        record_order(self.ledger, self.shelf, order, lambda _reading, _timeline: None)


def in_city(code: str) -> Story:
    """A city with the national book and its own."""
    counties = {"210200": "210211", "220600": "220602", "320500": "320506", "620500": "620502"}
    return Story(code, counties[code]).with_book(code)


def in_shandong() -> Story:
    """A city of 山东 without a book of its own: 烟台, under the nation's and the province's."""
    return Story("370600", "370602").with_book("370000")


def encouragements(story: Story, on: date = date(2023, 3, 1)) -> set[str]:
    """The encouragements that the worker's last event follows, under the book of its day."""
    timeline, reading = story.timeline(), story.reading()
    last = timeline.standing[-1]
    state = timeline.before(last.order)
    path = managing_path(state, last, reading)
    book = reading.books(jurisdictions(path)).on(on)
    assert book is not None
    return {rule.id for rule in encouraged(book, Case(state, last, path, reading, reading))}


def nowhere_special() -> Story:
    """A city that has no book of its own: 吉林市."""
    return Story("220200", "220202")


def book(jurisdiction: str, *rules: dict[str, Any], **settings: Any) -> dict[str, Any]:
    """The tree of a rulebook."""
    head = {"jurisdiction": jurisdiction, "title": "示例规则书", "document": "示例〔2010〕1号"}
    return {**head, "rules": list(rules), "settings": settings}


def rule(identifier: str = "example.rule", **members: Any) -> dict[str, Any]:
    """The tree of a rule that judges hirings and always holds."""
    return {
        "id": identifier,
        "strength": "must",
        "judges": ["worker.hired"],
        "require": "true",
        "clause": {"title": "示例办法", "article": "第一条"},
        "message": {"zh": "示例", "en": "an example"},
        "satisfied_by": {"zh": "示例", "en": "an example"},
        **members,
    }


def derived(label: str, ordinal: int) -> UUID:
    """The id of a further event of the command that a test calls `label`."""
    return event_id_of(named(label), ordinal)
