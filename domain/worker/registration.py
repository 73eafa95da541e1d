"""Registration of a person, and changes of what is known of them (R14)."""

from typing import Annotated, Any, Final

from pydantic import AfterValidator, ConfigDict, StringConstraints, model_validator

from domain.codes import (
    checked_degree,
    checked_document,
    checked_education,
    checked_ethnic_group,
    checked_political_status,
    checked_sex,
    facts_of_document,
)
from domain.errors import impossible
from domain.hidden import Disclosure, Hide, Token
from domain.record import EventData, EventType, Shape
from domain.timeline import Standing
from domain.values import Code, Day, DivisionCode, Line, Name
from domain.worker.handling import Handling
from domain.worker.state import Identity, WorkerState
from domain.world import World

Phone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9\- ]{4,24}$")]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{1,190}$")]


class Document(Shape):
    """An identity document: its kind and number; citizen numbers must bear the right check digit (GB 11643)."""

    kind: Code
    number: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{4,30}$")]

    @model_validator(mode="after")
    def _check(self) -> "Document":
        checked_document(self.kind, self.number)
        return self


class Person(Shape):
    """Birth, sex (GB/T 2261.1), ethnic group (GB/T 3304), political status (GB/T 4762)."""

    birth_on: Day
    sex: Annotated[str, AfterValidator(checked_sex)]
    ethnic_group: Annotated[str, AfterValidator(checked_ethnic_group)] | None = None
    political_status: Annotated[str, AfterValidator(checked_political_status)] | None = None


class Contact(Shape):
    """How to reach the worker."""

    phone: Phone | None = None
    email: Email | None = None
    address: Line | None = None


class Household(Shape):
    """Household registration (户籍): where it is kept."""

    division: DivisionCode
    address: Line | None = None


Education = Annotated[str, AfterValidator(checked_education)]
Degree = Annotated[str, AfterValidator(checked_degree)]


class WorkerRegistered(EventData):
    """A person enters the ledger, once, under one identity document."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R13 二(三), R14 二(三) 人才信息库"})

    name: Annotated[Token | Name, Hide(Disclosure.NAME)]
    document: Annotated[Token | Document, Hide(Disclosure.DOCUMENT)]
    person: Annotated[Token | Person, Hide(Disclosure.PERSON)]
    contact: Annotated[Token | Contact, Hide(Disclosure.CONTACT)] | None = None
    household: Annotated[Token | Household, Hide(Disclosure.HOUSEHOLD)] | None = None
    education: Education | None = None
    degree: Degree | None = None

    @model_validator(mode="after")
    def _agree(self) -> "WorkerRegistered":
        agree(self.document, self.person)
        return self


class ProfileChanged(EventData):
    """Some of what is known of the person is different from the effective date: each member given replaces the old."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R14 二(三) 人才信息库"})

    name: Annotated[Token | Name, Hide(Disclosure.NAME)] | None = None
    document: Annotated[Token | Document, Hide(Disclosure.DOCUMENT)] | None = None
    person: Annotated[Token | Person, Hide(Disclosure.PERSON)] | None = None
    contact: Annotated[Token | Contact, Hide(Disclosure.CONTACT)] | None = None
    household: Annotated[Token | Household, Hide(Disclosure.HOUSEHOLD)] | None = None
    education: Education | None = None
    degree: Degree | None = None

    @model_validator(mode="after")
    def _some(self) -> "ProfileChanged":
        if not self.model_fields_set:
            raise ValueError("name at least one member to change")
        agree(self.document, self.person)
        return self


def agree(document: Any, person: Any) -> None:
    """A document number that tells birth date and sex must tell the same as was stated. Raises ValueError."""
    if not isinstance(document, Document) or not isinstance(person, Person):
        return
    facts = facts_of_document(document.kind, document.number)
    if facts is None:
        return
    birth_on, sex = facts
    if birth_on != person.birth_on:
        raise ValueError(f"birth_on {person.birth_on} differs from the document's {birth_on}")
    if person.sex in {"1", "2"} and sex != person.sex:
        raise ValueError(f"sex {person.sex} differs from the document's {sex}")


REGISTERED: Final = EventType(
    "worker.registered", WorkerRegistered, "worker", "人员登记", "registered", first=True, about_person=True
)
PROFILE_CHANGED: Final = EventType(
    "worker.profile_changed",
    ProfileChanged,
    "worker",
    "信息变更",
    "profile changed",
    about_person=True,
    command="profile-changes",
)


def _guard_registered(state: WorkerState, _standing: Standing, _world: World) -> None:
    if state.identity is not None:
        raise impossible("registered_twice", "该人员已登记", "the worker is already registered")


def _fold_registered(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    identity = Identity(
        standing.hidden("name"),
        standing.hidden("document"),
        standing.hidden("person"),
        standing.hidden("contact"),
        standing.hidden("household"),
        data.education,
        data.degree,
    )
    return state._replace(identity=identity)


def _guard_profile(state: WorkerState, _standing: Standing, _world: World) -> None:
    if state.identity is None:
        raise impossible("not_registered", "该人员尚未登记", "the worker is not registered")


def _fold_profile(state: WorkerState, standing: Standing) -> WorkerState:
    if state.identity is None:
        return state
    data = standing.data
    hidden = {
        member: standing.hidden(member)
        for member in ("name", "document", "person", "contact", "household")
        if getattr(data, member) is not None
    }
    plain = {
        member: getattr(data, member)
        for member in ("education", "degree")
        if getattr(data, member) is not None
    }
    return state._replace(identity=state.identity._replace(**hidden, **plain))


HANDLINGS: Final = (
    Handling(REGISTERED, _guard_registered, _fold_registered),
    Handling(PROFILE_CHANGED, _guard_profile, _fold_profile),
)
