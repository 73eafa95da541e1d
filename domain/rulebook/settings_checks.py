"""What has to be right inside a settings table, and between tables, beyond the shapes of their members."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from domain.money import fen
from domain.rulebook.approvals import APPROVABLE, ApprovalTemplate
from domain.rulebook.pay_guide import PayGuide
from domain.rulebook.retirement import RetirementTrack
from domain.rulebook.settings import AssessmentScheme, Ladder, PayPart
from domain.rulebook.shortages import Shortage

Place = tuple[str | int, ...]


class Fault(NamedTuple):
    """A fault inside one table: the place from the table down, and why in both languages."""

    place: Place
    zh: str
    en: str


def faults_within(table: str, typed: Any) -> Iterator[Fault]:
    """The faults of one table that need no other."""
    check = _EACH.get(table)
    if check is not None:
        for code, entry in typed.items():
            yield from check(code, entry)
    if table == "pay_guide":
        yield from _guide(typed)


def _ladder(code: str, ladder: Ladder) -> Iterator[Fault]:
    for index in _repeated([step.code for step in ladder.steps]):
        grade = ladder.steps[index].code
        yield Fault(
            (code, "steps", index, "code"),
            f"序列 {code} 中的等级 {grade} 重复",
            f"grade {grade} is repeated on ladder {code}",
        )


def _scheme(code: str, scheme: AssessmentScheme) -> Iterator[Fault]:
    for index in _repeated([grade.code for grade in scheme.grades]):
        grade = scheme.grades[index].code
        yield Fault(
            (code, "grades", index, "code"),
            f"考核办法 {code} 中的等次 {grade} 重复",
            f"result {grade} is repeated in scheme {code}",
        )
    if not any(grade.sufficient for grade in scheme.grades):
        yield Fault(
            (code, "grades"),
            f"考核办法 {code} 没有合格以上的等次（sufficient: true），晋级和续聘将无从依据",
            f"scheme {code} has no sufficient result (sufficient: true): nothing could rest on it",
        )
    if scheme.top_share_percent < 100 and not any(grade.top for grade in scheme.grades):
        yield Fault(
            (code, "top_share_percent"),
            f"考核办法 {code} 限制了最高等次的比例，却没有最高等次（top: true）",
            f"scheme {code} limits the share of a top result and has none (top: true)",
        )


def _track(code: str, track: RetirementTrack) -> Iterator[Fault]:
    if track.target_age < track.base_age:
        yield Fault(
            (code, "target_age"),
            f"退休年龄 {code} 的目标年龄 {track.target_age} 低于原年龄 {track.base_age}",
            f"the target age {track.target_age} of {code} is under the age before, {track.base_age}",
        )


def _guide(guide: PayGuide) -> Iterator[Fault]:
    if guide.period_from and guide.period_to and guide.period_to < guide.period_from:
        yield Fault(
            ("period_to",),
            f"薪酬指导标准的截止日期 {guide.period_to} 早于起始日期 {guide.period_from}",
            f"the pay guide ends on {guide.period_to}, before it begins on {guide.period_from}",
        )
    seen: dict[str, str] = {}
    for code, level in guide.levels.items():
        if fen(level.high) < fen(level.low):
            yield Fault(
                ("levels", code, "high"),
                f"等级 {code} 的上限 {level.high} 低于下限 {level.low}",
                f"level {code} is paid at most {level.high}, less than its least, {level.low}",
            )
        for grade in level.grades or (code,):
            if grade in seen:
                yield Fault(
                    ("levels", code, "grades"),
                    f"档次 {grade} 同时列入等级 {seen[grade]} 与 {code}",
                    f"grade {grade} is of two levels, {seen[grade]} and {code}",
                )
            seen.setdefault(grade, code)


def _template(code: str, template: ApprovalTemplate) -> Iterator[Fault]:
    for index, name in enumerate(template.judges):
        if name not in APPROVABLE:
            yield Fault(
                (code, "judges", index),
                f"{name} 不是可设审批模板的决定（有：{'、'.join(APPROVABLE)}）",
                f"{name} is no decision that a template may ask approvals for",
            )


def _shortage(code: str, entry: Shortage) -> Iterator[Fault]:
    if entry.period_from and entry.period_to and entry.period_to < entry.period_from:
        yield Fault(
            (code, "period_to"),
            f"急需紧缺类别 {code} 的截止日期 {entry.period_to} 早于起始日期 {entry.period_from}",
            f"the shortage {code} ends on {entry.period_to}, before it begins on {entry.period_from}",
        )


_NEEDED: Final = (
    ("certificates", "one_off", "一次性发放的项目", "a one-off part"),
    ("reference", "by_reference", "参照执行的项目", "a part by reference"),
)


def _part(code: str, part: PayPart) -> Iterator[Fault]:
    if part.amounts and part.amount is not None:
        yield Fault(
            (code, "amount"),
            f"工资项目 {code} 不能同时有统一金额和分等级金额",
            f"pay part {code} has one amount for all and amounts by grade",
        )
    if part.amounts and part.ladder is None:
        yield Fault(
            (code, "amounts"),
            f"工资项目 {code} 分等级列出金额，须写明等级序列（ladder）",
            f"pay part {code} lists amounts by grade: name their ladder",
        )
    for member, kind, zh, en in _NEEDED:
        if bool(getattr(part, member)) != (part.kind == kind):
            yield Fault(
                (code, member),
                f"{zh}（kind: {kind}）须写明 {member}，其他项目不写",
                f"{en} (kind: {kind}) states {member}, and no other part does",
            )


def _repeated(codes: Sequence[str]) -> list[int]:
    """The places at which a code stands that stood before."""
    return [index for index, code in enumerate(codes) if code in codes[:index]]


_EACH: Final[Mapping[str, Callable[[str, Any], Iterator[Fault]]]] = {
    "ladders": _ladder,
    "assessment_schemes": _scheme,
    "pay": _part,
    "retirement": _track,
    "shortages": _shortage,
    "approvals": _template,
}
"""What is asked of each entry of the tables that hold one entry a code."""


def faults_between(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[Fault]:
    """The faults between the tables as they will hold, inherited members included; the place begins with the table.

    The tables are right in themselves.
    """
    yield from _staffing(tables.get("staffing", {}))
    ladders = tables.get("ladders", {})
    yield from _guide_grades(tables.get("pay_guide", {}), ladders)
    for code, part in tables.get("pay", {}).items():
        name = part.get("ladder")
        if name is None:
            continue
        if name not in ladders:
            yield Fault(
                ("pay", code, "ladder"), f"没有名为 {name} 的等级序列", f"there is no ladder named {name}"
            )
            continue
        known = {step["code"] for step in ladders[name]["steps"]}
        for grade in part.get("amounts", {}):
            if grade not in known:
                yield Fault(
                    ("pay", code, "amounts", grade),
                    f"等级 {grade} 不在序列 {name} 中",
                    f"grade {grade} is not on ladder {name}",
                )


def _staffing(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Both numbers of the norm, and a step that keeps its three readings in their order."""
    base, step = values.get("base_workers", 0), values.get("step_workers", 0)
    if bool(base) != bool(step):
        yield Fault(
            ("staffing", "step_workers" if base else "base_workers"),
            "配备标准的起点人数（base_workers）与每增人数（step_workers）须同时写明",
            "the norm needs both its base (base_workers) and its step (step_workers)",
        )
    elif step < base:
        yield Fault(
            ("staffing", "step_workers"),
            f"每增人数 {step} 少于起点人数 {base}，各读法将大小颠倒",
            f"a step of {step} under the base of {base} would turn the readings round",
        )


def _guide_grades(guide: Mapping[str, Any], ladders: Mapping[str, Any]) -> Iterator[Fault]:
    """The faults of a pay guide whose grades are not those of its ladder."""
    name, levels = guide.get("ladder"), guide.get("levels", {})
    if name is None:
        return
    if name not in ladders:
        yield Fault(
            ("pay_guide", "ladder"), f"没有名为 {name} 的等级序列", f"there is no ladder named {name}"
        )
        return
    known = {step["code"] for step in ladders[name]["steps"]}
    for code, level in levels.items():
        for grade in level.get("grades") or [code]:
            if grade not in known:
                yield Fault(
                    ("pay_guide", "levels", code),
                    f"等级 {grade} 不在序列 {name} 中",
                    f"grade {grade} is not on ladder {name}",
                )
