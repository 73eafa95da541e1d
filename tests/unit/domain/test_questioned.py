"""What rests on sand is listed and keeps standing (two times, one timeline)."""

from typing import Any, Final

import pytest

from domain.rulebook.drafts import BookDraft, read_draft
from tests.memory import Desk, Said, beside, event_id, say
from tests.specification import CITY, COUNTY

HIDDEN_BIRTH: Final = {"birth_on": "1990-05-01", "sex": "2"}


def rule(rule_id: str, judges: str, require: str, strength: str = "must") -> dict[str, Any]:
    return {
        "id": rule_id,
        "strength": strength,
        "judges": [judges],
        "require": require,
        "clause": {"title": "示例文件"},
        "message": {"zh": "不符合规定", "en": "against the rule"},
        "satisfied_by": {"zh": "按规定办理", "en": "do as the rule says"},
    }


def book(sufficient: int = 1) -> BookDraft:
    """Hiring under 40; promotion one step up, resting on so many sufficient assessments."""
    grades = [{"code": code, "zh": code, "en": code} for code in ("13", "12", "11", "10")]
    results = [
        {"code": "good", "zh": "合格", "en": "good", "sufficient": True},
        {"code": "poor", "zh": "不合格", "en": "poor", "sufficient": False},
    ]
    return read_draft(
        {
            "jurisdiction": "CN",
            "title": "示例规则书",
            "document": f"示例〔2016〕{sufficient}号",
            "rules": [
                rule("hire.age", "worker.hired", "worker.age < 40"),
                rule("second.up", "worker.secondment_started", "event.host_level == 'city'"),
                rule("promotion.assessment", "worker.promoted", f"evidence.sufficient >= {sufficient}"),
                rule(
                    "promotion.one_step",
                    "worker.promoted",
                    "event.grade_rank == worker.grade_rank + 1",
                    "principle",
                ),
            ],
            "settings": {
                "ladders": {"professional": {"zh": "专业技术", "en": "professional", "steps": grades}},
                "assessment_schemes": {
                    "yearly": {"zh": "年度考核", "en": "yearly", "modes": ["direct_hire"], "grades": results}
                },
            },
        }
    )


def assessed(result: str = "good", year: int = 2022) -> Said:
    return say(
        "worker.assessed",
        f"{year + 1}-01-10",
        f"assessed {year}",
        kind="annual",
        scheme="yearly",
        period_from=f"{year}-01-01",
        period_to=f"{year}-12-31",
        grade=result,
        scores={"duties": "90", "learning": "90", "development": "90"},
        assessors=["assessor_1"],
        months_worked=12,
    )


def promoted(on: str, grade: str, *evidence: str) -> Said:
    said = say("worker.promoted", on, f"promoted {grade}", ladder="professional", grade=grade)
    return beside(said, evidence=evidence)


def commended(label: str, *evidence: str) -> Said:
    said = say(
        "worker.commended",
        "2024-05-01",
        label,
        level="city",
        title=label,
        issuer="示例市",
        document_number="1",
    )
    return beside(said, evidence=evidence)


def rescinded(*labels: str) -> list[Said]:
    return [
        say("event.rescinded", "2025-01-01", f"rescind {label}", target=str(event_id(label)))
        for label in labels
    ]


def corrected(label: str, to: Said) -> Said:
    return say(
        "event.corrected",
        "2025-01-01",
        f"correct {label}",
        target=str(event_id(label)),
        type=to.type,
        effective_on=to.on,
        data=dict(to.data),
    )


@pytest.fixture
def desk() -> Desk:
    """A worker who was promoted on the ground of a confirmed assessment."""
    desk = Desk((book(), "2016-12-05"))
    document = {"kind": "passport", "number": "E12345678"}
    desk.do(say("worker.registered", "2020-01-01", name="示例甲", document=document, person=HIDDEN_BIRTH))
    procedure = {"kind": "open_recruitment", "notice_number": "2020-1"}
    desk.do(
        say(
            "worker.hired",
            "2020-03-01",
            "hired",
            mode="direct_hire",
            legal_employer=COUNTY,
            host=COUNTY,
            procedure=procedure,
        )
    )
    desk.do(say("worker.grade_assigned", "2020-06-01", "assigned", ladder="professional", grade="13"))
    desk.do(assessed())
    confirmation = say(
        "worker.assessment_confirmed", "2023-02-01", "confirmed", assessment=str(event_id("assessed 2022"))
    )
    desk.do(confirmation, actor="approver")
    desk.do(promoted("2023-03-01", "12", "assessed 2022"))
    return desk


