"""`GET /v1/workers/{id}`, history, evaluations and look-up: both times, masking, scope, erasure, and what is refused."""

from typing import Any

import pytest

from api.dependencies import Role
from domain.claims import Claim
from domain.ledger import Draft
from domain.values import EARLIEST
from domain.worker.life import person_key
from domain.worker.registration import Document
from tests.integration.api.queries.support import ELSEWHERE, FOREIGN, NOBODYS, WORKER, Served
from tests.ledgers import commended, erased, event
from tests.recorded import record
from tests.specification import (
    CITY,
    COUNTY,
    cited,
    corrected,
    fact,
    hired,
    registered,
    rescinded,
    seconded,
)


def test_a_worker_on_a_day(served: Served) -> None:
    response = served.client().get(f"/v1/workers/{WORKER}", params={"as_of": "2021-06-01"})
    assert response.status_code == 200
    body = response.json()
    assert body["as_of"] == "2021-06-01"
    size, root = served.ledger.size_and_root()
    assert body["known_at"] == {"position": size - 1, "size": size, "root": root.hex()}
    assert body["engagement"]["host"] == COUNTY
    assert body["secondment"]["host"] == CITY
    assert body["secondment"]["overdue"] is False
    assert body["grade"]["grade"] == "12"
    assert body["identity"]["name"] == "示例甲"
    assert body["identity"]["document"] == {"kind": "citizen_id", "number": "110105********002X"}
    assert (body["version"], response.headers["etag"]) == (9, '"9"')
    assert response.headers["luli-checkpoint"]
    assert "no-store" in response.headers["cache-control"]


def test_terms_that_ran_out_without_an_event_are_shown_as_overdue(served: Served) -> None:
    body = served.client().get(f"/v1/workers/{WORKER}", params={"as_of": "2023-03-01"}).json()
    assert body["contract"]["overdue"] is True
    assert body["secondment"]["overdue"] is True
    body = served.client().get(f"/v1/workers/{WORKER}", params={"as_of": "2023-02-28"}).json()
    assert body["contract"]["overdue"] is False


def test_current_honours_leave_revoked_ones_out(served: Served) -> None:
    client = served.client()
    before = client.get(f"/v1/workers/{WORKER}", params={"as_of": "2022-05-31"}).json()
    after = client.get(f"/v1/workers/{WORKER}", params={"as_of": "2022-06-01"}).json()
    assert [one["event_id"] for one in before["commendations"]] == [cited("honour")]
    assert after["commendations"] == []
    assert [one["revoked_on"] for one in after["revoked_commendations"]] == ["2022-06-01"]


@pytest.mark.parametrize("what", ["", "/history", "/evaluations"])
def test_the_same_question_gives_the_same_bytes_after_later_corrections(served: Served, what: str) -> None:
    client = served.client()
    position = served.ledger.size_and_root()[0] - 1
    instant = served.ledger.rows("SELECT clock_timestamp()")[0][0].isoformat()
    asked = {"as_of": "2021-06-01", "known_at": str(position)}
    at_instant = asked | {"known_at": instant}
    first = client.get(f"/v1/workers/{WORKER}{what}", params=asked)
    by_time = client.get(f"/v1/workers/{WORKER}{what}", params=at_instant)
    record(
        served.ledger,
        WORKER,
        corrected("hired", hired("2019-01-01")),
        rescinded("assessed"),
        corrected("seconded", seconded("2021-03-01", "2021-04-30")),
    )
    assert first.status_code == 200
    assert client.get(f"/v1/workers/{WORKER}{what}", params=asked).content == first.content
    assert (
        client.get(f"/v1/workers/{WORKER}{what}", params=at_instant).content
        == by_time.content
        == first.content
    )
    now = client.get(f"/v1/workers/{WORKER}{what}", params={"as_of": "2021-06-01"})
    assert now.content != first.content


def test_a_civil_date_stands_for_its_end_in_china(served: Served) -> None:
    response = served.client().get(f"/v1/workers/{WORKER}", params={"known_at": "2001-01-01"})
    assert response.status_code == 404, "nothing was known then"
    whole = served.client(Role.AUDITOR, None).get("/v1/organisations", params={"known_at": "2001-01-01"})
    assert whole.json()["known_at"]["size"] == 0
    assert "position" not in whole.json()["known_at"]
    assert whole.json()["organisations"] == []


