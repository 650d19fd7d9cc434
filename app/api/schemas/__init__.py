"""What is sent and answered, field by field with an example. A new field keeps the version, a renamed one makes the next."""

from __future__ import annotations

from app.api.schemas.batch import BatchAnswer, BatchResult, RiskBatchAnswer, RiskBatchResult
from app.api.schemas.changes import ChangedClient, ChangedOperator, ChangeEvent, ChangesAnswer, ChecksumAnswer
from app.api.schemas.check import CheckAnswer
from app.api.schemas.codes import CodeAnswer, CodesAnswer
from app.api.schemas.discovery import ConfigurationAnswer, KeysAnswer, StatusListsAnswer
from app.api.schemas.health import HealthAnswer, ProblemAnswer
from app.api.schemas.nodes import NodeAnswer
from app.api.schemas.operators import IdentifierAnswer, OperatorAnswer, SearchAnswer, SearchHit, SiteAnswer
from app.api.schemas.outcomes import OutcomesAnswer, OutcomesQuestion
from app.api.schemas.policies import PoliciesAnswer, PolicyAnswer, PolicyPeriod
from app.api.schemas.risk import RiskAnswer
from app.api.schemas.simulations import SimulationAnswer
from app.api.schemas.snapshots import SnapshotAnswer, SnapshotLine
from app.api.schemas.status import AuthorisationStatus, PublicAuthorisation, PublicStatusAnswer, StatusAnswer
from app.api.schemas.token import RevocationQuestion, TokenAnswer, TokenQuestion
from app.api.schemas.usage import UsageAnswer, UsageQuestion
from app.api.schemas.webhooks import (
    DeliveryAnswer,
    HeldAnswer,
    ReplayAnswer,
    ReplayQuestion,
    SecretAnswer,
    TestAnswer,
    WebhookAnswer,
    WebhookCreatedAnswer,
    WebhookDetailAnswer,
    WebhookQuestion,
    WebhooksAnswer,
)

__all__ = [
    "AuthorisationStatus",
    "BatchAnswer",
    "BatchResult",
    "ChangeEvent",
    "ChangedClient",
    "ChangedOperator",
    "ChangesAnswer",
    "CheckAnswer",
    "ChecksumAnswer",
    "CodeAnswer",
    "CodesAnswer",
    "ConfigurationAnswer",
    "DeliveryAnswer",
    "HealthAnswer",
    "HeldAnswer",
    "IdentifierAnswer",
    "KeysAnswer",
    "NodeAnswer",
    "OperatorAnswer",
    "OutcomesAnswer",
    "OutcomesQuestion",
    "PoliciesAnswer",
    "PolicyAnswer",
    "PolicyPeriod",
    "ProblemAnswer",
    "PublicAuthorisation",
    "PublicStatusAnswer",
    "ReplayAnswer",
    "ReplayQuestion",
    "RevocationQuestion",
    "RiskAnswer",
    "RiskBatchAnswer",
    "RiskBatchResult",
    "SearchAnswer",
    "SearchHit",
    "SecretAnswer",
    "SimulationAnswer",
    "SiteAnswer",
    "SnapshotAnswer",
    "SnapshotLine",
    "StatusAnswer",
    "StatusListsAnswer",
    "TestAnswer",
    "TokenAnswer",
    "TokenQuestion",
    "UsageAnswer",
    "UsageQuestion",
    "WebhookAnswer",
    "WebhookCreatedAnswer",
    "WebhookDetailAnswer",
    "WebhookQuestion",
    "WebhooksAnswer",
]
