"""What each address does, declared beside its view: the document for other systems is made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel

from app.accounts.clients import Scope
from app.api.schemas import CheckAnswer, HealthAnswer
from app.register.parameters import SCHEMES
from app.register.standing import Coverage
from app.risk.parameters import MODES, ROLES

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Parameter:
    """A part of the address. One that is not described is read all the same, to be refused by name."""

    name: str
    place: str
    description: str
    example: str
    values: tuple[str, ...] = ()
    is_required: bool = False
    format: str = ""
    least: int = 0
    most: int | None = None
    pattern: str = ""
    is_described: bool = True

    @property
    def schema(self) -> dict[str, object]:
        """With `most` it is a whole number."""
        if self.most is not None:
            return {"type": "integer", "minimum": self.least, "maximum": self.most}
        said = {"enum": list(self.values), "format": self.format, "pattern": self.pattern}
        return {"type": "string"} | {name: value for name, value in said.items() if value}


KEY = r"^[A-Za-z0-9._~:+/=-]{1,255}$"
TIN = Parameter("tin", "path", "Trader number (TIN). Spaces, hyphens and lower case do not matter.", "ZZ1000000001")
SCHEME = Parameter(
    "scheme",
    "query",
    "What the number in the address is one of; TIN, EORI and VAT numbers look alike. Another than tin needs a token.",
    "lei",
    SCHEMES,
)
FOR = Parameter("for", "query", "What must be valid for the status to be valid.", "any", tuple(Coverage))
AS_OF = Parameter(
    "as_of",
    "query",
    "The moment asked about, now without it. Of a coming one, what is known already is told, as long as the answer of now holds.",
    "2026-10-01T08:00:00Z",
)
KNOWN_AT = Parameter(
    "known_at",
    "query",
    "What was known at this moment counts, and nothing learnt later. now (without it) or then, the moment of as_of.",
    "then",
)
RECEIPT = Parameter("receipt", "path", "The member receipt of the answer.", "AVMBk7pQJ7y2yw5mYb0aKGcABi1nq0XoAAYtZ6tF6A")
IF_NONE_MATCH = Parameter(
    "If-None-Match", "header", "The ETag of the answer you have: 304 if it still holds.", '"9c1f4a0b7d2e8356a1b0c9d8e7f60514"'
)
ROLE = Parameter(
    "role",
    "query",
    "The role in the shipment: one not covered, or suspended by itself, gives no credit.",
    "freight_forwarder",
    ROLES,
)
SITE = Parameter("site", "query", "The UN/LOCODE of the site: one not covered, or suspended by itself, gives no credit.", "ZZEXA")
MODE = Parameter("mode", "query", "The mode of transport: one not covered gives no credit.", "sea", MODES)
IDEMPOTENCY_KEY = Parameter(
    "Idempotency-Key",
    "header",
    "A name of yours for this request, as a UUID: sent again within 24 hours it gets the first answer and does nothing twice.",
    "8e03978e-40d5-43dd-bc93-6894a57f9324",
    is_required=True,
    pattern=KEY,
)
CODE = Parameter("code", "path", "The code on the certificate. Spaces, hyphens and lower case do not matter.", "7Q4K2M9DXT3P")


@dataclass(frozen=True)
class Operation:
    """One address and method.

    `status` is that of success; 204 has no body. `failing` is what 503 answers in place of a problem; `has_page`: HTML,
    unless JSON is asked for; `files`: what the file may be that is sent in place of JSON.
    """

    summary: str
    description: str
    answers: tuple[type[BaseModel], ...] = ()
    status: int = 200
    problems: tuple[str, ...] = ()
    scopes: tuple[Scope, ...] = ()
    is_public: bool = False
    basic: bool = False
    parameters: tuple[Parameter, ...] = ()
    body: type[BaseModel] | None = None
    form: type[BaseModel] | None = None
    failing: type[BaseModel] | None = None
    has_page: bool = False
    files: tuple[str, ...] = ()

    @property
    def schemas(self) -> list[type[BaseModel]]:
        return [*self.answers, *(one for one in (self.body, self.form, self.failing) if one)]

    @property
    def queries(self) -> list[str]:
        """The parameters after the question mark."""
        return [one.name for one in self.parameters if one.place == "query"]

    @property
    def is_conditional(self) -> bool:
        return IF_NONE_MATCH in self.parameters


OPERATIONS: dict[str, Operation] = {
    "public.show_certificate": Operation(
        "Check a certificate",
        "As JSON with Accept: application/json; browsers get a page. It never says why something is not valid.",
        answers=(CheckAnswer,),
        problems=("not-found", "rate-limited", "unavailable"),
        is_public=True,
        parameters=(CODE,),
        has_page=True,
    ),
    "health.live": Operation("Whether the process lives", "For supervisors.", answers=(HealthAnswer,), is_public=True),
    "health.ready": Operation(
        "Whether the portal can serve",
        "For load balancers: 503 while it cannot.",
        answers=(HealthAnswer,),
        is_public=True,
        failing=HealthAnswer,
    ),
}


def described(summary: str, description: str, **about: Any) -> Callable[[View], View]:
    """Declare what the view below does."""

    def declare(view: View) -> View:
        OPERATIONS[f"api.{view.__name__}"] = Operation(summary, description, **about)
        return view

    return declare