def why(desk: Desk) -> dict[str, set[str]]:
    """The reasons by the label of the event; only labels that the tests use."""
    labels = ("hired", "promoted 12", "promoted 11", "honour", "second honour", "correct promoted 12")
    known = {event_id(label): label for label in labels}
    return {known[one.event_id]: set(one.why) for one in desk.questioned()}


def test_nothing_is_questioned_while_nothing_changed(desk: Desk) -> None:
    desk.do(promoted("2024-03-01", "11", "assessed 2022"))
    assert desk.questioned() == []


def test_a_decision_is_questioned_when_its_evidence_is_rescinded(desk: Desk) -> None:
    desk.do(*rescinded("confirmed", "assessed 2022"))
    assert why(desk) == {"promoted 12": {str(event_id("assessed 2022")), "promotion.assessment"}}
    [doubt] = desk.questioned()
    assert desk.worker().find(doubt.event_id) is not None, "it keeps standing"
    assert doubt.position == next(e.position for e in desk.ledger.log if e.event_id == doubt.event_id)
    assert "promotion.assessment" in doubt.zh
    assert "no longer stands" in doubt.en


def test_a_decision_is_questioned_when_its_evidence_now_says_otherwise(desk: Desk) -> None:
    desk.do(corrected("assessed 2022", assessed("poor")))
    assert why(desk) == {"promoted 12": {"promotion.assessment"}}


def test_a_decision_is_questioned_when_the_confirmation_goes(desk: Desk) -> None:
    desk.do(*rescinded("confirmed"))
    assert why(desk) == {"promoted 12": {"promotion.assessment"}}


def test_what_was_restored_is_no_longer_questioned(desk: Desk) -> None:
    desk.do(*rescinded("confirmed"))
    desk.do(*rescinded("rescind confirmed"))
    assert desk.questioned() == []


def test_a_decision_that_was_mended_is_no_longer_questioned(desk: Desk) -> None:
    desk.do(corrected("assessed 2022", assessed("poor")))
    desk.do(*rescinded("correct assessed 2022"))
    assert desk.questioned() == []


def test_a_correction_is_judged_by_what_was_known_when_it_was_made(desk: Desk) -> None:
    desk.do(corrected("assessed 2022", assessed("good")))
    later = corrected("promoted 12", promoted("2023-04-01", "12"))
    desk.do(beside(later, evidence=("assessed 2022",)))
    assert desk.questioned() == []
    desk.do(*rescinded("confirmed"))
    assert why(desk) == {"promoted 12": {"promotion.assessment"}}


def test_what_rests_on_a_questioned_event_is_questioned_to_any_depth(desk: Desk) -> None:
    desk.do(commended("honour", "promoted 12"))
    desk.do(commended("second honour", "honour"))
    desk.do(*rescinded("confirmed"))
    assert why(desk) == {
        "promoted 12": {"promotion.assessment"},
        "honour": {str(event_id("promoted 12"))},
        "second honour": {str(event_id("honour"))},
    }


def test_a_later_step_is_questioned_when_an_earlier_one_is_rescinded(desk: Desk) -> None:
    desk.do(promoted("2024-03-01", "11", "assessed 2022"))
    desk.do(*rescinded("promoted 12"))
    assert why(desk) == {"promoted 11": {"promotion.one_step"}}


def test_an_exception_is_not_asked_again(desk: Desk) -> None:
    exception = {
        "rule": "promotion.one_step",
        "authority": "示例市总工会",
        "document": "示例〔2024〕1号",
        "reason": "示例",
    }
    desk.do(beside(promoted("2024-03-01", "10", "assessed 2022"), exceptions=[exception]))
    desk.do(*rescinded("promoted 12"))
    assert desk.questioned() == []


def test_a_breach_is_not_asked_again(desk: Desk) -> None:
    done = {"approver": "approver", "document": "示例〔2024〕2号"}
    desk.do(beside(promoted("2024-03-01", "11"), fact=done))
    desk.do(
        corrected("assigned", say("worker.grade_assigned", "2020-07-01", ladder="professional", grade="13"))
    )
    assert desk.questioned() == []


