"""What is counted in an organisation's area, and the size of its staff (R34, R37): the figures that norms rest on."""

from datetime import date
from typing import Annotated, Final

from pydantic import ConfigDict, Field, model_validator

from domain.errors import impossible
from domain.organisation.facets import StaffTotal, Statistics
from domain.organisation.handling import Handling, adding, check_there
from domain.organisation.state import OrganisationState
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Day, OrganisationId
from domain.world import World

Count = Annotated[int, Field(ge=0, le=1_000_000_000)]


class StatisticsReported(EventData):
    """Enterprises, workers (职工, members or not), union members and labour disputes in the area, as counted on a day.

    `disputes` are those of the year up to that day. What was not counted is left out, and reads unknown. A zone that
    lies in the area of another union (街道、乡镇) names it as `zone_inside`: that union's own count includes the zone.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R5 二(一), R34, R35, R36 四(二)"})

    on: Day
    enterprises: Count | None = None
    workers: Count | None = None
    members: Count | None = None
    disputes: Count | None = None
    zone_inside: OrganisationId | None = None

    @model_validator(mode="after")
    def _of_something(self) -> "StatisticsReported":
        if all(one is None for one in (self.enterprises, self.workers, self.members, self.disputes)):
            raise ValueError("nothing was counted")
        return self


class StaffTotalReported(EventData):
    """All staff of the organisation on the effective date, whoever they are (R37: of whom talents are a share)."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R38 四(二)4, R37 四(二)3"})

    staff: Count


REPORTED: Final = EventType(
    "organisation.statistics_reported",
    StatisticsReported,
    "organisation",
    "企业和职工情况报送",
    "enterprises and workers counted",
    command="statistics",
)
STAFF_TOTAL: Final = EventType(
    "organisation.staff_total_reported",
    StaffTotalReported,
    "organisation",
    "人员总数报送",
    "staff total reported",
    command="staff-totals",
)


def check_counted_by(standing: Standing, today: date) -> None:
    """Refuse a count of a day that is still to come when it is reported."""
    counted_on = standing.data.on if standing.type.name == REPORTED.name else standing.effective_on
    if standing.type.name in COUNTS and max(counted_on, standing.effective_on) > today:
        raise impossible(
            "counted_in_future",
            f"统计日期和报送日期不能晚于今天（{today}）",
            f"what is counted and reported is of no later day than today, {today}",
            "更正日期；预测数不作为统计数报送",
            "correct the dates; a forecast is no count",
        )


COUNTS: Final = frozenset({REPORTED.name, STAFF_TOTAL.name})


def _guard_reported(state: OrganisationState, standing: Standing, world: World) -> None:
    data = standing.data
    if data.on > standing.effective_on:
        raise impossible(
            "counted_after_report",
            f"统计日期 {data.on} 晚于报送日期 {standing.effective_on}",
            f"the count is of {data.on}, after the report of {standing.effective_on}",
            "更正统计日期或生效日期",
            "correct the day of the count or the effective date",
        )
    if any(one.on == data.on for one in state.particulars.statistics):
        raise impossible(
            "counted_twice",
            f"已有 {data.on} 的统计数",
            f"there is a count of {data.on} already",
            "更正或撤销已有的报送",
            "correct or rescind the report that stands",
        )
    if data.zone_inside is not None:
        _check_zone(state, data.zone_inside, standing, world)


def _check_zone(state: OrganisationState, around: str, standing: Standing, world: World) -> None:
    if around == state.organisation_id:
        raise impossible(
            "zone_inside_itself",
            "园区不能位于自身之内",
            "a zone does not lie inside itself",
            "写明园区所在的街道（乡镇）工会",
            "name the union of the street or township around it",
        )
    check_there(world, around, standing.effective_on)


def _guard_staff_total(state: OrganisationState, standing: Standing, _world: World) -> None:
    if any(one.on == standing.effective_on for one in state.particulars.staff_totals):
        raise impossible(
            "counted_twice",
            f"已有 {standing.effective_on} 的人员总数",
            f"there is a staff total of {standing.effective_on} already",
            "更正或撤销已有的报送",
            "correct or rescind the report that stands",
        )


def _fold_reported(state: OrganisationState, standing: Standing) -> OrganisationState:
    data = standing.data
    new = Statistics(
        standing.event_id,
        state.organisation_id,
        data.on,
        data.enterprises,
        data.workers,
        data.members,
        data.disputes,
        data.zone_inside,
        standing.source.position,
    )
    return adding(state, "statistics", new)


def _fold_staff_total(state: OrganisationState, standing: Standing) -> OrganisationState:
    new = StaffTotal(standing.event_id, standing.data.staff, standing.effective_on, standing.source.position)
    return adding(state, "staff_totals", new)


def statistics_on(state: OrganisationState, day: date) -> Statistics | None:
    """The latest count of that day or before, by the day that it is of."""
    return max(
        (one for one in state.particulars.statistics if one.on <= day), key=lambda one: one.on, default=None
    )


def staff_on(state: OrganisationState, day: date) -> StaffTotal | None:
    """The latest staff total of that day or before."""
    return max(
        (one for one in state.particulars.staff_totals if one.on <= day), key=lambda one: one.on, default=None
    )


HANDLINGS: Final = (
    Handling(REPORTED, _guard_reported, _fold_reported),
    Handling(STAFF_TOTAL, _guard_staff_total, _fold_staff_total),
)
