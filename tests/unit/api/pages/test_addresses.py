"""Which addresses are pages, and that nobody is led from here to another site."""

import pytest

from api.pages.addresses import address, is_open_page, is_page, own_address


@pytest.mark.parametrize("path", ["/", "/roster", "/workers/worker-1", "/sign-in", "/nothing", "/v1beta"])
def test_a_page_is_met_as_a_page(path: str) -> None:
    assert is_page(path)


@pytest.mark.parametrize("path", ["/v1", "/v1/roster", "/livez", "/readyz", "/metrics", "/openapi.json"])
def test_what_programs_call_is_not(path: str) -> None:
    assert not is_page(path)
    assert not is_open_page(path)


@pytest.mark.parametrize("wanted", ["/roster?as_of=2024-06-30&grade=%E4%B8%80", "/workers/worker-1", "/"])
def test_one_goes_on_to_the_page_that_was_wanted(wanted: str) -> None:
    assert own_address(wanted) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "https://elsewhere.example/roster",
        "//elsewhere.example/roster",
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "javascript:alert(1)",
        "roster",
        "/roster\r\nSet-Cookie: a=b",
        "/v1/roster",
        "/sign-in?next=/sign-in",
    ],
)
def test_anything_else_leads_to_the_first_page(wanted: str) -> None:
    assert own_address(wanted) == "/"


def test_parameters_without_a_value_are_left_out() -> None:
    assert address("/roster", as_of="2024-06-30", grade=None, mode="") == "/roster?as_of=2024-06-30"
    assert address("/roster", as_of=None) == "/roster"
