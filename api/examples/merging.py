"""The story's chapter on two records of one person. They are of nobody else's organisation."""

from typing import Any, Final

from api.examples.example import Example, event_of, key_of, said
from domain.orders import stream_of

_RECORD: Final = stream_of("worker", key_of("record that goes on"))
_DUPLICATE: Final = stream_of("worker", key_of("duplicate"))
_BASIS: Final = {"number": "示例工发〔2025〕6号", "date": "2025-02-20"}


def _registered(label: str, passport: str) -> Example:
    data: dict[str, Any] = {
        "name": "示例丁",
        "document": {"kind": "passport", "number": passport},
        "person": {"birth_on": "1988-04-12", "sex": "2"},
    }
    return Example(label, "workers", None, {"registration": said("2024-05-01", data)})


def _merge(label: str, on: str, duplicate: str, into: str, **members: Any) -> Example:
    rule = members.pop("rule", "")
    return Example(label, "workers/merges", duplicate, said(on, {"into": into}, **members), rule=rule)


CHAPTER: Final = (
    _registered("record that goes on", "E00000041"),
    _registered("duplicate", "E00000042"),
    _merge("merge with itself", "2025-03-01", _RECORD, _RECORD, rule="impossible.merged_into_itself"),
    _merge("merge", "2025-03-01", _DUPLICATE, _RECORD, reason="同一人持新旧护照分别登记", basis=_BASIS),
    Example(
        "on a merged record",
        "workers/profile-changes",
        _DUPLICATE,
        said("2025-03-02", {"education": "21"}),
        rule="impossible.merged",
    ),
    Example(
        "merge undone",
        "workers/rescissions",
        _DUPLICATE,
        said("2025-03-05", {"target": event_of("merge")}, reason="经核对并非同一人"),
    ),
    _merge("merge again", "2025-03-10", _DUPLICATE, _RECORD, reason="公安机关函复为同一人", basis=_BASIS),
)
"""Registered twice, merged, undone, and merged for good."""
