"""Webhooks of a system."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypeAliasType

from app.api.schemas.response_model import Moment, ResponseModel
from app.webhooks.states import State
from app.webhooks.types import NEEDS
from app.webhooks.words import DeliveryState, Held, StoppedBy

Url = Annotated[str, Field(max_length=2000, json_schema_extra={"format": "uri"}, examples=["https://risk.example/hooks/aeo"])]
EventType = Annotated[str, Field(json_schema_extra={"enum": list(NEEDS)}, examples=["aeo.status.changed.v1"])]
WebhookState = TypeAliasType(
    "WebhookState", Annotated[str, Field(json_schema_extra={"enum": list(State)}, examples=[State.ACTIVE])]
)
Id = Annotated[UUID, Field(examples=["6f1c2a8e-3b7d-4e57-9d51-0c6f5f0e8a11"])]
Secret = Annotated[
    str,
    Field(
        description="Shown only here. With it you check the signatures.",
        examples=["whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD8A8wYzB0bHM="],
    ),
]


class WebhookQuestion(BaseModel):
    """A new webhook."""

    model_config = ConfigDict(extra="forbid")

    url: Url
    types: list[EventType] = Field(min_length=1, description="What to be told. Changes of the modifier need aeo.risk.")


class ReplayQuestion(BaseModel):
    """From where on everything is told again."""

    model_config = ConfigDict(extra="forbid")

    cursor: str = Field(description="A cursor of the feed.", examples=["kY3m0pXKc1Zk2mVhd2…"])


class DeliveryAnswer(ResponseModel):
    """One message, and what became of it."""

    id: Id = Field(description="The webhook-id it is sent with: the id of the change in the feed.")
    type: str = Field(examples=["aeo.status.changed.v1"])
    tin: str | None = Field(examples=["ZZ1000000001"])
    state: DeliveryState
    tries: int = Field(examples=[1])
    next_try_at: Moment | None
    last_error: str | None = Field(examples=["Answered 503"])


class HeldAnswer(ResponseModel):
    """Customs has stopped it. The state stands beside: it goes on in it once customs lets it."""

    extent: Held = Field(description="Your webhooks to this server, or all of yours.")
    since: Moment
    reason: str | None = Field(examples=["The receiver hands messages on to others"])


class WebhookAnswer(ResponseModel):
    """A webhook, and how it stands."""

    id: Id
    url: Url
    types: list[EventType]
    state: WebhookState
    stopped_by: StoppedBy | None = Field(description="Why nothing is sent, where that is so.")
    held: HeldAnswer | None
    created_at: Moment
    two_secrets_until: Moment | None = Field(description="Until then messages are signed with the secret before, too.")
    failures: int = Field(description="In a row. From five on only single messages try the receiver.", examples=[0])
    last_success_at: Moment | None
    last_failure_at: Moment | None
    last_error: str | None = Field(examples=["Answered 503"])
    next_try_at: Moment | None = Field(description="Before then nothing is sent: the receiver asked for it, or keeps failing.")
    due: int = Field(description="Messages to be sent.", examples=[0])


class WebhooksAnswer(ResponseModel):
    """The webhooks of the system."""

    webhooks: list[WebhookAnswer]


class WebhookDetailAnswer(WebhookAnswer):
    """A webhook with its latest messages."""

    latest: list[DeliveryAnswer] = Field(description="The 20 latest, the newest first.")


class WebhookCreatedAnswer(WebhookAnswer):
    """A new webhook, with its secret."""

    secret: Secret


class SecretAnswer(ResponseModel):
    """A new secret. Until then messages are signed with the one before, too."""

    secret: Secret
    two_secrets_until: Moment


class TestAnswer(ResponseModel):
    """A message about no operator is on its way."""

    __test__ = False  # no test of pytest

    id: Id
    type: Literal["aeo.webhook.test.v1"]


class ReplayAnswer(ResponseModel):
    """So many messages are on their way again."""

    messages: int = Field(examples=[12])
