"""Who gets in, how the session is kept safe, and that strangers learn nothing but where to sign in."""

from collections.abc import Callable

import pytest

from api.dependencies import Principal, Role
from ops.access import Sessions
from tests.integration.api.pages.conftest import Browser
from tests.integration.api.queries.support import Served
from tests.specification import COUNTY

CODE_OF = Principal("clerk-1", Role.CLERK, COUNTY)


@pytest.mark.parametrize("path", ["/", "/roster?grade=12", "/workers/worker-1", "/nothing"])
def test_a_stranger_is_asked_to_sign_in_and_then_goes_on(
    stranger: Browser, sessions: Sessions, path: str
) -> None:
    turned_away = stranger.get(path)
    assert turned_away.status_code == 303
    door = turned_away.headers["location"]
    assert door.startswith("/sign-in")
    assert stranger.get(door).status_code == 200

    entered = stranger.get(f"{door}{'&' if '?' in door else '?'}code={sessions.code(CODE_OF)}")
    assert (entered.status_code, entered.headers["location"]) == (303, path)


def test_the_session_is_kept_where_no_script_and_no_other_site_reaches_it(
    stranger: Browser, sessions: Sessions
) -> None:
    cookie = stranger.get(f"/sign-in?code={sessions.code(CODE_OF)}").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "secure" not in cookie
    assert stranger.get("/roster").status_code == 200


def test_a_code_is_good_for_one_browser(stranger: Browser, sessions: Sessions) -> None:
    code = sessions.code(CODE_OF)
    assert stranger.get(f"/sign-in?code={code}").status_code == 303
    again = Browser(stranger.caller).get(f"/sign-in?code={code}")
    assert again.status_code == 403
    assert "已经用过，或已过期" in again.text
    assert "set-cookie" not in again.headers


def test_a_token_that_is_pasted_signs_in_and_a_wrong_one_says_what_to_check(
    stranger: Browser, served: Served
) -> None:
    token = served.client(Role.CLERK).headers["Authorization"].removeprefix("Bearer ")
    wrong = stranger.post("/sign-in", {"token": token[:-1], "next": "/roster"})
    assert wrong.status_code == 403
    assert "是否已到期或被撤销" in wrong.text
    assert token[:-1] not in wrong.text
    assert 'value="/roster"' in wrong.text

    right = stranger.post("/sign-in", {"token": f" {token} ", "next": "/roster"})
    assert (right.status_code, right.headers["location"]) == (303, "/roster")
    assert token not in str(stranger.cookies)


def test_signing_out_ends_the_session_at_once(signed_in: Callable[..., Browser]) -> None:
    browser = signed_in()
    session = dict(browser.cookies)
    out = browser.post("/sign-out", {"guard": browser.guard()})
    assert (out.status_code, out.headers["location"]) == (303, "/sign-in")
    browser.cookies = session
    assert browser.get("/roster").status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
    ],
)
def test_no_other_site_sends_a_form(signed_in: Callable[..., Browser], headers: dict[str, str]) -> None:
    browser = signed_in()
    assert browser.post("/sign-out", {"guard": browser.guard()}, headers).status_code == 403
    assert browser.get("/roster").status_code == 200


@pytest.mark.parametrize("guard", [{}, {"guard": ""}, {"guard": "0" * 32}])
def test_a_form_without_its_guard_does_nothing(
    signed_in: Callable[..., Browser], guard: dict[str, str]
) -> None:
    browser = signed_in()
    refused = browser.post("/sign-out", guard)
    assert refused.status_code == 403
    assert "表单已失效" in refused.text
    assert browser.get("/roster").status_code == 200


def test_a_bearer_token_opens_no_page_and_a_session_no_interface(
    served: Served, signed_in: Callable[..., Browser]
) -> None:
    assert served.client().get("/roster").status_code == 303
    assert signed_in().get("/v1/roster").status_code == 401


def test_every_page_forbids_scripts_and_is_kept_by_nobody(signed_in: Callable[..., Browser]) -> None:
    for path in ("/roster", "/sign-in", "/nothing"):
        headers = signed_in().get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'")
        assert "unsafe" not in policy
        assert "no-store" in headers["cache-control"]
        assert headers["referrer-policy"] == "same-origin"


def test_the_language_is_the_reader_s_choice(signed_in: Callable[..., Browser]) -> None:
    browser = signed_in()
    assert 'lang="zh-CN"' in browser.get("/roster").text
    assert 'lang="en"' in browser.get("/roster", {"accept-language": "en-GB,en;q=0.9"}).text

    chosen = browser.get("/language?to=en&next=/roster%3Fgrade%3D12")
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/roster?grade=12")
    assert 'lang="en"' in browser.get("/roster").text


def test_what_is_not_there_is_told_on_a_page(signed_in: Callable[..., Browser]) -> None:
    missing = signed_in().get("/nothing")
    assert missing.status_code == 404
    assert "没有这个地址" in missing.text
