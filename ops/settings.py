"""What the operator sets: environment variables `LULI_*`, then a TOML file, then the defaults below.

The file is the one that `LULI_SETTINGS` names, else `luli.toml` in the current folder; its keys are the names here.
"""

import os
from pathlib import Path
from typing import Final, Literal

from pydantic import Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

FILE_VARIABLE: Final = "LULI_SETTINGS"
FILE: Final = "luli.toml"


class Settings(BaseSettings):
    """All settings of one installation. Raises pydantic's ValidationError, which names the setting."""

    model_config = SettingsConfigDict(
        env_prefix="LULI_", extra="forbid", frozen=True, hide_input_in_errors=True
    )

    data: Path = Field(
        default=Path("data"), description="folder of the embedded database, the keys and the logs"
    )
    database_url: str | None = Field(
        default=None,
        repr=False,
        description="a PostgreSQL 15 or later in place of the embedded one, as the application's role",
    )
    owner_url: str | None = Field(
        default=None,
        repr=False,
        description="the same database as the role that owns the tables, for migrations",
    )
    pooled: bool = Field(
        default=True, description="the database may stand behind PgBouncer: no prepared statements"
    )
    keys: Path | None = Field(
        default=None, description="folder of the four keys; `keys` in the data folder if left out"
    )
    origin: str | None = Field(default=None, description="name of the log, fixed at its first start for ever")
    cipher: Literal["aes", "sm4"] = Field(default="aes", description="how new hidden values are sealed")
    host: str = Field(default="127.0.0.1", description="address to serve on")
    port: int = Field(default=8000, ge=0, le=65535, description="port to serve on; 0 takes a free one")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="what is logged"
    )

    least_cell: int = Field(
        default=5, ge=3, le=1000, description="how many people share what an extract tells, at least"
    )

    public_statistics: bool = Field(
        default=False, description="counts of the end of last month are told to whoever asks"
    )

    @property
    def keys_folder(self) -> Path:
        """Where the keys are."""
        return self.keys or self.data / "keys"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the base class passes it by name
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the base class passes it by name
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What was given in code, then the environment, then the file."""
        file = TomlConfigSettingsSource(settings_cls, Path(os.environ.get(FILE_VARIABLE, FILE)))
        return init_settings, env_settings, file
