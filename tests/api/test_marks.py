"""Whatever text a system sends, it is looked at no longer than it may be long."""

from copy import deepcopy

import pytest

from tests.marks import MARKS, soon

OUTCOME = {"reference": "A", "operator": "ZZ1", "role": "importer", "lodged_at": "2026-11-05T10:00:00Z", "selection": "none"}
BODIES = {
    "/api/v1/status:batch": {"ids": ["ZZ1", {"scheme": "lei", "value": "x"}], "as_of": "", "known_at": "", "for": "any"},
    "/api/v1/risk:batch": {"ids": ["ZZ1"], "role": "importer", "site": "ZZEXA", "mode": "sea"},
    "/api/v1/outcomes": {"outcomes": [OUTCOME | {"site": "ZZEXA"}, OUTCOME | {"operator": {"scheme": "eori", "value": "x"}}]},
    "/api/v1/webhooks": {"url": "https://risk.example", "types": ["aeo.status.changed.v1"]},
}
FORMS = {"/oauth/token": "client_assertion", "/oauth/revoke": "token"}


def places(document, at=()):
    """Where a text stands."""
    inside = document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    return [at] if isinstance(document, str) else [found for key, one in inside for found in places(one, (*at, key))]


def with_marks(body, place):
    changed = deepcopy(body)
    inside = changed
    for key in place[:-1]:
        inside = inside[key]
    inside[place[-1]] = MARKS
    return changed


@pytest.mark.parametrize(("path", "body"), BODIES.items(), ids=BODIES)
def test_very_many_marks_in_any_text_of_a_body_are_answered_at_once(client, give, bearer, path, body):
    token = bearer(give("aeo.status", "aeo.risk", "aeo.webhook", "aeo.outcome")) | {"Idempotency-Key": "marks"}
    for place in places(body):
        with soon():
            answer = client.post(path, json=with_marks(body, place), headers=token)
        assert answer.status_code in (200, 400, 409, 422), (place, answer.json)


@pytest.mark.parametrize(("path", "field"), FORMS.items())
def test_very_many_marks_in_a_form_are_answered_at_once(client, path, field):
    with soon():
        assert client.post(path, data={field: MARKS}).status_code in (400, 401, 413)
