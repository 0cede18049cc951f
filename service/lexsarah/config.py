"""Settings: read once by ``load_settings`` and passed down; nothing is read at import time.

Every setting is an environment variable ``LEXSARAH_<NAME>`` (docs/configuration.md lists them; a test compares).
"""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from lexsarah.errors import ConfigurationError

SYSTEM_HOME = Path("/var/lib/lexsarah")
"""Home under root: the database runs as an account of its own, which cannot enter root's own folders (FHS 3.0, 5.8)."""


def default_home() -> Path:
    """Return the platform's data folder for the user, or the system's under root."""
    if os.geteuid() == 0:
        return SYSTEM_HOME
    from platformdirs import user_data_path  # noqa: PLC0415  (--help stays light)

    return user_data_path("lexsarah", appauthor=False)


class Settings(BaseSettings):
    """What can be set, with unit and bounds."""

    model_config = SettingsConfigDict(env_prefix="LEXSARAH_", frozen=True, extra="ignore")

    home: Path = Field(default_factory=default_home, description="Folder of database, originals and secrets")
    database_url: SecretStr | None = Field(
        default=None, description="PostgreSQL server to use instead of the embedded one, as the app role"
    )
    database_owner_url: SecretStr | None = Field(
        default=None, description="The same server as the owner role; used by `lexsarah migrate` alone"
    )
    organisation: str = Field(
        default="Min organisation", min_length=1, max_length=200, description="Owner of what the command line ingests"
    )
    host: str = Field(default="127.0.0.1", description="Address that `serve` binds to")
    port: int = Field(default=8765, ge=0, le=65535, description="Port that `serve` binds to; 0: any free one")
    allowed_hosts: str = Field(
        default="", description="Host names that `serve` answers to besides its own address, separated by commas"
    )
    max_upload_mib: int = Field(default=50, ge=1, le=1024, description="Largest file that is read, in MiB")
    max_unpacked_mib: int = Field(default=200, ge=1, le=4096, description="Most that a container unpacks to, in MiB")
    max_pages: int = Field(default=2000, ge=1, le=100_000, description="Most pages of one document")
    read_seconds: int = Field(default=120, ge=1, le=3600, description="Longest time for reading one file, in seconds")
    read_memory_mib: int = Field(
        default=2048, ge=1024, le=65536, description="Most memory (address space) of the process that reads, in MiB"
    )
    ocr_pages: int = Field(
        default=200, ge=0, le=100_000, description="Most pages of one file that are read from their picture; 0: none"
    )
    ocr_seconds: int = Field(
        default=900, ge=1, le=86_400, description="Longest time for reading one file's pictures, in seconds"
    )
    encoder: Path | None = Field(
        default=None, description="Folder of an encoder (sentence-transformers, safetensors) instead of the shipped one"
    )
    encoder_threads: int = Field(
        default=0, ge=0, le=1024, description="Batches of passages that are encoded at once; 0: one a processor"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="Least level logged")


def load_settings() -> Settings:
    """Read the settings from the environment.

    Raises
    ------
    ConfigurationError
        Naming the variable and what is wrong with it.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "LEXSARAH_" + "_".join(str(part) for part in first["loc"]).upper()
        raise ConfigurationError(f"{name}: {first['msg']}") from None
    return settings.model_copy(update={"home": settings.home.expanduser().absolute()})


def demonstration_home(settings: Settings) -> Path:
    """Return the home of the demonstration, beside the real one."""
    return settings.home.with_name(settings.home.name + "-demo")