def test_history_tells_what_stands_and_what_everything_says_now(served: Served) -> None:
    record(
        served.ledger,
        WORKER,
        corrected("hired", hired("2020-05-01"), label="moved"),
        rescinded("honour", label="gone"),
    )
    body = served.client().get(f"/v1/workers/{WORKER}/history", params={"as_of": "2020-04-01"}).json()
    by_id = {one["event_id"]: one for one in body["events"]}
    hiring = by_id[cited("hired")]
    assert hiring["effective_on"] == "2020-03-01"
    assert hiring["now"]["effective_on"] == "2020-05-01"
    assert (hiring["stands"], hiring["in_effect"], hiring["corrected_by"]) == (True, False, [cited("moved")])
    honour = by_id[cited("honour")]
    assert (honour["stands"], honour["rescinded_by"]) == (False, cited("gone"))
    assert [one["position"] for one in body["events"]] == sorted(one["position"] for one in body["events"])
    assert hiring["label"] == {"zh": "录用", "en": "hired"}


def test_history_marks_what_rests_on_sand(served: Served) -> None:
    promotion = {
        "event_id": cited("promoted"),
        "effective_on": "2022-03-01",
        "actor": "clerk",
        "evidence": [cited("assessed")],
        "data": {"ladder": "professional", "grade": "11"},
    }
    served.ledger.record(Draft((event("worker.promoted", WORKER, promotion),), {WORKER: 9}))
    client = served.client()
    evaluations = client.get(f"/v1/workers/{WORKER}/evaluations").json()["evaluations"]
    assert evaluations[0]["confirmed"] is True
    assert [one["event_id"] for one in evaluations[0]["cited_by"]] == [cited("promoted")]
    record(served.ledger, WORKER, rescinded("assessed"))
    history = client.get(f"/v1/workers/{WORKER}/history").json()["events"]
    questioned = {one["event_id"]: one["questioned"] for one in history if "questioned" in one}
    assert cited("assessed") in questioned[cited("promoted")]["why"]
    assert client.get(f"/v1/workers/{WORKER}/evaluations").json()["evaluations"] == []


def test_what_the_worker_made_of_an_assessment_is_shown_beside_it(served: Served) -> None:
    asked = {"assessment": cited("assessed")}
    record(
        served.ledger,
        WORKER,
        fact("worker.assessment_acknowledged", "2021-01-12", agrees=False, **asked),
        fact("worker.assessment_review_requested", "2021-01-15", "review", grounds="示例理由", **asked),
    )
    address = f"/v1/workers/{WORKER}/evaluations"
    found = served.client().get(address).json()["evaluations"][0]
    assert (found["unsettled"], found["cycle"]) == (True, None)
    assert [(one["on"], one["agrees"]) for one in found["acknowledgements"]] == [("2021-01-12", False)]
    assert [(one["event_id"], one["upheld"]) for one in found["reviews"]] == [(cited("review"), None)]
    decision = fact("worker.assessment_review_decided", "2021-02-01", review=cited("review"), upheld=True)
    record(served.ledger, WORKER, decision)
    assert served.client().get(address).json()["evaluations"][0]["unsettled"] is False
    early = served.client().get(address, params={"as_of": "2021-01-14"}).json()["evaluations"][0]
    assert early["reviews"] == []


def test_what_a_correction_says_is_opened_and_hidden_like_the_original(served: Served) -> None:
    renamed = registered(name="示例乙")
    record(served.ledger, WORKER, corrected("registered", renamed, label="renamed"))
    client = served.client()
    assert client.get(f"/v1/workers/{WORKER}").json()["identity"]["name"] == "示例乙"
    first, *_, last = client.get(f"/v1/workers/{WORKER}/history").json()["events"]
    assert (first["data"]["name"], first["now"]["data"]["name"]) == ("示例甲", "示例乙")
    assert last["data"]["data"]["document"]["number"] == "110105********002X"
    less = served.client(Role.INTEGRATOR).get(f"/v1/workers/{WORKER}/history").json()["events"]
    assert less[0]["now"]["data"]["person"] == {"hidden": True, "class": "person"}


def shown(served: Served, role: Role, **params: Any) -> Any:
    response = served.client(role).get(f"/v1/workers/{WORKER}", params={"as_of": "2021-06-01", **params})
    assert response.status_code == 200, response.text
    return response.json()["identity"]


