"""Kinds of sheets: the opening roster, and one for each type of event that an import records."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from domain.record import EventType
from domain.timeline import CORRECTED
from ops.importing.rows import COMMANDS
from ops.workbook import choices, headings
from ops.workbook.columns import Column, Columns, Form, of_event
from ops.workbook.roster import ROSTER, ROSTER_COLUMNS

_ENVELOPE_FORMS: Final = {
    "effective_on": Form.DATE,
    "basis.date": Form.DATE,
    "on_behalf_of": Form.TEXT,
    "evidence": Form.EVENTS,
}
NAME: Final = ("姓名", "name")
_PERSON: Final = (
    Column(("who", "name"), *NAME, Form.TEXT, aliases=("人员姓名",)),
    Column(("who", "kind"), "证件类型", "document kind", Form.CHOICE, choices=choices.DOCUMENTS),
    Column(
        ("who", "number"),
        "证件号码",
        "document number",
        Form.NUMBER_TEXT,
        aliases=("身份证号", "身份证号码", "公民身份号码"),
    ),
    Column(("who", "id"), "人员编号", "worker id", Form.TEXT),
)
_ORGANISATION: Final = Column(
    ("who", "organisation"), "所指组织", "of organisation", Form.ORGANISATION, required=True
)
_POST: Final = Column(("who", "post"), "所指岗位", "of post", Form.TEXT, required=True)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of sheet. `code` is the event's public name, or `roster`; `commands` the public names of its commands."""

    code: str
    zh: str
    en: str
    columns: Columns
    command: str = ""
    type: EventType | None = None

    @property
    def sheet(self) -> str:
        """The name of its sheet in a template."""
        return self.zh


def _subject(kind: EventType) -> tuple[Column, ...]:
    """Which columns say whose event it is. Who is opened by the row is said by what it says."""
    if kind.first:
        return ()
    match kind.stream:
        case "worker":
            return _PERSON
        case "organisation":
            return (_ORGANISATION,)
        case "post":
            return (_ORGANISATION, _POST)
    return (Column(("who", "id"), "记录编号", "record id", Form.TEXT, required=True),)


def _of(command: str, kind: EventType) -> Kind:
    envelope = tuple(
        Column(
            tuple(place.split(".")), zh, en, _ENVELOPE_FORMS.get(place, Form.TEXT), place == "effective_on"
        )
        for place, (zh, en) in headings.ENVELOPE.items()
    )
    columns = (*_subject(kind), envelope[0], *of_event(kind), *envelope[1:])
    return Kind(kind.name, kind.zh, kind.en, Columns(columns), command, kind)


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind of sheet by its code. Corrections say another event's content and have no sheet."""
    commands = {kind: command for command, kind in COMMANDS.items() if kind.stream}
    events = (_of(command, kind) for kind, command in commands.items() if kind.name != CORRECTED)
    roster = Kind(ROSTER, "花名册", "roster", Columns(ROSTER_COLUMNS))
    return MappingProxyType({one.code: one for one in (roster, *events)})
