"""Settings, read from the environment. Whatever is missing or wrong stops the start, each with a sentence."""

from __future__ import annotations

import re
import tomllib
from functools import cache, cached_property
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

Network = IPv4Network | IPv6Network


class Proxies(NamedTuple):
    """Whose header Client-Cert is believed: where they are, and what they say behind each certificate, if that was agreed."""

    networks: tuple[Network, ...] = ()
    secret: str = ""


HERE = Path(__file__).parent.parent
PRESETS = HERE / "app" / "programme" / "presets"
KEY = 'python3 -c "import secrets; print(secrets.token_urlsafe(48))" makes one.'
NEEDED = {
    "database_url": ("production", "Production needs its database: postgresql://user:password@host/database."),
    "secret_key": ("production", f"Production needs a key of its own: {KEY}"),
    "smtp_url": ("production", "Production needs a mail server: smtp+tls://user:password@host."),
    "lookup_portal": ("node", "A look-up node follows a portal: https://aeo.customs.example."),
    "lookup_client_id": ("node", "A look-up node is a system of the portal with the scope aeo.node."),
    "lookup_client_secret": ("node", "It was shown when the system was given access."),
}
SCHEMES = {
    "database_url": ("postgresql",),
    "migration_database_url": ("postgresql",),
    "base_url": ("http", "https"),
    "smtp_url": ("smtp", "smtp+tls", "smtps"),
    "lookup_portal": ("http", "https"),
}
THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


