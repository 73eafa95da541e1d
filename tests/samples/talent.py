"""Samples of the events about qualification and talent: `LEAST` members, and what `MORE` a full one has."""

from typing import Any, Final

from tests.specification import cited

_TERM: Final = {"certificate": cited("certificate"), "until": "2027-01-09"}
_HONOUR: Final = {"level": "city", "title": "优秀工会社会工作者"}

LEAST: Final[dict[str, dict[str, Any]]] = {
    "worker.certificate_registered": _TERM,
    "worker.certificate_reregistered": _TERM,
    "worker.registration_lapsed": {"certificate": cited("certificate")},
    "worker.examination_entered": {
        "kind": "social_worker",
        "level": "senior_social_worker",
        "session": "2024",
    },
    "worker.examination_result": {"examination": cited("examination"), "passed": True},
    "worker.ability_assessed": {
        "instrument": "casework_interview",
        "sufficient": True,
        "assessors": ["assessor_1"],
    },
    "worker.technical_post_appointed": {"certificate": cited("certificate"), "level": "social_worker"},
    "worker.technical_post_ended": {"appointment": cited("appointment"), "reason_code": "term_reached"},
    "worker.competence_recognised": {"grounds": ["certificate", "ability"]},
    "worker.technical_staff_included": {"certificate": cited("certificate")},
    "worker.technical_staff_ended": {"inclusion": cited("inclusion"), "reason_code": "other_work"},
    "worker.backbone_designated": {},
    "worker.backbone_ended": {"designation": cited("designation"), "reason_code": "pool_renewed"},
    "worker.exemplar_named": {**_HONOUR, "consent": True},
    "worker.exemplar_withdrawn": {"exemplar": cited("exemplar"), "reason_code": "consent_withdrawn"},
    "worker.commendation_nominated": {**_HONOUR, "grounds": ["performance"]},
    "worker.commendation_publicised": {
        "nomination": cited("nomination"),
        "publicity_from": "2024-01-02",
        "publicity_to": "2024-01-08",
        "objections": 0,
    },
    "worker.upgrade_planned": {"goals": ["junior_social_worker"], "until": "2025-12-31"},
    "worker.upgrade_closed": {"plan": cited("plan"), "reached": True},
}

_MORE_OF_A_TERM: Final = {"hours": 90, "applied_on": "2024-01-05"}

MORE: Final[dict[str, dict[str, Any]]] = {
    "worker.certificate_registered": _MORE_OF_A_TERM,
    "worker.certificate_reregistered": _MORE_OF_A_TERM,
    "worker.examination_result": {
        "valid_until": "2027-01-09",
        "scores": {"subjects": [{"subject": "senior_practice", "score": "71"}]},
    },
    "worker.ability_assessed": {"score": "86.5"},
    "worker.technical_post_appointed": {"until": "2026-12-31"},
}
