"""A worker's state, history and assessments as JSON."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from api.queries.answers import lines
from api.queries.views import Lens
from domain.hidden import Disclosure
from domain.questioned import Questioned
from domain.timeline import META
from domain.values import instant_text
from domain.worker.assessment_course import unsettled
from domain.worker.contract_terms import contract_until
from domain.worker.state import (
    Assessment,
    Commendation,
    Contract,
    Engaged,
    Engagement,
    Graded,
    Identity,
    Particulars,
    Qualification,
    Secondment,
    Separated,
    WorkerState,
)
from projections.history import Account


def worker_json(state: WorkerState, on: date, lens: Lens) -> dict[str, Any]:
    """Everything known of a worker on a day; current honours leave the revoked ones out."""
    return {
        "erased_on": _plain(state.erased_on),
        "merged_into": state.particulars.merged_into,
        "absorbed": list(state.particulars.absorbed),
        "identity": identity_json(state.identity, lens),
        "other_documents": [lens.show(Disclosure.DOCUMENT, one) for one in state.particulars.other_documents],
        "engagement": engagement_json(state.engagement),
        "first_engaged_on": _plain(state.first_engaged_on),
        "contract": contract_json(state.contract, state, on),
        "contracts": [contract_json(contract, state, on) for contract in state.contracts],
        "secondment": secondment_json(state.secondment, on),
        "secondments": [secondment_json(secondment, on) for secondment in state.secondments],
        "grade": facet_json(state.grade) if isinstance(state.grade, Graded) else None,
        "qualifications": [qualification_json(held, lens) for held in state.qualifications],
        "commendations": [commendation_json(one) for one in state.commendations if one.revoked_on is None],
        "revoked_commendations": [commendation_json(one) for one in state.commendations if one.revoked_on],
        **conduct_json(state.particulars, lens),
    }


def conduct_json(known: Particulars, lens: Lens) -> dict[str, Any]:
    """Offices, sanctions, reviews, satisfaction and pay, their content as far as the reader may see it."""
    return {
        "concurrent_posts": [facet_json(one, leave=("level",)) for one in known.offices if one.union],
        "public_roles": [
            facet_json(one, leave=("union", "full_time", "base_union"))
            for one in known.offices
            if one.union is None
        ],
        "sanctions": _shown(known.sanctions, "content", Disclosure.SANCTION, lens),
        "political_reviews": _shown(known.reviews, "result", Disclosure.POLITICAL_REVIEW, lens),
        "satisfactions": _shown(known.satisfactions, "score", Disclosure.SCORES, lens),
        "pay": _shown(known.pays, "amounts", Disclosure.PAY, lens),
    }


def _shown(facets: Sequence[Any], member: str, disclosure: Disclosure, lens: Lens) -> list[dict[str, Any]]:
    """Facets with the one member that may be sealed as this reader may see it."""
    return [
        facet_json(one, leave=(member,)) | {member: lens.show(disclosure, getattr(one, member))}
        for one in facets
    ]


def identity_json(identity: Identity | None, lens: Lens) -> dict[str, Any] | None:
    """Who this is, as far as the reader may see it."""
    if identity is None:
        return None
    return {
        "name": lens.show(Disclosure.NAME, identity.name),
        "document": lens.show(Disclosure.DOCUMENT, identity.document),
        "person": lens.show(Disclosure.PERSON, identity.person),
        "contact": lens.show(Disclosure.CONTACT, identity.contact),
        "household": lens.show(Disclosure.HOUSEHOLD, identity.household),
        "education": identity.education,
        "degree": identity.degree,
    }


def engagement_json(engagement: Engagement) -> dict[str, Any]:
    """Engaged, separated or never engaged."""
    match engagement:
        case Engaged():
            return {"status": "engaged", **facet_json(engagement)}
        case Separated():
            return {
                "status": "separated",
                "since": engagement.since.isoformat(),
                "reason_code": engagement.reason_code,
                "last": facet_json(engagement.last),
            }
    return {"status": "never_engaged"}


def contract_json(contract: Contract | None, state: WorkerState, on: date) -> dict[str, Any] | None:
    """A contract; `overdue` when its last day has passed and nothing was recorded of its end.

    `runs_until` is that day with what a union office adds, for the one that runs.
    """
    if contract is None:
        return None
    until = contract_until(state, on) if contract is state.contract else contract.until
    ran_out = until is not None and until < on
    return facet_json(contract) | {
        "open": contract.open,
        "overdue": contract.open and ran_out,
        "runs_until": _plain(until),
    }


def secondment_json(secondment: Secondment | None, on: date) -> dict[str, Any] | None:
    """A secondment; `overdue` when its last day has passed and nothing was recorded of its end."""
    if secondment is None:
        return None
    return facet_json(secondment) | {
        "open": secondment.open,
        "overdue": secondment.open and secondment.until < on,
    }


def qualification_json(held: Qualification, lens: Lens) -> dict[str, Any]:
    """A certificate, its number as far as the reader may see it."""
    return facet_json(held, leave=("number",)) | {"number": lens.show(Disclosure.CERTIFICATE, held.number)}


def commendation_json(honour: Commendation) -> dict[str, Any]:
    """An honour, with the day from which it no longer counts if it was revoked."""
    return facet_json(honour)


def assessment_json(
    assessment: Assessment, state: WorkerState, lens: Lens, cited_by: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """An assessment, its confirmation, what the worker made of it, and the decisions that rest on it.

    `unsettled` says that a review keeps it from being evidence.
    """
    particulars, named = state.particulars, assessment.event_id
    return facet_json(assessment, leave=("scores", "said_at")) | {
        "scores": lens.show(Disclosure.SCORES, assessment.scores),
        "confirmed": assessment.confirmed,
        "acknowledgements": [
            facet_json(one, leave=("assessment",))
            for one in particulars.acknowledgements
            if one.assessment == named
        ],
        "reviews": [
            facet_json(one, leave=("assessment", "asked_at"))
            for one in particulars.assessment_reviews
            if one.assessment == named
        ],
        "unsettled": unsettled(state, assessment),
        "cited_by": list(cited_by),
    }


def history_json(account: Account, on: date, lens: Lens, doubt: Questioned | None = None) -> dict[str, Any]:
    """One event of a history: what was said, whether it stands, and what it says now."""
    event = account.event
    kind = event.type
    entry: dict[str, Any] = {
        **lens.statement(event),
        "position": event.position,
        "version": event.version,
        "type": kind.name,
        "schema": kind.schema,
        "label": lines(kind.zh, kind.en),
        "recorded_at": instant_text(event.recorded_at) if event.recorded_at else None,
        "stands": account.stands,
        "in_effect": account.stands and account.effective_on <= on,
        "rescinded_by": _plain(account.rescinded_by),
        "corrected_by": [str(one) for one in account.corrected_by],
    }
    if doubt is not None:
        entry["questioned"] = {"why": list(doubt.why), **lines(doubt.zh, doubt.en)}
    if account.corrected:
        entry["now"] = _now(account, lens)
    return entry


def _now(account: Account, lens: Lens) -> dict[str, Any]:
    """What a corrected event says now; of a corrected correction or rescission, the words that replaced its own."""
    said = lens.statement(account.source)
    now: dict[str, Any] = {key: said[key] for key in ("event_id", "actor", "basis", "reason") if key in said}
    now["data"] = said["data"]["data"]
    if account.event.type.name not in META:
        now["effective_on"] = said["data"]["effective_on"]
    return now


def facet_json(facet: Any, leave: Sequence[str] = ()) -> dict[str, Any]:
    """A facet's plain members; whatever may be sealed has to be named in `leave`."""
    return {name: _plain(value) for name, value in facet._asdict().items() if name not in leave}


def _plain(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case Enum():
            return value.value
        case tuple() if hasattr(value, "_asdict"):
            return facet_json(value)
        case tuple():
            return [_plain(one) for one in value]
    return value
