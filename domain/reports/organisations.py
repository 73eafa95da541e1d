"""Reports about organisations: the directory, kinds, incubation, supervision, honours, who runs what with whom.

Each looks at the organisations that are asked for as they were on the day. Heads are whoever is engaged there at home.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from domain.organisation.events import REGISTERED, RENAMED, REPARENTED
from domain.organisation.facets import Mark
from domain.organisation.incubation import SUPERVISED
from domain.organisation.standing import NONE
from domain.reports.career import UNKNOWN, Asked, Career, Row, positions
from domain.reports.units import Heads, Unit, at_home, units
from domain.reports.workforce import ratio
from domain.timeline import Standing
from domain.worker.facets import Nomination
from domain.worker.state import Commendation

_PLACING: Final = frozenset({REGISTERED.name, RENAMED.name, REPARENTED.name, SUPERVISED.name})


def directory(_careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Every organisation in its place in the tree (R1)."""
    for unit in units(asked):
        state, supervised = unit.state, unit.state.particulars.supervisions
        placing = [one.event_id for one in unit.standing if one.type.name in _PLACING or one.type.ending]
        yield {
            **unit.head(),
            "kind": state.kind.value,
            "level": state.level.value,
            "division": state.division,
            "parent": state.parent,
            "credit_code": state.credit_code,
            "supervisory_unit": supervised[-1].unit if supervised else None,
            "registered_on": unit.standing[0].effective_on.isoformat(),
            "ended_on": _text(state.dissolved_on),
            "merged_into": state.merged_into,
            "rests_on": unit.resting(*placing),
        }