def test_the_book_that_judged_is_asked_as_it_was_known_then(desk: Desk) -> None:
    desk.enact(book(sufficient=2), "2016-12-05", "stricter")
    desk.do(
        corrected("assigned", say("worker.grade_assigned", "2020-07-01", ladder="professional", grade="13"))
    )
    assert desk.questioned() == []


def test_a_back_dated_fact_questions_what_came_later(desk: Desk) -> None:
    older = {"birth_on": "1970-05-01", "sex": "2"}
    desk.do(say("worker.profile_changed", "2020-02-01", "older", person=older))
    assert why(desk) == {"hired": {"hire.age"}}


def test_a_rule_whose_input_was_erased_questions_nothing(desk: Desk) -> None:
    older = {"birth_on": "1970-05-01", "sex": "2"}
    desk.do(say("worker.profile_changed", "2020-02-01", "older", person=older))
    desk.ledger.erased.add(desk.worker().stream_id)
    assert desk.questioned() == []


def test_events_of_one_command_were_judged_together(desk: Desk) -> None:
    """A promotion, then the earlier assessment that it rests on: recorded later, yet known when it was judged."""
    grown = beside(promoted("2024-03-01", "11"), evidence=(event_id("promoted 11", 1),))
    confirmation = say(
        "worker.assessment_confirmed", "2024-02-01", "", assessment=str(event_id("promoted 11", 1))
    )
    desk.do(grown, assessed(year=2023), confirmation)
    assert desk.questioned() == []
    desk.do(*rescinded("confirmed"))
    assert why(desk) == {"promoted 12": {"promotion.assessment"}}


def lowered_city() -> Said:
    """What the registration of the city union should have said: it is a county's."""
    data = {"name": "示例市总工会", "kind": "union", "level": "county", "division": "220600"}
    return corrected(CITY, say("organisation.registered", "2000-01-01", **data))


def seconded(on: str) -> Said:
    until = f"{on[:4]}-12-31"
    return say(
        "worker.secondment_started", on, "seconded", host=CITY, kind="secondment", direction="up", until=until
    )


def test_a_change_elsewhere_questions_nothing(desk: Desk) -> None:
    """Rules are asked again only where something earlier changed on the worker's own timeline."""
    desk.do(seconded("2024-06-01"))
    desk.do(lowered_city(), stream_id=CITY)
    assert desk.questioned() == []
    desk.do(say("worker.profile_changed", "2024-01-01", "later word", education="21"))
    assert {why for one in desk.questioned() for why in one.why} == {"second.up"}


def test_what_came_in_the_same_command_is_no_later_change(desk: Desk) -> None:
    desk.do(seconded("2024-06-01"), say("worker.profile_changed", "2024-01-01", "", education="21"))
    desk.do(lowered_city(), stream_id=CITY)
    assert desk.questioned() == []


def paid(type_name: str, on: str, base: str, *evidence: str) -> Said:
    said = say(type_name, on, f"{type_name} {on}", pay={"parts": [{"code": "base", "amount": base}]})
    return beside(said, evidence=evidence)


def test_a_rescinded_assessment_questions_the_promotion_and_the_rise_of_pay_that_follows_it(
    desk: Desk,
) -> None:
    """To the third depth: the rise cites the promotion and an assessment of its own, and a commendation the rise."""
    desk.do(assessed(year=2021))
    desk.do(paid("worker.pay_determined", "2020-06-01", "3800.00"))
    desk.do(paid("worker.pay_raised", "2023-03-01", "4200.00", "promoted 12", "assessed 2021"))
    desk.do(commended("honour", "worker.pay_raised 2023-03-01"))
    assert desk.questioned() == []
    desk.do(*rescinded("confirmed", "assessed 2022"))
    assert [(one.type, one.why) for one in desk.questioned()] == [
        ("worker.promoted", ("promotion.assessment", str(event_id("assessed 2022")))),
        ("worker.pay_raised", (str(event_id("promoted 12")),)),
        ("worker.commended", (str(event_id("worker.pay_raised 2023-03-01")),)),
    ]
