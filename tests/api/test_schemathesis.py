"""What the description allows, and much that it does not, is sent to every address: each answer is one that it promises."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from app.accounts.clients import Scope
from app.core.windows import IDS
from tests.api.test_document import SNAPSHOT

EXAMPLES = 15
SCHEMA = schemathesis.openapi.from_path(SNAPSHOT)
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]
KEPT = settings(
    max_examples=EXAMPLES, derandomize=True, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def ask(app, give, bearer):
    """`ask(operation, mode)` sends much of this mode, as a system that may ask everything."""
    headers = bearer(give(*Scope))

    def asked(operation, mode):
        @KEPT
        @given(case=operation.as_strategy(generation_mode=mode))
        def send(case):
            IDS._used.clear()
            case.call_and_validate(headers=headers, app=app)

        send()

    return asked


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_what_is_allowed_is_answered_as_promised(operation, ask):
    ask(operation, GenerationMode.POSITIVE)


@pytest.mark.parametrize("operation", [one for one in OPERATIONS if one.query or one.body], ids=lambda one: one.label)
def test_what_is_not_allowed_is_refused_as_promised(operation, ask):
    ask(operation, GenerationMode.NEGATIVE)
