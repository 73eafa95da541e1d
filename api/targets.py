"""What can be commanded, made from the catalogue: each command's address, public name, shape and event type.

The public name (`workers/hirings`) is part of what an idempotency key stands for, so it never changes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, Final

from pydantic import BaseModel, Field, ValidationError

from api.limits import TOGETHER_COMMANDS
from domain.canonical import canonical
from domain.catalogue import CATALOGUE, META_EVENTS
from domain.cycle.events import OPENED as CYCLE_OPENED
from domain.errors import Fault, InvalidInput, NotFound
from domain.orders import Command, CommandBody, body_model, faults_of, read_shape
from domain.organisation.events import REGISTERED as ORGANISATION_REGISTERED
from domain.organisation.posts import CREATED as POST_CREATED
from domain.plan.events import APPROVED as PLAN_APPROVED
from domain.purchase.events import SIGNED as PURCHASE_SIGNED
from domain.record import EventData, EventType, Shape
from domain.timeline import CORRECTED, RESCINDED, Correction
from domain.training.events import OFFERED as COURSE_OFFERED
from domain.values import Code
from domain.volunteer.events import REGISTERED as VOLUNTEER_REGISTERED
from domain.worker.engagement import HIRED, WorkerHired
from domain.worker.registration import REGISTERED, WorkerRegistered

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "workers": "worker",
        "organisations": "organisation",
        "posts": "post",
        "cycles": "cycle",
        "plans": "plan",
        "courses": "course",
        "volunteers": "volunteer",
        "purchases": "purchase",
    }
)
"""The stream prefix of each collection of addresses."""

_STREAM: Final = re.compile(
    rf"({'|'.join(PREFIXES.values())})-[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}"
)


class Registration(Shape):
    """人员登记，可同时录用：两个事件一并记录或都不记录 / register a person, or register and hire in one command."""

    registration: CommandBody[WorkerRegistered]
    hiring: CommandBody[WorkerHired] | None = Field(
        default=None, description="同时录用 / the hiring that follows at once"
    )


class Part(Shape):
    """其中一个命令：名称为地址的最后一段 / one of them: its name is the last part of its address, its body as there."""

    command: Code
    body: dict[str, Any]


class Together(Shape):
    """对同一人的几个命令，一并记录或都不记录；例如撤销后续事件并改录 / several commands on one worker, all recorded or none."""

    commands: Annotated[tuple[Part, ...], Field(min_length=1, max_length=TOGETHER_COMMANDS)]


@dataclass(frozen=True, slots=True)
class Target:
    """One command. `kind` is the type of its first event; `segment` the last part of its address, empty for an opening.

    Of several commands at once, `kind` is what a role has to be able to record to send any.
    """

    collection: str
    segment: str
    kind: EventType
    model: type[BaseModel]

    @property
    def name(self) -> str:
        """The public name."""
        return f"{self.collection}/{self.segment}" if self.segment else self.collection

    @property
    def title(self) -> str:
        """What it does, in both languages."""
        if self.model is Together:
            return "一并办理 / several commands at once"
        return f"{self.kind.zh} / {self.kind.en}"

    @property
    def prefix(self) -> str:
        """The prefix of the streams that it writes to."""
        return PREFIXES[self.collection]

    @property
    def opening(self) -> bool:
        """Whether it opens a stream."""
        return not self.segment

    @property
    def address(self) -> str:
        """The route's template."""
        start = f"/v1/{self.collection}"
        return start if self.opening else f"{start}/{{{self.prefix}_id}}/{self.segment}"

    def read(self, content: bytes) -> tuple[Command, ...]:
        """The commands in a body. Raises InvalidInput with every fault, by JSON Pointer into the body."""
        body: Any = read_shape(self.model, content)
        if isinstance(body, Together):
            return tuple(
                command for place, part in enumerate(body.commands) for command in self._part(place, part)
            )
        if isinstance(body, Registration):
            commands = (Command(REGISTERED, body.registration),)
            return (*commands, Command(HIRED, body.hiring)) if body.hiring else commands
        if self.kind.name == CORRECTED:
            body = _checked_correction(body)
        return (Command(self.kind, body),)

    def _part(self, place: int, part: Part) -> tuple[Command, ...]:
        """One of several commands, its faults told by their place in the whole."""
        at = f"/commands/{place}"
        target = TARGETS.get(f"{self.collection}/{part.command}")
        if target is None or target.model is Together:
            known = "、".join(
                one.segment for one in TARGETS.values() if one.collection == self.collection and one.segment
            )
            raise InvalidInput(
                (Fault(f"{at}/command", f"没有此命令；可用：{known}", f"no such command; known: {known}"),)
            )
        try:
            return target.read(canonical(part.body))
        except InvalidInput as wrong:
            faults = (Fault(f"{at}/body{fault.pointer}", fault.zh, fault.en) for fault in wrong.faults)
            raise InvalidInput(tuple(faults)) from None

    def stream(self, given: str) -> str:
        """The stream that an address names. Raises NotFound for what can be none of this collection's."""
        match = _STREAM.fullmatch(given)
        if match is None or match[1] != self.prefix:
            raise NotFound("没有这份记录", "there is no such record")
        return given


def _checked_correction(body: CommandBody[Correction]) -> CommandBody[Correction]:
    """The correction with its content read once as the target's type says, so that its faults point into the body."""
    data = body.data
    kind = CATALOGUE.get(data.type)
    if kind is None:
        raise InvalidInput(
            (Fault("/data/type", f"未知的事件类型 {data.type}", f"there is no event type {data.type}"),)
        )
    content = {} if isinstance(data.data, EventData) else data.data
    try:
        kind.data.model_validate_json(canonical(content))
    except ValidationError as error:
        faults = (Fault(f"/data/data{fault.pointer}", fault.zh, fault.en) for fault in faults_of(error))
        raise InvalidInput(tuple(faults)) from None
    return body.model_copy(update={"data": data.model_copy(update={"data": content})})


def _targets() -> tuple[Target, ...]:
    found = [
        Target("workers", "", REGISTERED, Registration),
        Target("organisations", "", ORGANISATION_REGISTERED, body_model(ORGANISATION_REGISTERED)),
        Target("posts", "", POST_CREATED, body_model(POST_CREATED)),
        Target("cycles", "", CYCLE_OPENED, body_model(CYCLE_OPENED)),
        Target("plans", "", PLAN_APPROVED, body_model(PLAN_APPROVED)),
        Target("courses", "", COURSE_OFFERED, body_model(COURSE_OFFERED)),
        Target("volunteers", "", VOLUNTEER_REGISTERED, body_model(VOLUNTEER_REGISTERED)),
        Target("purchases", "", PURCHASE_SIGNED, body_model(PURCHASE_SIGNED)),
        Target("workers", "commands", CATALOGUE[RESCINDED], Together),
    ]
    for collection, prefix in PREFIXES.items():
        kinds = [kind for kind in CATALOGUE.values() if kind.stream == prefix and kind.command]
        found.extend(
            Target(collection, kind.command, kind, body_model(kind)) for kind in (*kinds, *META_EVENTS)
        )
    return tuple(found)


TARGETS: Final[Mapping[str, Target]] = MappingProxyType({target.name: target for target in _targets()})
"""Every command by its public name."""
