"""Pay guides and approval templates of the demo: a plainly generated rulebook for each of its provinces."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any, Final

from domain.codes import parent
from domain.ledger import Ledger
from domain.orders import key_to_event_id
from domain.reading import Shelf, book_stream
from domain.record import Approval
from domain.rulebook.drafts import BookDraft, read_draft
from domain.rulebook.enacting import enact
from ops.demo.places import FIRST_CITIES

LEAST: Final[Mapping[str, int]] = MappingProxyType({"junior": 4_200, "intermediate": 5_200, "senior": 6_200})
MOST: Final[Mapping[str, int]] = MappingProxyType({"junior": 6_500, "intermediate": 8_000, "senior": 10_000})
"""Yuan a month of each level."""
WORDS: Final = {
    "junior": ("初级", "Junior"),
    "intermediate": ("中级", "Intermediate"),
    "senior": ("高级", "Senior"),
}
HOLDS_FROM: Final = date(2017, 1, 1)
SIGNED_AT: Final = datetime(2016, 12, 28, 1, tzinfo=UTC)
OFFICES: Final = ("union", "civil_affairs", "human_resources")

JOINED: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "zh": "录用（聘用）计划会签（示例）",
        "en": "Approval of hiring plans (example)",
        "judges": ["plan.approved", "plan.amended"],
        "levels": ["city"],
        "departments": ["union", "human_resources"],
    }
)


def enact_guides(ledger: Ledger, shelf: Shelf, principal: str) -> None:
    """Enact the guides that are missing, each signed off by its three departments. The nation's book has to be there."""
    approvals = tuple(
        Approval(principal=f"approver_{number}", office=office, at=SIGNED_AT)
        for number, office in enumerate(OFFICES, 1)
    )
    for province in provinces(FIRST_CITIES):
        if ledger.versions([book_stream(province)]).get(book_stream(province)):
            continue
        first = key_to_event_id(principal, f"demo-pay-guide/{province}")
        enact(
            ledger,
            shelf,
            draft(province),
            effective_on=HOLDS_FROM,
            principal=principal,
            first_event_id=first,
            correlation_id=first,
            approvals=approvals,
        )


def provinces(cities: Iterable[str]) -> list[str]:
    """The provinces of these cities, each once."""
    return list(dict.fromkeys(province for city in cities if (province := parent(city))))


def draft(province: str) -> BookDraft:
    """The rulebook of a province: what workers of each level are paid, and who joins in approving a city's hiring plan."""
    levels: dict[str, Any] = {
        code: {
            "zh": WORDS[code][0],
            "en": WORDS[code][1],
            "low": f"{low}.00",
            "high": f"{MOST[code]}.00",
            "grades": [f"{code}_{step}" for step in (1, 2, 3)],
        }
        for code, low in LEAST.items()
    }
    guide = {"period_from": HOLDS_FROM.isoformat(), "ladder": "steps", "levels": levels}
    return read_draft(
        {
            "jurisdiction": province,
            "title": "工会社会工作者薪酬指导标准与计划会签（示例）",
            "document": f"示例薪〔2016〕{province}",
            "rules": [],
            "settings": {"pay_guide": guide, "approvals": {"hiring_plan": dict(JOINED)}},
        }
    )