def test_each_role_sees_the_classes_that_it_may(served: Served) -> None:
    assert shown(served, Role.INTEGRATOR)["name"] == "示例甲"
    assert shown(served, Role.INTEGRATOR)["document"] == {"hidden": True, "class": "document"}
    assert shown(served, Role.AUDITOR)["contact"] == {"hidden": True, "class": "contact"}
    assert shown(served, Role.CLERK)["contact"] == {"phone": "13800000000"}
    assert served.client(Role.ADMINISTRATOR).get(f"/v1/workers/{WORKER}").status_code == 403


def test_full_numbers_need_the_right_and_a_reason_and_are_logged(served: Served) -> None:
    full = shown(served, Role.CLERK, unmask=True, reason="核对社保")
    assert full["document"]["number"] == "11010519491231002X"
    assert served.looks() == [("clerk-1", f"GET /v1/workers/{WORKER}", "核对社保")]
    client = served.client(Role.INTEGRATOR)
    refused = client.get(f"/v1/workers/{WORKER}", params={"unmask": True, "reason": "x"})
    assert refused.status_code == 403
    unsaid = served.client(Role.CLERK).get(f"/v1/workers/{WORKER}", params={"unmask": True})
    assert (unsaid.status_code, unsaid.json()["faults"][0]["pointer"]) == (422, "/reason")
    assert len(served.looks()) == 1


@pytest.mark.parametrize("worker", [FOREIGN, NOBODYS, "worker-none", "organisation-1", "x" * 70])
@pytest.mark.parametrize("what", ["", "/history", "/evaluations"])
def test_what_one_may_not_see_does_not_exist(served: Served, worker: str, what: str) -> None:
    response = served.client().get(f"/v1/workers/{worker}{what}")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_the_host_of_a_secondment_sees_the_worker_while_it_lasts(served: Served) -> None:
    away = seconded("2022-07-01", "2022-12-31", "away", host=ELSEWHERE, full_time=False)
    back = fact("worker.secondment_ended", "2023-01-01", "back", secondment=cited("away"), reason_code="over")
    record(served.ledger, WORKER, away, back)
    host = served.client(scope=ELSEWHERE)
    seen = [
        host.get(f"/v1/workers/{WORKER}", params={"as_of": day}).status_code
        for day in ("2022-06-30", "2022-07-01", "2022-12-31", "2023-01-01")
    ]
    assert seen == [404, 200, 200, 404]
    history = host.get(f"/v1/workers/{WORKER}/history").json()["events"]
    assert [one["event_id"] for one in history] == [cited("away"), cited("back")]


def test_the_whole_ledger_sees_everyone(served: Served) -> None:
    client = served.client(Role.AUDITOR, None)
    for worker in (WORKER, FOREIGN, NOBODYS):
        assert client.get(f"/v1/workers/{worker}").status_code == 200


def test_an_erased_person_reads_as_erased_and_keeps_the_dates(served: Served) -> None:
    asked = {"as_of": "2021-06-01", "known_at": str(served.ledger.size_and_root()[0] - 1)}
    before = served.client().get(f"/v1/workers/{WORKER}", params=asked).json()
    served.ledger.record(Draft((erased(WORKER),), {WORKER: 9}))
    served.ledger.destroy_subject(WORKER, [served.runner.purge])
    after = served.client().get(f"/v1/workers/{WORKER}", params=asked).json()
    assert after["identity"]["name"] == {"erased": True}
    assert after["identity"]["document"] == {"erased": True}
    assert {**after, "identity": None} == {**before, "identity": None}
    history = served.client().get(f"/v1/workers/{WORKER}/history", params=asked)
    assert history.json()["events"][0]["data"]["name"] == {"erased": True}


@pytest.mark.parametrize(
    ("params", "pointer"),
    [
        ({"as_of": "2021-02-30"}, "/as_of"),
        ({"as_of": "20210201"}, "/as_of"),
        ({"as_of": "1800-01-01"}, "/as_of"),
        ({"known_at": "2199-01-01"}, "/known_at"),
        ({"known_at": "2199-01-01T00:00:00Z"}, "/known_at"),
        ({"known_at": "2020-01-01T00:00:00"}, "/known_at"),
        ({"known_at": "9999"}, "/known_at"),
        ({"known_at": "-1"}, "/known_at"),
        ({"known_at": "yesterday"}, "/known_at"),
        ({"as_off": "2021-01-01"}, "/query/as_off"),
        ({"known_at": "1" * 41}, "/query/known_at"),
    ],
)
def test_bad_times_are_told_clearly(served: Served, params: dict[str, str], pointer: str) -> None:
    response = served.client().get(f"/v1/workers/{WORKER}", params=params)
    assert response.status_code == 422
    fault = response.json()["faults"][0]
    assert fault["pointer"] == pointer
    assert fault["zh"]
    assert fault["en"]


