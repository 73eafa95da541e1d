"""The parameters of queries: both times on each of them, pages, and what is refused."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Any, Final, Literal

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from domain.canonical import NotCanonical, canonical, parse_canonical
from domain.errors import Fault, InvalidInput, NotFound
from domain.worker.state import EngagementMode
from projections.moments import Moment, read_day
from projections.roster import Group, Seconded, Sort, Status
from projections.source import Source
from projections.tiles import Tiles

PAGE_LIMIT: Final = 500

WorkerPath = Annotated[str, Path(description="人员编号 / worker id", max_length=80, examples=["worker-…"])]
OrganisationPath = Annotated[str, Path(description="组织编号 / organisation id", max_length=80)]
PostPath = Annotated[str, Path(description="岗位编号 / post id", max_length=80)]
ReportPath = Annotated[str, Path(description="报表代码 / code of the report", max_length=64)]
DepartmentPath = Annotated[
    str,
    Path(
        description="部门 / department: union, organisation_department, civil_affairs, human_resources",
        max_length=40,
    ),
]
PlanPath = Annotated[str, Path(description="录用（聘用）计划编号 / hiring plan id", max_length=80)]
CoursePath = Annotated[str, Path(description="课程编号 / course id", max_length=80)]
PurchasePath = Annotated[str, Path(description="购买服务合同编号 / purchase id", max_length=80)]
VolunteerPath = Annotated[str, Path(description="志愿者编号 / volunteer id", max_length=80)]
CyclePath = Annotated[str, Path(description="考核周期编号 / assessment cycle id", max_length=80)]
PositionPath = Annotated[int, Path(description="记录序号 / position, from 0", ge=0, lt=2**53)]

_STREAM: Final = re.compile(r"[a-z]+-[A-Za-z0-9\-]{1,60}")


class Times(BaseModel):
    """Both times of a question."""

    model_config = ConfigDict(extra="forbid")

    as_of: str | None = Field(
        default=None,
        max_length=10,
        description="截至哪一天的事实，默认今天（中国日期）/ the day in the world, today in China if left out",
        examples=["2024-06-30"],
    )
    known_at: str | None = Field(
        default=None,
        max_length=40,
        description="账本当时所知：序号、时刻或日期（当天结束），默认现在 / what the ledger knew: a position, an "
        "instant, or a date for the end of that day in China; everything if left out",
        examples=["1024", "2024-06-30T08:00:00Z", "2024-06-30"],
    )


class BookTimes(Times):
    """Both times of a question about rulebooks, which hold on a day."""

    on: str | None = Field(
        default=None,
        max_length=10,
        description="规则书在哪一天有效，与 as_of 相同 / the day on which the book holds: another name of as_of",
        examples=["2024-06-30"],
    )

    def day(self) -> str | None:
        """The day asked for, None for today. Raises InvalidInput for two different ones."""
        if self.on is None:
            return self.as_of
        read_day("/on", self.on)
        if self.as_of not in {None, self.on}:
            raise InvalidInput(
                (
                    Fault(
                        "/on",
                        "on 与 as_of 是同一个日期，只写其一",
                        "on and as_of are one day: give one of them",
                    ),
                )
            )
        return self.on


class Unmasking(Times):
    """Whether identity numbers are shown in full, and why."""

    unmask: bool = Field(default=False, description="显示完整证件号码 / show identity numbers in full")
    reason: str | None = Field(
        default=None,
        max_length=300,
        description="查看完整号码的理由，会记入访问日志 / why; it is kept in the access log",
        examples=["核对社保关系"],
    )


class Paged(Times):
    """A page of a longer answer."""

    cursor: str | None = Field(
        default=None, max_length=2_000, description="上一页给出的续页标记 / where the page before ended"
    )
    limit: int = Field(default=100, ge=1, le=PAGE_LIMIT, description="每页最多行数 / most rows of the page")


class RosterFilters(Times):
    """What a roster is asked for."""

    organisation: str | None = Field(
        default=None,
        max_length=80,
        description="只看此组织及其下级，默认为本人权限范围 / this organisation and all below it",
    )
    mode: EngagementMode | None = Field(default=None, description="用工方式 / engagement mode")
    grade: str | None = Field(default=None, max_length=64, description="等级 / grade")
    ladder: str | None = Field(default=None, max_length=64, description="等级序列 / ladder of grades")
    grade_from: str | None = Field(
        default=None,
        max_length=64,
        description="最低等级（含），按规则书的序列 / lowest grade, by the rulebook's ladder",
    )
    grade_to: str | None = Field(
        default=None,
        max_length=64,
        description="最高等级（含），按规则书的序列 / highest grade, by the rulebook's ladder",
    )
    qualification: str | None = Field(
        default=None, max_length=64, description="持有此级别的证书 / holds a certificate of this level"
    )
    commendation: str | None = Field(
        default=None, max_length=64, description="有此级别的表彰 / holds an honour of this level"
    )
    contract_before: str | None = Field(
        default=None, max_length=10, description="合同在此日之前期满 / the contract ends before this day"
    )
    seconded: Seconded | None = Field(
        default=None,
        description="跨出或跨入所查组织的借调 / seconded into the organisations asked for, or out of them",
    )
    name: str | None = Field(
        default=None,
        min_length=1,
        max_length=40,
        description="姓名（任何部分）、拼音或拼音首字母（开头）/ any part of the name, or how its pinyin or initials begin",
    )
    post: str | None = Field(
        default=None,
        min_length=1,
        max_length=100,
        description="岗位名称所含文字 / text in the title of the post",
    )
    status: Status = Field(default=Status.ENGAGED, description="状态 / status")


class RosterAsked(Unmasking, Paged, RosterFilters):
    """A page of a roster, in an order."""

    sort: Sort = Field(
        default=Sort.ORGANISATION, description="排序，默认按组织 / order, by organisation if left out"
    )
    descending: bool = Field(default=False, description="倒序 / the other way round")


class RosterCountsAsked(RosterFilters):
    """What heads of a roster are counted by."""

    by: Group = Field(default=Group.GRADE, description="按什么计数 / what to count by")
    digest: bool = Field(
        default=False,
        description="另给出花名册全部行的摘要，与 luli replay 的相同 / with the digest of all rows, as luli replay has it",
    )


class RegisterAsked(Unmasking):
    """What a register of employees is asked for."""

    organisation: str | None = Field(
        default=None,
        max_length=80,
        description="只看此组织及其下级，默认为本人权限范围 / this organisation and all below it",
    )
    format: Literal["xlsx", "csv", "ndjson"] = Field(default="xlsx", description="文件格式 / kind of file")


class WorklistAsked(Paged):
    """What the work list is asked for."""

    organisation: str | None = Field(
        default=None,
        max_length=80,
        description="只看此组织及其下级，默认为本人权限范围 / this organisation and all below it",
    )
    kind: str | None = Field(
        default=None, max_length=64, description="只看此类事项 / this kind only", examples=["contract_end"]
    )
    since: str | None = Field(
        default=None,
        max_length=10,
        description="上次查询的 as_of：只列此后新到的提醒阶段，每个阶段一次 / the `as_of` of the question before: only "
        "the stages that opened since, each once",
    )
    since_known_at: str | None = Field(
        default=None,
        max_length=40,
        description="上次答复的 known_at 序号，默认为该日结束时 / the position that the answer before named; the end "
        "of that day if left out",
    )


class EstablishmentAsked(Times):
    """What the establishment is asked for."""

    organisation: str | None = Field(
        default=None,
        max_length=80,
        description="只看此组织及其下级，默认为本人权限范围 / this organisation and all below it",
    )


class StatisticsAsked(Times):
    """What a report is asked for."""

    since: str | None = Field(
        default=None,
        alias="from",
        max_length=10,
        description="期间起（含），按生效日期 / first day, by effective date",
    )
    until: str | None = Field(
        default=None,
        alias="to",
        max_length=10,
        description="期间止（含），不晚于 as_of / last day, `as_of` at most",
    )
    organisation: str | None = Field(
        default=None,
        max_length=80,
        description="只看此组织及其下级，默认为本人权限范围 / this organisation and all below it",
    )


class ExtractAsked(Times):
    """Of whom rows without identity are asked for, and why."""

    organisation: str | None = Field(
        default=None,
        max_length=80,
        description="只看此组织及其下级，默认为本人权限范围 / this organisation and all below it",
    )
    reason: str | None = Field(
        default=None,
        max_length=300,
        description="提取的理由，会记入访问日志 / why; it is kept in the access log",
        examples=["研究社会工作人才的配置"],
    )


class EventsAsked(BaseModel):
    """What auditors look for."""

    model_config = ConfigDict(extra="forbid")

    type: str | None = Field(
        default=None, max_length=64, description="事件类型 / event type", examples=["worker.promoted"]
    )
    actor: str | None = Field(default=None, max_length=64, description="经办人 / who recorded it")
    basis: str | None = Field(
        default=None, max_length=300, description="依据文号 / number of the basis document"
    )
    recorded_from: str | None = Field(
        default=None,
        max_length=40,
        description="记录时间起（含）/ recorded at or after: an instant or a date",
    )
    recorded_to: str | None = Field(
        default=None,
        max_length=40,
        description="记录时间止（含）/ recorded at or before: an instant or a date",
    )
    known_at: str | None = Field(
        default=None, max_length=40, description="账本当时所知 / what the ledger knew"
    )
    cursor: str | None = Field(
        default=None, max_length=2_000, description="续页标记 / where the page before ended"
    )
    limit: int = Field(default=100, ge=1, le=PAGE_LIMIT, description="每页最多行数 / most rows of the page")


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the last key, and the moment that all pages of one answer share."""

    after: str
    moment: Moment


