"""Everything an administrator can set: the environment (`DOSSIERPOORT_…`) over a file over the defaults.

The file is TOML with the names below, in lower case: the one that `DOSSIERPOORT_CONFIG` names, or else
`/etc/dossierpoort.toml` where there is one.
"""

import base64
import os
import re
import tomllib
from pathlib import Path

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

PREFIX = "DOSSIERPOORT_"
FILE = Path("/etc/dossierpoort.toml")


class SettingsFileError(ValueError):
    """The settings file is not there, may not be read, or is no TOML; the text says which."""


class Settings(BaseSettings):
    """Without any setting the service keeps all that it has in `data`: database, files, and its own Redis.

    Sizes are bytes, times seconds. Raises SettingsFileError, or pydantic's ValidationError (see `mistakes`).
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, hide_input_in_errors=True)

    data: Path = Path("data")
    database_url: str | None = None
    redis_url: str | None = None
    files_url: str | None = Field(default=None, description="bucket for files and pictures: s3://… or s3+https://…")
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = Field(default=1, ge=1, description="workers for dossiers that somebody waits for")
    bulk_workers: int = Field(default=1, ge=0, description="workers for reading many dossiers again; they give way")

    max_request_size: int = 250_000_000
    max_files: int = 100
    rate_limit: int = Field(default=1800, ge=1, description="requests a minute of one key or person")
    sign_in_limit: int = Field(default=30, ge=1, description="attempts a minute to get in, from one address")

    lease: float = Field(default=30, description="a run whose worker gives no sign of life for so long is given away")
    max_attempts: int = Field(default=5, ge=1, description="attempts before a run is given up")
    retry_delay: float = Field(default=5, description="wait before the second attempt; doubles with every further one")
    job_timeout: int = Field(default=1800, description="longest time one attempt may take")
    reconcile_interval: float = 2
    patience: float = Field(default=10, description="how long a run may be on its way from the queue to its worker")

    public_url: str | None = Field(default=None, description="where people find the service, such as https://poort.nl")
    contact_email: str = Field(default="beheer@dossierpoort.example", description="whom users of the API may write to")
    session_idle: float = Field(default=3600, description="somebody who does nothing for so long is signed out")
    session_longest: float = Field(default=12 * 3600, description="and after so long everybody is")
    file_keys: str = Field(
        default="", repr=False, description="keys of 32 bytes in base64, by comma; files are sealed with the first"
    )
    retention_days: int = Field(default=365, ge=1, description="dossiers go so long after their last document came in")
    oidc_issuer: str | None = Field(default=None, description="OpenID provider at which people may sign in: https://…")
    oidc_client_id: str = ""
    oidc_client_secret: str = Field(default="", repr=False)
    oidc_name: str = Field(default="uw organisatie", description="what people call it, after 'Inloggen met'")

    folder_delay: float = Field(default=30, description="a watched folder is taken when nothing changed for so long")
    folder_profile: str | None = Field(default=None, description="profile of what is put into a folder without saying")

    smtp_url: str | None = Field(default=None, description="smtp:// smtps:// or smtp+starttls://; else into data/mail")
    mail_from: str = "dossierpoort@localhost"
    webhooks_to_private_addresses: bool = False

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the library's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - idem
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What the caller says, then the environment, then the file."""
        file = settings_file()
        if file is None:
            return init_settings, env_settings
        try:
            file.open().close()  # the source below passes over a file that is not there
            return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, file)
        except OSError as error:
            raise SettingsFileError(f"{file}: {error.strerror}") from error
        except tomllib.TOMLDecodeError as error:
            raise SettingsFileError(f"{file}: {error}") from error

    @field_validator("file_keys")
    @classmethod
    def _are_keys(cls, value: str) -> str:
        for key in filter(None, value.split(",")):
            if len(base64.b64decode(key, validate=True)) != 32:
                raise ValueError("a key has 32 bytes: openssl rand -base64 32")
        return value

    @property
    def sealing_keys(self) -> list[bytes]:
        """The keys with which files are sealed (the first) and opened (all)."""
        return [base64.b64decode(key) for key in self.file_keys.split(",") if key]

    @property
    def database(self) -> str:
        """SQLAlchemy address of the database; PostgreSQL is spoken to by psycopg 3."""
        if self.database_url:
            return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", self.database_url)
        return f"sqlite:///{self.data.resolve() / 'dossierpoort.db'}"

    @property
    def redis_socket(self) -> Path:
        """Socket of the embedded Redis."""
        return self.data.resolve() / "redis" / "redis.sock"

    @property
    def redis(self) -> str:
        """Address of the queue's Redis."""
        return self.redis_url or f"unix://{self.redis_socket}"

    @property
    def files(self) -> Path:
        """Folder of the content-addressed files."""
        return self.data.resolve() / "files"

    @property
    def cutouts(self) -> Path:
        """Folder of the pictures of places on which findings rest."""
        return self.data.resolve() / "cutouts"

    @property
    def scratch(self) -> Path:
        """Folder of what workers need for as long as they read a dossier."""
        return self.data.resolve() / "scratch"

    def environment(self) -> dict[str, str]:
        """The same settings as environment variables, for the processes that the service starts."""
        values = self.model_copy(update={"data": self.data.resolve()}).model_dump(exclude_none=True)
        return {f"{PREFIX}{name}".upper(): str(value) for name, value in values.items()}


def settings_file() -> Path | None:
    """The file that settings are read from, if any; one that is named must be there."""
    named = os.environ.get(f"{PREFIX}CONFIG")
    if named:
        return Path(named)
    return FILE if FILE.exists() else None


def mistakes(error: ValueError) -> list[str]:
    """What is wrong with which setting, without its value: that may be a secret. Empty for errors of another kind."""
    if isinstance(error, ValidationError) and error.title == Settings.__name__:
        return [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors(include_url=False)]
    return [str(error)] if isinstance(error, SettingsFileError) else []