def test_a_person_is_found_by_document_if_they_may_be_known(served: Served) -> None:
    for worker, kind, number in (
        (WORKER, "citizen_id", "11010519491231002X"),
        (FOREIGN, "passport", "E12345678"),
    ):
        key = person_key(Document(kind=kind, number=number), served.ledger)
        assert key is not None
        version = served.ledger.versions([worker])[worker]
        served.ledger.record(
            Draft(
                (commended(worker),), {worker: version}, (Claim(key, worker, EARLIEST),), frozenset({worker})
            )
        )
    client = served.client()
    found = client.post(
        "/v1/workers/lookup", json={"document": {"kind": "citizen_id", "number": "11010519491231002X"}}
    )
    assert found.json() == {"worker_id": WORKER, "version": 10}
    hidden = client.post("/v1/workers/lookup", json={"document": {"kind": "passport", "number": "E12345678"}})
    assert hidden.status_code == 404
    wrong = client.post(
        "/v1/workers/lookup", json={"document": {"kind": "citizen_id", "number": "110105194912310021"}}
    )
    assert wrong.status_code == 422
    assert "110105194912310021" not in wrong.text
    assert [what for _, what, _ in served.looks()] == ["POST /v1/workers/lookup"] * 2


def test_conduct_and_pay_are_shown_as_far_as_the_reader_may_see_them(served: Served) -> None:
    record(
        served.ledger,
        WORKER,
        fact("worker.concurrent_post_taken", "2021-05-01", office="chair", union=COUNTY, full_time=False),
        fact("worker.public_role_taken", "2021-05-01", role="14"),
        fact(
            "worker.sanctioned",
            "2021-05-01",
            sanction={"kind": "warning", "grounds": "示例事由"},
            document_number="1",
        ),
        fact("worker.politically_reviewed", "2021-05-01", review={"result": "qualified"}, reviewer="r_1"),
        fact("worker.pay_determined", "2021-05-01", pay={"parts": [{"code": "base", "amount": "4200.00"}]}),
    )
    path = f"/v1/workers/{WORKER}"
    seen = served.client(Role.APPROVER).get(path).json()
    assert [one["kind"] for one in seen["concurrent_posts"]] == ["chair"]
    assert [(one["kind"], one["level"]) for one in seen["public_roles"]] == [("14", "county")]
    assert seen["sanctions"][0]["content"] == {"kind": "warning", "grounds": "示例事由"}
    assert seen["political_reviews"][0]["result"] == {"result": "qualified"}
    assert seen["pay"][0]["amounts"]["parts"] == [{"code": "base", "amount": "4200.00"}]
    by_clerk = served.client(Role.CLERK).get(path).json()
    assert by_clerk["sanctions"][0]["content"] == {"hidden": True, "class": "sanction"}
    assert by_clerk["political_reviews"][0]["result"] == {"hidden": True, "class": "political_review"}
    by_integrator = served.client(Role.INTEGRATOR).get(path).json()
    assert by_integrator["pay"][0]["amounts"] == {"hidden": True, "class": "pay"}


def test_a_contract_that_a_union_office_lengthens_is_not_overdue(served: Served) -> None:
    office: dict[str, Any] = {
        "office": "chair",
        "union": COUNTY,
        "full_time": False,
        "until": "2024-06-30",
    }
    record(served.ledger, WORKER, fact("worker.concurrent_post_taken", "2022-05-01", **office))
    path = f"/v1/workers/{WORKER}"
    body = served.client().get(path, params={"as_of": "2024-06-30"}).json()
    assert (body["contract"]["until"], body["contract"]["runs_until"]) == ("2023-02-28", "2024-06-30")
    assert body["contract"]["overdue"] is False
    assert served.client().get(path, params={"as_of": "2024-07-01"}).json()["contract"]["overdue"] is True
