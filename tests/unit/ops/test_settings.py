"""Settings come from code, the environment, a TOML file, in this order; a wrong one is named."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from ops.settings import Settings


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"LULI_{name.upper()}", raising=False)
    monkeypatch.delenv("LULI_SETTINGS", raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_any_it_serves_an_embedded_database_on_loopback() -> None:
    settings = Settings()
    assert (settings.database_url, settings.host, settings.port) == (None, "127.0.0.1", 8000)
    assert settings.keys_folder == settings.data / "keys"


def test_code_goes_before_the_environment_and_that_before_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "luli.toml").write_text('port = 1\nhost = "127.0.0.2"\norigin = "file"\n')
    monkeypatch.setenv("LULI_PORT", "2")
    monkeypatch.setenv("LULI_HOST", "127.0.0.3")

    settings = Settings(port=3)

    assert (settings.port, settings.host, settings.origin) == (3, "127.0.0.3", "file")


def test_the_file_may_be_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("port = 4\n")
    monkeypatch.setenv("LULI_SETTINGS", str(tmp_path / "other.toml"))
    assert Settings().port == 4


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "70000"), ("PORT", "x"), ("CIPHER", "rot13"), ("LOG_LEVEL", "loud")]
)
def test_a_wrong_value_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"LULI_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_an_unknown_setting_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "luli.toml").write_text("prot = 1\n")
    with pytest.raises(ValidationError, match="prot"):
        Settings()


def test_a_password_is_not_shown() -> None:
    settings = Settings(
        database_url="postgresql://luli_app:hidden@db/luli", owner_url="postgresql://o:hidden@db/luli"
    )
    assert "hidden" not in repr(settings)
