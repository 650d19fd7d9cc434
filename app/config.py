"""Settings, read from the environment. A missing or wrong one stops the start with one clear line."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

HERE = Path(__file__).parent.parent


class SettingError(SystemExit):
    """The portal cannot start: a setting is missing or wrong."""


class Settings(BaseSettings):
    """Defaults are those of a demonstration; production asks for each secret by name."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    mode: Literal["demo", "test", "production"] = Field("demo", validation_alias="PORTAL_MODE")
    database_url: str = Field("", validation_alias="DATABASE_URL")
    migration_database_url: str = Field("", validation_alias="MIGRATION_DATABASE_URL")
    database_pool: int = Field(4, validation_alias="DATABASE_POOL")
    secret_key: str = Field("", validation_alias="SECRET_KEY")
    base_url: str = Field("http://127.0.0.1:8000", validation_alias="BASE_URL")
    storage_path: Path = Field(HERE / "var" / "documents", validation_alias="STORAGE_PATH")
    smtp_url: str = Field("", validation_alias="SMTP_URL")
    mail_from: str = Field("AEO portal <no-reply@customs.example>", validation_alias="MAIL_FROM")
    programme: str = Field("zz", validation_alias="PROGRAMME")
    trusted_proxies: int = Field(0, validation_alias="TRUSTED_PROXIES")

    @property
    def is_demo(self) -> bool:
        return self.mode == "demo"

    @property
    def signing_key(self) -> str:
        """What cookies and links are signed with; production has one of its own."""
        return self.secret_key or "only-for-a-demonstration-or-a-test"

    @property
    def is_served_by_tls(self) -> bool:
        return self.base_url.startswith("https://")

    @model_validator(mode="after")
    def complete_in_production(self) -> Self:
        """Production lacks nothing: its secrets have no default."""
        needed = {"DATABASE_URL": self.database_url, "SECRET_KEY": self.secret_key, "SMTP_URL": self.smtp_url}
        missing = [name for name, value in needed.items() if not value]
        if self.mode == "production" and missing:
            raise ValueError(f"PORTAL_MODE is production, but {', '.join(missing)} is not set")
        if self.mode == "production" and len(self.secret_key) < 32:
            raise ValueError("SECRET_KEY has fewer than 32 characters")
        if self.mode == "production" and not self.is_served_by_tls:
            raise ValueError("BASE_URL does not start with https://")
        return self


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingError(f"Settings: {'.'.join(str(part) for part in first['loc'])} {first['msg']}") from None
