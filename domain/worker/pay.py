"""Pay: what was determined, in parts, and what it was raised to, with the factors that it follows from (R46, R55).

Amounts, parts and factors are hidden together. Which parts there are is rulebook data.
"""

from typing import Annotated, Final

from pydantic import ConfigDict, Field, model_validator

from domain.errors import impossible
from domain.hidden import Disclosure, Hide, Token
from domain.record import EventData, EventType, Shape
from domain.timeline import Standing
from domain.values import Code, Line, Money
from domain.worker.facets import Pay
from domain.worker.handling import Handling, engaged, noting
from domain.worker.state import WorkerState
from domain.world import World


class PayPart(Shape):
    """One part of the pay, in yuan a month; `code` is one of the rulebook's."""

    code: Code
    amount: Money


class PayFactor(Shape):
    """What the pay follows from: a factor (level, schooling, seniority, performance, post) and its value then."""

    code: Code
    value: Line


class PayContent(Shape):
    """The whole pay, each part once, and the factors it follows from."""

    parts: Annotated[tuple[PayPart, ...], Field(min_length=1, max_length=30)]
    factors: Annotated[tuple[PayFactor, ...], Field(max_length=30)] = ()

    @model_validator(mode="after")
    def _each_once(self) -> "PayContent":
        for named in (self.parts, self.factors):
            if len({one.code for one in named}) < len(named):
                raise ValueError("a code is named twice")
        return self


class PayDetermined(EventData):
    """The worker's whole pay from the effective date: a first one, or one that follows another structure."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R45 五(一), R46 五(一)"})

    pay: Annotated[Token | PayContent, Hide(Disclosure.PAY)]


class PayRaised(EventData):
    """The worker's whole pay from the effective date, after a rise."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R46 五(一), R55 五(二)"})

    pay: Annotated[Token | PayContent, Hide(Disclosure.PAY)]


DETERMINED: Final = EventType(
    "worker.pay_determined",
    PayDetermined,
    "worker",
    "核定薪酬",
    "pay determined",
    about_person=True,
    command="pay-determinations",
)
RAISED: Final = EventType(
    "worker.pay_raised",
    PayRaised,
    "worker",
    "提高薪酬",
    "pay raised",
    about_person=True,
    command="pay-raises",
)


def _guard_determined(state: WorkerState, _standing: Standing, _world: World) -> None:
    engaged(state)


def _guard_raised(state: WorkerState, _standing: Standing, _world: World) -> None:
    engaged(state)
    if not state.particulars.pays:
        raise impossible(
            "pay_not_determined",
            "该人员尚未核定薪酬",
            "the worker's pay has not been determined yet",
            "先核定薪酬",
            "determine the pay first",
        )


def _paying(state: WorkerState, standing: Standing, *, raised: bool) -> WorkerState:
    pay = Pay(standing.event_id, standing.effective_on, raised, standing.hidden("pay"))
    return noting(state, pays=(*state.particulars.pays, pay))


def _fold_determined(state: WorkerState, standing: Standing) -> WorkerState:
    return _paying(state, standing, raised=False)


def _fold_raised(state: WorkerState, standing: Standing) -> WorkerState:
    return _paying(state, standing, raised=True)


HANDLINGS: Final = (
    Handling(DETERMINED, _guard_determined, _fold_determined),
    Handling(RAISED, _guard_raised, _fold_raised),
)