def kinds(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Organisations, heads, posts and seats by kind of organisation (R15); what has ended counts where heads remain."""
    heads, posts = at_home(careers), _posts(asked)
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    resting: defaultdict[str, set[int]] = defaultdict(set)
    for unit in units(asked):
        kind = unit.state.kind.value
        own = posts.get(unit.id, [])
        found = Counter(
            organisations=int(unit.state.active),
            heads=heads.count(unit.id),
            posts=len(own),
            seats=sum(seats for seats, _ in own),
        )
        if any(found.values()):
            counted[kind].update(found)
            resting[kind].update(unit.resting(), heads.resting(unit.id), (place for _, place in own))
    for kind in sorted(counted):
        numbers = counted[kind]
        yield {
            "kind": kind,
            **{name: numbers[name] for name in ("organisations", "heads", "posts", "seats")},
            "rests_on": sorted(resting[kind]),
        }


def _posts(asked: Asked) -> dict[str, list[tuple[int, int]]]:
    """The seats of each organisation's posts on the day, with the position that set each post up."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for post_id in asked.streams("post"):
        timeline = asked.reading.post_timeline(post_id)
        state = timeline.as_of(asked.on)
        if state is not None and state.created_on <= asked.on and state.active:
            found[state.organisation].append((state.places, timeline.standing[0].position))
    return found


def incubation(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Social organisations brought up by unions, and the workers that each employs or hosts (R16)."""
    heads = Heads()
    for career in careers:
        if career.counted and career.engagement is not None:
            for place in {career.engagement.host, career.engagement.employer}:
                heads.add(place, career)
    for unit in units(asked):
        for one in unit.state.particulars.incubations:
            supervised = unit.state.particulars.supervisions
            yield {
                **unit.head(),
                "union": one.union,
                "since": one.since.isoformat(),
                "graduated_on": _text(one.graduated_on),
                "supervisory_unit": supervised[-1].unit if supervised else None,
                "workers": heads.count(unit.id),
                "rests_on": sorted({*unit.resting(one.event_id), *heads.resting(unit.id)}),
            }


def coverage(_careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """How many social organisations have a party organisation, and a union, by form; `covered` is any but none (R39, R40)."""
    social = [unit for unit in units(asked) if unit.social]
    for part, facets in (("party_organisation", "party_forms"), ("union", "union_forms")):
        forms: defaultdict[str, set[int]] = defaultdict(set)
        counted: Counter[str] = Counter()
        for unit in social:
            marks: tuple[Mark, ...] = getattr(unit.state.particulars, facets)
            value = marks[-1].value if marks else UNKNOWN
            covered = ("covered",) if value not in {NONE, UNKNOWN} else ()
            for form in (value, *covered):
                counted[form] += 1
                forms[form].update(unit.resting(*([marks[-1].event_id] if marks else [])))
        for form in sorted(counted):
            yield {
                "part": part,
                "form": form,
                "organisations": counted[form],
                "of": len(social),
                "percent": ratio(counted[form], len(social)),
                "rests_on": sorted(forms[form]),
            }


def supervision(_careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Inspections, ratings and listings of each organisation, the latest of each marked as current (R41)."""
    for unit in units(asked):
        known = unit.state.particulars
        last = known.inspections[-1:]
        for inspection in known.inspections:
            current = inspection in last
            row = _matter(unit, "inspection", inspection.result, inspection.on, current=current)
            document = {"document_number": inspection.document_number, "until": None}
            yield {**row, **document, "rests_on": unit.resting(inspection.event_id)}
        for rating in known.ratings:
            current = rating is known.ratings[-1] and rating.holds(asked.on)
            row = _matter(unit, "rating", rating.value, rating.since, current=current)
            row |= {"document_number": None, "until": _text(rating.until)}
            yield {**row, "rests_on": unit.resting(rating.event_id)}
        for listing in known.listings:
            row = _matter(unit, "abnormal", listing.reason_code, listing.since, current=listing.open)
            row |= {"document_number": None, "until": _text(listing.cleared_on)}
            yield {**row, "rests_on": unit.resting(listing.event_id)}


def _matter(unit: Unit, matter: str, value: str, on: date, *, current: bool) -> Row:
    return {
        **unit.head(),
        "credit_code": unit.state.credit_code,
        "matter": matter,
        "value": value,
        "effective_on": on.isoformat(),
        "current": current,
    }


def expiring(_careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Tax statuses and ratings with a last day, the soonest first; those that have run out have no days left (R42, R41)."""
    rows = []
    for unit in (one for one in units(asked) if one.state.active):
        known = unit.state.particulars
        lasting = {mark.value: mark for mark in known.tax_statuses}
        matters = [("tax_status", mark) for mark in lasting.values()]
        matters += [("rating", mark) for mark in known.ratings[-1:]]
        for matter, mark in matters:
            if mark.until is not None:
                left = (mark.until - asked.on).days
                rows.append(
                    {
                        **unit.head(),
                        "matter": matter,
                        "value": mark.value,
                        "since": mark.since.isoformat(),
                        "until": mark.until.isoformat(),
                        "days_left": max(left, 0),
                        "expired": left < 0,
                        "rests_on": unit.resting(mark.event_id),
                    }
                )
    yield from sorted(rows, key=lambda row: (str(row["until"]), str(row["organisation"]), str(row["matter"])))


def honours(_careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Organisations put forward for an honour, and commended; honours taken back by the day are told so (R43)."""
    for unit in units(asked):
        known = unit.state.particulars
        for nominated in known.nominations:
            if asked.covers(nominated.on):
                yield _honour(unit, "nominated", nominated, None)
        for commended in known.commendations:
            if asked.covers(commended.on):
                yield _honour(unit, "commended", commended, commended.issuer)


def _honour(unit: Unit, matter: str, one: Nomination | Commendation, issuer: str | None) -> Row:
    revoked_on = one.revoked_on if isinstance(one, Commendation) else None
    return {
        **unit.head(),
        "matter": matter,
        "level": one.level,
        "title": one.title,
        "issuer": issuer,
        "effective_on": one.on.isoformat(),
        "revoked_on": _text(revoked_on),
        "rests_on": unit.resting(one.event_id),
    }


def co_management(_careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Unions that are or were run together with another body (R73)."""
    for unit in units(asked):
        for one in unit.state.particulars.co_managements:
            yield {
                **unit.head(),
                "with_body": one.with_body,
                "body": one.organisation,
                "duties": list(one.duties),
                "since": one.since.isoformat(),
                "ended_on": _text(one.ended_on),
                "rests_on": unit.resting(one.event_id),
            }


def department_roles(_careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """What each department does in each area of the work, by organisation (R69)."""
    for unit in units(asked):
        for one in sorted(
            unit.state.particulars.department_roles, key=lambda one: (one.area, one.department)
        ):
            yield {
                **unit.head(),
                "area": one.area,
                "department": one.department,
                "role": one.role,
                "since": one.since.isoformat(),
                "rests_on": unit.resting(one.event_id),
            }


def practice_notes(_careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Experience noted for others (R80)."""
    for unit in units(asked):
        for one in unit.state.particulars.practice_notes:
            if asked.covers(one.on):
                yield {
                    **unit.head(),
                    "title": one.title,
                    "url": one.url,
                    "text": one.text,
                    "effective_on": one.on.isoformat(),
                    "rests_on": unit.resting(one.event_id),
                }


def on_behalf(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """What was recorded on behalf of another union: of workers, of organisations, then of what belongs to them (R73)."""
    for career in careers:
        yield from _acted(career.worker, career.entries(), asked)
    for unit in units(asked):
        covered = (one for one in unit.standing if asked.covers(one.effective_on))
        yield from _acted(unit.id, covered, asked)
    for kind, member in OWNERS.items():
        for stream_id in asked.streams(kind):
            timeline = asked.reading.timeline(stream_id)
            owner = getattr(timeline.end, member, None)
            theirs = (
                one
                for one in timeline.standing
                if asked.covers(one.effective_on) and owner and asked.within(owner, one.effective_on)
            )
            yield from _acted(stream_id, theirs, asked)


OWNERS: Final = {
    **dict.fromkeys(("post", "cycle", "plan", "volunteer"), "organisation"),
    "course": "provider",
    "purchase": "buyer",
}
"""Streams that belong to an organisation, by the member of their state that names it."""


def _acted(subject: str, entries: Iterable[Standing], asked: Asked) -> Iterator[Row]:
    for one in entries:
        said = one.source.said
        if said.on_behalf_of is not None:
            body = _represented(said.on_behalf_of, one.effective_on, asked)
            yield {
                "subject": subject,
                "type": one.type.name,
                "effective_on": one.effective_on.isoformat(),
                "event_id": str(one.event_id),
                "position": one.position,
                "actor": said.actor,
                "on_behalf_of": said.on_behalf_of,
                "on_behalf_of_name": body,
                "rests_on": list(positions(one)),
            }


def _represented(named: str, on: date, asked: Asked) -> str:
    """The name of the organisation that was acted for; what is no id was said as a name."""
    state = asked.reading.organisation(named, on) if named.startswith("organisation-") else None
    return state.name if state is not None else named


def to_move(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Workers still engaged by or at an organisation that has ended: they wait for a change of engagement (R1)."""
    for career in careers:
        engagement = career.engagement
        if engagement is None or not career.counted:
            continue
        for part, organisation_id in (("host", engagement.host), ("employer", engagement.employer)):
            timeline = asked.reading.organisation_timeline(organisation_id)
            state = timeline.as_of(asked.on)
            if state is None or state.dissolved_on is None:
                continue
            ended = next(one for one in reversed(timeline.standing) if one.effective_on == state.dissolved_on)
            yield {
                **career.head(),
                "engaged_as": part,
                "organisation": organisation_id,
                "organisation_name": state.name,
                "ended_on": state.dissolved_on.isoformat(),
                "merged_into": state.merged_into,
                "rests_on": sorted({*career.rests_on(engagement.event_id), *positions(ended)}),
            }


def _text(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
