"""A worker's whole record as a text to be read beside its dossier: every event in both languages, in position order."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import orjson

from api.queries.views import Lens
from domain.notes import Checkpoint
from domain.timeline import Timeline
from domain.values import instant_text
from projections.history import Account, accounts

_RULE: Final = "-" * 72


def rendering(timeline: Timeline[Any], checkpoint: Checkpoint, lens: Lens) -> str:
    """The text. What the reader may not see, and what was erased, is named as such."""
    known = accounts(timeline.events)
    positions = {one.event.event_id: one.event.position for one in known}
    lines = [
        f"完整记录 Complete record  {timeline.stream_id}",
        f"账本 log  {checkpoint.origin}",
        f"截至 as of size {checkpoint.size}, root {checkpoint.root.hex()}",
        f"{len(known)} 条记录 events",
        "",
        "本文供阅读；证明以同名 .dossier 文件为准，可用 verify_ledger.py 核对。",
        "This text is for reading; what it is proved by is the .dossier of the same name.",
    ]
    for one in known:
        lines += ["", _RULE, *_entry(one, lens, positions)]
    return "\n".join(lines) + "\n"


def _entry(account: Account, lens: Lens, positions: Mapping[Any, int]) -> Iterator[str]:
    event = account.event
    said = lens.statement(event)
    yield f"{event.version}. {event.type.zh} {event.type.en}  [{event.type.name}]"
    yield f"   序号 position {event.position}"
    yield f"   生效 effective on {event.effective_on.isoformat()}"
    if event.recorded_at is not None:
        yield f"   记录 recorded at {instant_text(event.recorded_at)}"
    if account.rescinded_by is not None:
        yield f"   已撤销 rescinded by position {positions[account.rescinded_by]}"
    for correction in account.corrected_by:
        yield f"   已更正 corrected by position {positions[correction]}"
    for name in sorted(said.keys() - {"effective_on"}):
        yield from _member(f"   {name}", said[name])


def _member(name: str, value: Any) -> Iterator[str]:
    """One member a line; members of an object below it, indented."""
    match value:
        case {"hidden": True, "class": str(disclosure)}:
            yield f"{name}: 不可见 hidden ({disclosure})"
        case {"erased": True}:
            yield f"{name}: 已删除 erased"
        case dict() if value:
            yield f"{name}:"
            indent = " " * (len(name) - len(name.lstrip()) + 3)
            for inner in value:
                yield from _member(f"{indent}{inner}", value[inner])
        case str():
            yield f"{name}: {value}"
        case _:
            yield f"{name}: {orjson.dumps(value).decode()}"
