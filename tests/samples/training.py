"""Samples of the events about training: `LEAST` members, and what `MORE` a full one has."""

from typing import Any, Final

from tests.specification import COUNTY, COURSE, WORKER

LEAST: Final[dict[str, dict[str, Any]]] = {
    "organisation.provider_accredited": {"kind": "union_school"},
    "organisation.training_planned": {"year": 2024, "level": "basic", "places": 30},
    "course.offered": {
        "provider": COUNTY,
        "title": "工会社会工作实务",
        "kind": "social_work",
        "levels": ["basic"],
        "hours": 40,
    },
    "course.withdrawn": {"reason_code": "replaced"},
    "worker.training_completed": {"kind": "social_work", "hours": 24, "credited": True},
    "worker.practicum_completed": {"provider": COUNTY, "months": 6},
    "volunteer.registered": {"kind": "activist", "name": "示例积极分子", "organisation": COUNTY},
    "volunteer.lead_set": {},
    "volunteer.ended": {"reason_code": "moved_away"},
    "volunteer.hired": {"worker": WORKER},
}

MORE: Final[dict[str, dict[str, Any]]] = {
    "organisation.provider_accredited": {"until": "2028-12-31"},
    "worker.training_completed": {"course": COURSE, "level": "basic"},
    "volunteer.lead_set": {"lead": WORKER},
    "volunteer.registered": {"national_id": "220600000001", "lead": WORKER},
}
