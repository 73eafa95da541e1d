"""What was decided against a rule: of streams that belong to organisations, and by rule over all streams (R21, R83)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from domain.owned import OWNED
from domain.reading import Reading
from domain.reports.career import Asked, Career, Row, positions
from domain.reports.decisions import judged_by
from domain.timeline import Standing, Timeline


class Override(NamedTuple):
    """A rule that an event set aside: an exception to a principle, or the breach of a must by a fact already done."""

    what: str
    rule: str
    authority: str
    document: str


def overrides_of(standing: Standing) -> Iterator[Override]:
    """The rules that the present content of an event set aside."""
    said = standing.source.said
    for one in said.exceptions:
        yield Override("exception", one.rule, one.authority, one.document)
    for breach in said.breaches:
        yield Override("breach", breach.rule, breach.approver, breach.document)


def of_organisations(_careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Every rule set aside by an event about an organisation, a post, a plan, a course or a purchase."""
    for standing, _ in entries_of_organisations(asked):
        for one in overrides_of(standing):
            yield {
                "stream": standing.origin.stream_id,
                "type": standing.type.name,
                "effective_on": standing.effective_on.isoformat(),
                "event_id": str(standing.event_id),
                "position": standing.position,
                "actor": standing.source.said.actor,
                "what": one.what,
                "rule": one.rule,
                "clause": _clause(asked, standing, one.rule),
                "authority": one.authority,
                "document": one.document,
                "rests_on": sorted(positions(standing)),
            }


def by_rule(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """How often each rule was set aside, by exception and by breach, over workers and all else."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    clauses: dict[str, str | None] = {}
    resting: defaultdict[str, set[int]] = defaultdict(set)

    def count(standing: Standing) -> None:
        for one in overrides_of(standing):
            counts[one.rule][one.what] += 1
            clauses[one.rule] = _clause(asked, standing, one.rule) or clauses.get(one.rule)
            resting[one.rule].update(positions(standing))

    for career in careers:
        for standing in career.entries():
            count(standing)
    for standing, _ in entries_of_organisations(asked):
        count(standing)
    for rule in sorted(counts):
        yield {
            "rule": rule,
            "clause": clauses[rule],
            "exceptions": counts[rule]["exception"],
            "breaches": counts[rule]["breach"],
            "rests_on": sorted(resting[rule]),
        }


def _clause(asked: Asked, standing: Standing, rule_id: str) -> str | None:
    book = judged_by(asked, standing)
    rule = book.rule(rule_id) if book else None
    return rule.clause.text if rule else None


def entries_of_organisations(asked: Asked) -> Iterator[tuple[Standing, str]]:
    """The events of the period on all streams that belong to an organisation that is asked for, with that organisation."""
    for prefix, read in _readers(asked.reading).items():
        for stream_id in asked.streams(prefix):
            timeline = read(stream_id)
            if timeline.end is None:
                continue
            owner = stream_id if prefix == "organisation" else str(getattr(timeline.end, OWNED[prefix].owner))
            for standing in timeline.standing:
                on = standing.effective_on
                if asked.covers(on) and asked.within(owner, on):
                    yield standing, owner


def _readers(reading: Reading) -> Mapping[str, Callable[[str], Timeline[Any]]]:
    return {
        "organisation": reading.organisation_timeline,
        "post": reading.post_timeline,
        "course": reading.course,
        "plan": reading.plan,
        "purchase": reading.purchase,
    }
