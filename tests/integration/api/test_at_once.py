"""Many commands at once: whoever loses a race is judged again on what is then there, and told which rule refused."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from httpx import Response

from ops.cli.verify import ClaimsOf
from tests.integration.api.served import Served, assert_problem, command, hiring, person
from tests.ledgers import KEYS
from tests.soundness import assert_ledger_sound


def at_once(sends: Sequence[Callable[[], Response]]) -> list[Response]:
    """Send from a thread each, let go together."""
    barrier = Barrier(len(sends))

    def go(send: Callable[[], Response]) -> Response:
        barrier.wait()
        return send()

    with ThreadPoolExecutor(len(sends)) as threads:
        return list(threads.map(go, sends))


def outcomes(answers: Sequence[Response]) -> list[int]:
    return sorted(answer.status_code for answer in answers)


def test_two_hires_into_one_seat(api: Served) -> None:
    city = api.union("示例市")
    post = api.seats(city, 1)
    workers = [api.worker(number) for number in range(1, 5)]
    before = api.size
    body = command(hiring(city, post=post), "2023-04-01")
    api.token("clerk")

    answers = at_once([lambda w=w: api.post(f"/v1/workers/{w}/hirings", body) for w in workers])  # type: ignore[misc]

    assert outcomes(answers) == [201, 422, 422, 422]
    for answer in answers:
        if answer.status_code == 422:
            assert assert_problem(answer, 422, "refused")["rule"] == "impossible.seat_taken"
    assert api.size == before + 1


def adjustment(seats: int, on: str = "2023-01-01") -> dict[str, object]:
    return command({"seats": seats, "approval_number": "示例编〔2023〕1号"}, on)


def test_a_seat_taken_away_while_it_is_taken(api: Served) -> None:
    """Two seats, one of them held: of another hiring and the adjustment to one seat, one comes too late."""
    city = api.union("示例市")
    post = api.seats(city, 2)
    api.hired(city, 1, post=post)
    second = api.worker(2)
    hire = command(hiring(city, post=post), "2023-04-01")
    api.token("clerk")
    api.token("administrator")

    answers = at_once(
        [
            lambda: api.post(f"/v1/workers/{second}/hirings", hire),
            lambda: api.post(f"/v1/posts/{post}/adjustments", adjustment(1), role="administrator"),
        ]
    )

    assert outcomes(answers) == [201, 422]
    refused = next(answer for answer in answers if answer.status_code == 422)
    rule = assert_problem(refused, 422, "refused")["rule"]
    assert rule == ("impossible.seat_taken" if refused is answers[0] else "impossible.seats_occupied")
    assert_ledger_sound(api.ledger, KEYS, ClaimsOf())


def test_a_post_abolished_while_it_is_filled(api: Served) -> None:
    city = api.union("示例市")
    post = api.seats(city)
    worker = api.worker()
    hire = command(hiring(city, post=post), "2023-04-01")
    api.token("clerk")
    api.token("administrator")

    answers = at_once(
        [
            lambda: api.post(f"/v1/workers/{worker}/hirings", hire),
            lambda: api.post(f"/v1/posts/{post}/abolitions", command({}, "2023-03-01"), role="administrator"),
        ]
    )

    assert outcomes(answers) == [201, 422]


def test_an_added_seat_is_taken_once(api: Served) -> None:
    city = api.union("示例市")
    post = api.seats(city)
    api.hired(city, 1, post=post)
    workers = [api.worker(number) for number in range(2, 6)]
    body = command(hiring(city, post=post), "2023-04-01")
    added = api.post(f"/v1/posts/{post}/adjustments", adjustment(2), role="administrator")
    assert added.status_code == 201, added.text

    answers = at_once([lambda w=w: api.post(f"/v1/workers/{w}/hirings", body) for w in workers])  # type: ignore[misc]

    assert outcomes(answers) == [201, 422, 422, 422]
    assert_ledger_sound(api.ledger, KEYS, ClaimsOf())


@pytest.mark.requirement("R14", shows="refusal")
def test_the_same_person_registered_twice(api: Served) -> None:
    body = {"registration": command(person())}
    api.token("clerk")

    answers = at_once([lambda: api.post("/v1/workers", body)] * 4)

    assert outcomes(answers) == [201, 422, 422, 422]
    refused = next(answer for answer in answers if answer.status_code == 422)
    assert assert_problem(refused, 422, "refused")["rule"] == "impossible.person_known"
    assert api.size == 1


def test_one_command_sent_many_times_under_one_key_is_recorded_once(api: Served) -> None:
    body = {"registration": command(person())}
    api.token("clerk")

    answers = at_once([lambda: api.post("/v1/workers", body, key="row-1")] * 8)

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert api.size == 1


def test_commands_on_one_worker_keep_their_turn_and_none_is_contended(api: Served) -> None:
    city = api.union("示例市")
    worker = api.hired(city)
    api.token("clerk")

    def commend(number: int) -> Response:
        said = {
            "level": "city",
            "title": f"示例表彰{number}",
            "issuer": "示例市",
            "document_number": str(number),
        }
        return api.post(f"/v1/workers/{worker}/commendations", command(said, "2024-02-01"))

    answers = at_once([lambda n=n: commend(n) for n in range(16)])  # type: ignore[misc]

    assert outcomes(answers) == [201] * 16
    versions = sorted(answer.json()["receipts"][0]["stream_version"] for answer in answers)
    assert versions == list(range(3, 19))


def test_of_commands_that_expect_one_version_one_is_recorded(api: Served) -> None:
    city = api.union("示例市")
    worker = api.hired(city)
    api.token("clerk")
    said = {"level": "city", "title": "示例表彰", "issuer": "示例市", "document_number": "1"}
    body = command(said, "2024-02-01")

    answers = at_once([lambda: api.post(f"/v1/workers/{worker}/commendations", body, if_match='"2"')] * 4)

    assert outcomes(answers) == [201, 412, 412, 412]


def test_an_organisation_and_a_hiring_into_it_that_came_too_early(api: Served) -> None:
    """What was refused for a stale look at an organisation is judged again once it is there."""
    city = api.union("示例市")
    county = api.union("示例县", parent=city)
    worker = api.worker()
    api.post(
        f"/v1/organisations/{county}/dissolutions",
        command({"reason_code": "merged"}, "2022-01-01"),
        role="administrator",
    )

    answer = api.post(f"/v1/workers/{worker}/hirings", command(hiring(county), "2023-04-01"))

    assert_problem(answer, 422, "refused")


def test_many_registrations_at_once_are_all_recorded(api: Served) -> None:
    api.token("clerk")

    answers = at_once(
        [lambda n=n: api.post("/v1/workers", {"registration": command(person(n))}) for n in range(1, 33)]  # type: ignore[misc]
    )

    assert outcomes(answers) == [201] * 32
    assert sorted(answer.json()["receipts"][0]["position"] for answer in answers) == list(range(32))


def test_an_event_for_an_erased_person(api: Served) -> None:
    city = api.union("示例市")
    worker = api.hired(city)
    api.erase(worker)
    before = api.size
    said = {"level": "city", "title": "示例表彰", "issuer": "示例市", "document_number": "1"}

    answer = api.post(f"/v1/workers/{worker}/commendations", command(said, "2024-02-01"))

    assert_problem(answer, 409, "subject-erased")
    assert api.size == before


def test_the_key_of_a_command_about_an_erased_person_is_never_judged_again(api: Served) -> None:
    key, body = str(uuid4()), {"registration": command(person())}
    worker = api.opened("/v1/workers", body, key=key)
    api.erase(worker)
    before = api.size

    assert_problem(api.post("/v1/workers", body, key=key), 409, "idempotency-conflict")
    assert api.size == before


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_problem_is_told_in_the_language_that_is_asked_for(api: Served, language: str) -> None:
    document = api.post("/v1/workers", b"{", language=language).json()

    assert document["detail"] == document[language]["detail"]
    assert document["title"] == document[language]["title"]
