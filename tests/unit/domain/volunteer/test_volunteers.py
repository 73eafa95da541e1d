"""Activists and volunteers: a team until they end or are hired, one number a person, erased like any data subject."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid5

import pytest
from pydantic import TypeAdapter

from domain.erasing import record_erasure
from domain.errors import NotFound, Refused, SubjectErased
from domain.hidden import Erased, Sealed, reveal
from domain.ledger import Receipt
from domain.reading import Reading
from domain.record import Approval, Basis
from domain.volunteer.state import VolunteerState
from ops.cli.verify import ClaimsOf
from tests.memory import Desk, Said, say
from tests.specification import CITY, COUNTY, SPACE, WORKER, organisation_id

VOLUNTEER = f"volunteer-{uuid5(SPACE, 'volunteer')}"
OTHER = f"volunteer-{uuid5(SPACE, 'other volunteer')}"


def joined(on: str = "2021-06-01", label: str = "joined", **changes: Any) -> Said:
    data = {"kind": "volunteer", "name": "示例志愿者", "organisation": COUNTY, **changes}
    return say("volunteer.registered", on, label, **data)


def ended(on: str = "2022-06-01", label: str = "ended") -> Said:
    return say("volunteer.ended", on, label, reason_code="moved_away")


def led(on: str, lead: str | None = WORKER, label: str = "led") -> Said:
    return say("volunteer.lead_set", on, label, **({"lead": lead} if lead else {}))


def hired(on: str = "2022-03-01", label: str = "became", worker: str = WORKER) -> Said:
    return say("volunteer.hired", on, label, worker=worker)


class Team(Desk):
    """A desk with a worker whom the county union hired on 1 March 2022."""

    def __init__(self) -> None:
        super().__init__()
        person = {
            "name": "示例甲",
            "document": {"kind": "passport", "number": "E00000001"},
            "person": {"birth_on": "1990-05-01", "sex": "2"},
        }
        hiring = {
            "mode": "direct_hire",
            "legal_employer": COUNTY,
            "host": COUNTY,
            "procedure": {"kind": "open_recruitment"},
        }
        self.do(
            say("worker.registered", "2020-01-01", "registered", **person),
            say("worker.hired", "2022-03-01", "hired", **hiring),
        )

    def given(self, *commands: Said, of: str = VOLUNTEER) -> "Team":
        for command in commands:
            self.do(command, stream_id=of)
        return self

    def refused(self, rule: str, *commands: Said, of: str = VOLUNTEER) -> None:
        with pytest.raises(Refused) as told:
            self.do(*commands, stream_id=of)
        refusal = told.value.refusals[0]
        assert refusal.rule == f"impossible.{rule}"
        assert refusal.zh
        assert refusal.en

    def state(self, on: str, of: str = VOLUNTEER) -> VolunteerState:
        found = Reading(self.ledger, self.shelf).volunteer(of).as_of(date.fromisoformat(on))
        assert found is not None
        return found

    def erase(self, subject: str = VOLUNTEER, label: str = "erased") -> Sequence[Receipt]:
        return record_erasure(
            self.ledger,
            self.shelf,
            subject,
            ground="consent_withdrawn",
            effective_on=date(2023, 1, 1),
            basis=Basis(number="示例〔2023〕1号"),
            approvals=(Approval(principal="approver", office="办公室", at=datetime(2023, 1, 1, tzinfo=UTC)),),
            principal="operator",
            first_event_id=uuid5(SPACE, label),
            authorise=lambda *_: None,
        )


@pytest.mark.requirement("R67")
def test_someone_belongs_to_a_team_until_the_day_before_they_end() -> None:
    team = Team().given(joined(), ended())
    state = team.state("2022-06-01")
    days = ("2021-05-31", "2021-06-01", "2022-05-31", "2022-06-01")
    assert [state.serving(date.fromisoformat(day)) for day in days] == [False, True, True, False]
    assert team.state("2022-05-31").ended_on is None


@pytest.mark.requirement("R68")
def test_someone_who_is_hired_is_linked_to_the_worker_and_no_volunteer_any_more() -> None:
    state = Team().given(joined(), hired()).state("2022-03-01")
    assert (state.worker, state.hired_on) == (WORKER, date(2022, 3, 1))
    assert not state.serving(date(2022, 3, 1))


def test_someone_may_be_hired_on_the_day_of_the_registration() -> None:
    assert Team().given(joined("2022-03-01"), hired()).state("2022-03-01").worker == WORKER


def test_the_name_and_the_number_are_sealed_under_the_volunteers_own_key() -> None:
    team = Team().given(joined(national_id="220600000001"))
    state = team.state("2022-01-01")
    assert isinstance(state.name, Sealed)
    assert state.name.token.subject == VOLUNTEER
    assert isinstance(state.national_id, Sealed)
    assert reveal(team.ledger, state.name, TypeAdapter(str)) == "示例志愿者"


@pytest.mark.parametrize(
    ("rule", "before", "command"),
    [
        ("volunteer_registered", (joined(),), joined(label="again")),
        ("organisation_unknown", (), joined(organisation=organisation_id("nobody"))),
        ("worker_not_engaged", (), joined(lead=WORKER)),
        ("worker_not_engaged", (joined(),), led("2022-02-28")),
        ("ended_before_start", (joined("2022-04-01"),), led("2022-03-31")),
        ("lead_set_already", (joined(),), led("2022-03-01", None)),
        ("lead_set_already", (joined("2022-03-01", lead=WORKER),), led("2022-03-02")),
        ("volunteer_over", (joined(), ended()), led("2022-07-01")),
        ("ended_before_start", (joined(),), ended("2021-06-01")),
        ("ended_before_start", (joined(),), hired("2021-05-31")),
        ("volunteer_over", (joined(), ended()), ended(label="again")),
        ("volunteer_over", (joined(), ended("2022-02-01")), hired()),
        ("volunteer_over", (joined(), hired()), ended()),
        ("worker_not_engaged", (joined(),), hired("2022-02-28")),
        ("worker_not_engaged", (joined(),), hired(worker=f"worker-{'0' * 36}")),
        ("engaged_before", (joined("2022-04-01"),), hired("2022-05-01")),
    ],
)
def test_what_cannot_be(rule: str, before: tuple[Said, ...], command: Said) -> None:
    Team().given(*before).refused(rule, command)


def test_a_lead_is_engaged_on_the_day() -> None:
    assert Team().given(joined("2022-03-01", lead=WORKER)).state("2022-03-01").lead == WORKER


@pytest.mark.requirement("R67")
def test_a_lead_is_the_one_of_the_day() -> None:
    team = Team().given(joined(), led("2022-03-10"), led("2022-05-01", None, "alone"))
    days = ("2022-03-09", "2022-03-10", "2022-04-30", "2022-05-01")
    assert [team.state(day).lead for day in days] == [None, WORKER, WORKER, None]
    team.given(say("event.rescinded", "2022-06-01", "undone", target=str(uuid5(SPACE, "alone"))))
    assert team.state("2022-05-01").lead == WORKER


def test_a_number_is_in_one_record_at_a_time() -> None:
    team = Team().given(joined(national_id="220600000001"), ended())
    twice = joined("2022-05-31", "elsewhere", national_id="220600000001", organisation=CITY)
    team.refused("volunteer_known", twice, of=OTHER)
    after = joined("2022-06-01", "after", national_id="220600000001", organisation=CITY)
    team.given(after, of=OTHER)
    target = str(uuid5(SPACE, "ended"))
    team.refused("volunteer_known", say("event.rescinded", "2022-07-01", "undone", target=target))
    rebuilt = ClaimsOf()
    for stream in (VOLUNTEER, OTHER):
        assert list(rebuilt(stream, team.ledger.events(stream), team.ledger)) == list(
            team.ledger.held_by(stream)
        )


def test_an_erased_volunteer_reads_as_erased_and_nothing_more_is_recorded() -> None:
    team = Team().given(joined(national_id="220600000001"))
    team.erase()
    team.ledger.erased.add(VOLUNTEER)
    state = team.state("2023-01-01")
    assert state.erased_on == date(2023, 1, 1)
    assert isinstance(reveal(team.ledger, state.name, TypeAdapter(str)), Erased)
    with pytest.raises(SubjectErased):
        team.given(ended("2023-02-01"))
    with pytest.raises(SubjectErased):
        team.erase(label="erased again")
    assert ClaimsOf()(VOLUNTEER, team.ledger.events(VOLUNTEER), team.ledger) == ()


def test_what_is_no_person_cannot_be_erased() -> None:
    team = Team()
    for nobody in (COUNTY, OTHER):
        with pytest.raises(NotFound):
            team.erase(nobody)
