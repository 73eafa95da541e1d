"""The story's chapter on training. Its organisations and persons are its own, so that chapters do not meet."""

from typing import Any, Final

from api.examples.example import CITY, Example, event_of, key_of, said
from domain.orders import stream_of

_COUNTY: Final = stream_of("organisation", key_of("training county"))
_SCHOOL: Final = stream_of("organisation", key_of("training school"))
_COURSE: Final = stream_of("course", key_of("training course"))
_WORKERS: Final = tuple(stream_of("worker", key_of(f"training worker {number}")) for number in (1, 2))


_ACTIVIST: Final = stream_of("volunteer", key_of("activist"))
_VOLUNTEER: Final = stream_of("volunteer", key_of("volunteer"))


def _volunteer(label: str, on: str, **data: Any) -> Example:
    return Example(label, "volunteers", None, said(on, {"organisation": _COUNTY, **data}))


_VOLUNTEERS: Final = (
    _volunteer("volunteer", "2020-06-01", kind="volunteer", name="示例己", national_id="2206810000001"),
    _volunteer(
        "activist",
        "2022-06-01",
        kind="activist",
        name="示例庚",
        national_id="2206810000002",
        lead=_WORKERS[0],
    ),
    Example(
        "volunteer hired",
        "volunteers/hirings",
        _VOLUNTEER,
        said("2022-03-01", {"worker": _WORKERS[1]}),
    ),
    Example(
        "hired twice",
        "volunteers/ends",
        _VOLUNTEER,
        said("2023-03-01", {"reason_code": "moved_away"}),
        rule="impossible.volunteer_over",
    ),
    Example(
        "activist corrected",
        "volunteers/corrections",
        _ACTIVIST,
        said(
            "2023-02-01",
            {
                "target": event_of("activist"),
                "type": "volunteer.registered",
                "effective_on": "2022-06-15",
                "data": {
                    "kind": "activist",
                    "name": "示例庚",
                    "national_id": "2206810000002",
                    "organisation": _COUNTY,
                    "lead": _WORKERS[0],
                },
            },
        ),
    ),
    Example("activist's lead", "volunteers/leads", _ACTIVIST, said("2023-06-01", {"lead": _WORKERS[1]})),
    Example(
        "activist ended",
        "volunteers/ends",
        _ACTIVIST,
        said("2023-12-01", {"reason_code": "moved_away"}),
    ),
    Example(
        "activist ended by mistake",
        "volunteers/rescissions",
        _ACTIVIST,
        said("2023-12-10", {"target": event_of("activist ended")}, reason="误录"),
    ),
)


def _organisation(label: str, name: str, kind: str, level: str) -> Example:
    data = {"name": name, "kind": kind, "level": level, "division": "220681", "parent": CITY}
    return Example(label, "organisations", None, said("2020-01-01", data), "root")


def _person(number: int, name: str, passport: str) -> Example:
    registration = {
        "name": name,
        "document": {"kind": "passport", "number": passport},
        "person": {"birth_on": "1993-09-10", "sex": "2"},
        "education": "21",
    }
    procedure = {
        "kind": "open_recruitment",
        "notice_number": "示例临工发〔2022〕3号",
        "examination_on": "2022-01-20",
        "publicity_from": "2022-02-07",
        "publicity_to": "2022-02-14",
    }
    hiring = {"mode": "direct_hire", "legal_employer": _COUNTY, "host": _COUNTY, "procedure": procedure}
    body = {"registration": said("2022-02-20", registration), "hiring": said("2022-03-01", hiring)}
    return Example(f"training worker {number}", "workers", None, body)


def _completed(number: int, label: str, on: str, rule: str = "", **more: Any) -> Example:
    data = {"course": _COURSE, "kind": "social_work", "hours": 40, "credited": True, **more}
    return Example(label, "workers/trainings", _WORKERS[number - 1], said(on, data), rule=rule)


CHAPTER: Final[tuple[Example, ...]] = (
    _organisation("training county", "示例临市总工会", "union", "county"),
    _organisation("training school", "示例工会干部学校", "union_institution", "city"),
    Example(
        "training provider",
        "organisations/accreditations",
        _SCHOOL,
        said("2021-01-01", {"kind": "union_school", "until": "2025-12-31"}),
        "approver",
    ),
    Example(
        "training plan",
        "organisations/training-plans",
        _COUNTY,
        said("2023-01-10", {"year": 2023, "level": "basic", "places": 4}),
    ),
    _person(1, "示例戊", "E00000051"),
    _person(2, "示例己", "E00000052"),
    Example(
        "training course",
        "courses",
        None,
        said(
            "2023-01-01",
            {
                "provider": _SCHOOL,
                "title": "工会社会工作实务（初级）",
                "kind": "social_work",
                "levels": ["basic"],
                "hours": 40,
            },
        ),
    ),
    _completed(1, "training completed", "2023-05-19"),
    _completed(2, "training completed by another", "2023-05-19", hours=32, credited=False),
    _completed(1, "training longer than its course", "2023-06-20", "impossible.training_differs", hours=48),
    Example(
        "training practicum",
        "workers/practica",
        _WORKERS[1],
        said("2023-09-01", {"provider": _SCHOOL, "months": 3}),
    ),
    *_VOLUNTEERS,
    Example(
        "training course corrected",
        "courses/corrections",
        _COURSE,
        said(
            "2023-07-01",
            {
                "target": event_of("training course"),
                "type": "course.offered",
                "effective_on": "2023-01-01",
                "data": {
                    "provider": _SCHOOL,
                    "title": "工会社会工作实务（初级班）",
                    "kind": "social_work",
                    "levels": ["basic"],
                    "hours": 40,
                },
            },
        ),
    ),
    Example(
        "training course withdrawn",
        "courses/withdrawals",
        _COURSE,
        said("2024-01-01", {"reason_code": "replaced"}),
    ),
    Example(
        "training after the withdrawal",
        "workers/trainings",
        _WORKERS[1],
        said(
            "2024-02-01",
            {"course": _COURSE, "kind": "social_work", "hours": 40, "credited": True},
        ),
        rule="impossible.course_not_offered",
    ),
    Example(
        "training course withdrawal rescinded",
        "courses/rescissions",
        _COURSE,
        said("2024-02-05", {"target": event_of("training course withdrawn")}),
    ),
)

BATCH: Final[list[dict[str, Any]]] = [
    {"target": f"workers/{one.stream}/trainings", "body": one.body, "key": str(one.key)}
    for one in CHAPTER
    if one.label in {"training completed", "training completed by another"}
]
"""The two who completed the course, as one batch."""