class SettingError(SystemExit):
    """The portal cannot start: what is missing or wrong, a line each."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n  ".join(["The portal cannot start. In the environment, or in the file .env:", *sentences]))


class Settings(BaseSettings):
    """Who says no mode means production, which asks for each secret by name; all other defaults are those of a demonstration.

    A look-up node that runs alone has neither database nor key: `python -m app.lookup.node` sets its mode.
    """

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    mode: Literal["demo", "test", "production", "node"] = Field("production", validation_alias="PORTAL_MODE")
    database_url: str = Field("", validation_alias="DATABASE_URL")
    migration_database_url: str = Field("", validation_alias="MIGRATION_DATABASE_URL")
    database_pool: int = Field(4, validation_alias="DATABASE_POOL")
    secret_key: str = Field("", validation_alias="SECRET_KEY")
    base_url: str = Field("http://127.0.0.1:8000", validation_alias="BASE_URL")
    storage_path: Path = Field(HERE / "var" / "documents", validation_alias="STORAGE_PATH")
    published_path: Path = Field(HERE / "var" / "published", validation_alias="PUBLISHED_PATH")
    status_list_suspensions: Literal["folded", "shown"] = Field("folded", validation_alias="STATUS_LIST_SUSPENSIONS")
    smtp_url: str = Field("", validation_alias="SMTP_URL")
    mail_from: str = Field("AEO portal <no-reply@customs.example>", validation_alias="MAIL_FROM")
    programme: str = Field("zz", validation_alias="PROGRAMME")
    trusted_proxies: int = Field(0, validation_alias="TRUSTED_PROXIES")
    certificate_proxies: str = Field("", validation_alias="CERTIFICATE_PROXIES")
    certificate_secret: str = Field("", validation_alias="CERTIFICATE_SECRET")
    lookup_path: Path = Field(HERE / "var" / "lookup", validation_alias="LOOKUP_PATH")
    lookup_stale_after: float = Field(5.0, validation_alias="LOOKUP_STALE_AFTER")
    lookup_portal: str = Field("", validation_alias="LOOKUP_PORTAL")
    lookup_client_id: str = Field("", validation_alias="LOOKUP_CLIENT_ID")
    lookup_client_secret: str = Field("", validation_alias="LOOKUP_CLIENT_SECRET")

    @property
    def is_demo(self) -> bool:
        return self.mode == "demo"

    @property
    def signing_key(self) -> str:
        """What cookies, links and tokens are signed with: nobody signs with a key that others know."""
        if not self.secret_key:
            raise SettingError(f"SECRET_KEY is not set. Cookies, links and tokens are signed with it: {KEY}")
        return self.secret_key

    @cached_property
    def certificates_from(self) -> Proxies:
        """The proxies whose header Client-Cert is believed; of everybody else it is worth nothing."""
        networks = tuple(ip_network(one.strip()) for one in self.certificate_proxies.split(",") if one.strip())
        return Proxies(networks, self.certificate_secret)

    @property
    def is_served_by_tls(self) -> bool:
        return self.base_url.startswith("https://")

    @field_validator(*NEEDED)
    @classmethod
    def complete(cls, value: str, known: ValidationInfo) -> str:
        """Production lacks nothing, and a node neither: their secrets have no default."""
        mode, sentence = NEEDED[known.field_name or ""]
        if not value and known.data.get("mode") == mode:
            raise ValueError(f"is not set. {sentence}")
        return value

    @field_validator(*SCHEMES)
    @classmethod
    def an_address(cls, value: str, known: ValidationInfo) -> str:
        allowed = SCHEMES[known.field_name or ""]
        if value and (urlsplit(value).scheme not in allowed or "://" not in value):
            raise ValueError(f"is no address of its kind. Begin it with {' or '.join(f'{one}://' for one in allowed)}.")
        return value

    @field_validator("secret_key")
    @classmethod
    def long_in_production(cls, value: str, known: ValidationInfo) -> str:
        if 0 < len(value) < 32 and in_production(known):
            raise ValueError("has fewer than 32 characters. Take a longer one: signatures are worth as much as it is.")
        return value

    @field_validator("base_url")
    @classmethod
    def by_tls_in_production(cls, value: str, known: ValidationInfo) -> str:
        if in_production(known) and not value.startswith("https://"):
            raise ValueError("does not begin with https://. Give the address at which the proxy answers by TLS.")
        return value

    @field_validator("base_url")
    @classmethod
    def without_a_stroke_at_its_end(cls, value: str) -> str:
        return value.rstrip("/")

    @field_validator("lookup_portal")
    @classmethod
    def by_tls_from_elsewhere(cls, value: str) -> str:
        """What a node is told it answers, and its secret goes there."""
        if value and urlsplit(value).scheme == "http" and urlsplit(value).hostname not in THIS_MACHINE:
            raise ValueError("does not begin with https://. Only a portal on this machine is followed without TLS.")
        return value

    @field_validator("lookup_stale_after", mode="before")
    @classmethod
    def some_seconds(cls, value: Any) -> Any:
        """The feed is asked three times in this time: shorter, and one slow answer would silence the look-up."""
        if not re.fullmatch(r"\d+(\.\d+)?", str(value)) or not 1 <= float(value) <= 60:
            raise ValueError(f"is {value!r}. Give seconds, from 1 to 60.")
        return value

    @field_validator("certificate_proxies")
    @classmethod
    def of_networks(cls, value: str) -> str:
        try:
            [ip_network(one.strip()) for one in value.split(",") if one.strip()]
        except ValueError:
            raise ValueError(f"is {value!r}. Give addresses or networks of proxies, like 10.0.0.2, 10.1.0.0/24.") from None
        return value

    @field_validator("certificate_secret")
    @classmethod
    def for_a_header(cls, value: str) -> str:
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{32,}", value):
            raise ValueError(f"is short, or has signs that a header does not take. {KEY}")
        return value

    @field_validator("database_pool", "trusted_proxies", mode="before")
    @classmethod
    def counted(cls, value: Any, known: ValidationInfo) -> Any:
        least = 1 if known.field_name == "database_pool" else 0
        if not str(value).isdecimal() or int(value) < least:
            raise ValueError(f"is {value!r}. Give a whole number from {least}.")
        return value


def in_production(known: ValidationInfo) -> bool:
    """The mode is read first."""
    return known.data.get("mode") == "production"


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingError(*map(said, error.errors())) from None


@cache
def preset(code: str) -> dict[str, Any]:
    """The rules of a country as they are written; `programme.rules` says what stands in them."""
    try:
        return tomllib.loads((PRESETS / f"{code}.toml").read_text("utf-8"))
    except FileNotFoundError:
        there = ", ".join(sorted(path.stem for path in PRESETS.glob("*.toml")))
        raise SettingError(f"PROGRAMME is {code!r}. There is no such preset; there are: {there}.") from None


def said(fault: Any) -> str:
    """Our own sentences say all; of the rest only a word can be wrong. A default is named by its field."""
    name = str(fault["loc"][0])
    if name in Settings.model_fields:
        name = str(Settings.model_fields[name].validation_alias)
    if fault["type"] == "value_error":
        return f"{name} {fault['ctx']['error']}"
    return f"{name} is {fault['input']!r}. It can be {fault['ctx']['expected']}."