def write_cursor(asked: Paged | EventsAsked, cursor: Cursor) -> str:
    """An opaque text that only the same question takes back."""
    moment = cursor.moment
    content = [_digest(asked), cursor.after, moment.as_of.isoformat(), moment.position]
    return urlsafe_b64encode(canonical(content)).rstrip(b"=").decode()


def read_cursor(source: Source, asked: Paged | EventsAsked) -> Cursor | None:
    """Where to go on, None for a first page. Raises InvalidInput for a cursor of another question or of none."""
    if asked.cursor is None:
        return None
    try:
        content = parse_canonical(urlsafe_b64decode(asked.cursor + "=" * (-len(asked.cursor) % 4)))
    except (Base64Error, ValueError, NotCanonical):
        raise foreign_cursor() from None
    match content:
        case [str(digest), str(after), str(day), int(position)] if digest == _digest(asked):
            pass
        case _:
            raise foreign_cursor()
    size, root = source.size_and_root()
    if not -1 <= position < size:
        raise foreign_cursor()
    at = root if position + 1 == size else Tiles(source).root(position + 1)
    return Cursor(after, Moment(read_day("/cursor", day), position, at))


def checked_stream(stream_id: str, prefix: str) -> str:
    """A stream id of this kind. Raises NotFound for what can be none."""
    if not _STREAM.fullmatch(stream_id) or not stream_id.startswith(f"{prefix}-"):
        raise NotFound("没有这份记录", "there is no such record")
    return stream_id


def _digest(asked: BaseModel) -> str:
    content: Any = asked.model_dump(mode="json", exclude={"cursor", "limit", "reason"})
    return sha256(canonical([type(asked).__name__, content])).hexdigest()[:24]


def foreign_cursor() -> InvalidInput:
    """What is told of a cursor that no answer of this question has given."""
    return InvalidInput(
        (
            Fault(
                "/cursor",
                "续页标记无效，或不属于此查询；请从第一页开始",
                "this cursor is not one, or belongs to another question; begin with the first page",
            ),
        )
    )
