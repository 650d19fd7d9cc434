"""A look-up node behind its proxy."""

from base64 import b64encode

import pytest
from werkzeug.test import Client

from app.config import Settings
from app.core.access import Access
from app.core.certificates import of_certificate
from app.core.windows import Budget
from app.lookup import alone
from app.lookup.anybody import Anybody
from app.usage.noted import Usage
from tests.lookup.records import record
from tests.lookup.test_app import KEY, SCOPES, STATUS, published, token

DER, PROXY = b"a certificate", {"REMOTE_ADDR": "10.9.9.9"}


@pytest.fixture
def node(writer, folder):
    with writer.transaction():
        writer.put(record("ZZ1", is_public=True))
        writer.put_client(Access("engine", SCOPES))
        writer.put_keys(published(KEY))
    configured = Settings(LOOKUP_PATH=folder, LOOKUP_STALE_AFTER=60, TRUSTED_PROXIES=1, CERTIFICATE_PROXIES="10.9.9.9")
    return Client(alone.node(configured, Usage()))


def test_a_token_bound_to_a_certificate_opens_it_with_that_one_alone(node):
    bound = token(certificate=of_certificate(DER))
    shown = {"Client-Cert": f":{b64encode(DER).decode()}:"}

    assert node.get(STATUS, headers=bound | shown, environ_base=PROXY).status_code == 200
    assert node.get(STATUS, headers=bound, environ_base=PROXY).status_code == 401
    assert node.get(STATUS, headers=bound | shown, environ_base={"REMOTE_ADDR": "10.8.8.8"}).status_code == 401


def test_where_a_secret_is_agreed_a_certificate_without_it_opens_nothing(node, folder):
    bound, shown = token(certificate=of_certificate(DER)), f":{b64encode(DER).decode()}:"
    configured = Settings(LOOKUP_PATH=folder, LOOKUP_STALE_AFTER=60, CERTIFICATE_PROXIES="10.9.9.9", CERTIFICATE_SECRET="s" * 32)
    careful = Client(alone.node(configured, Usage()))

    assert careful.get(STATUS, headers=bound | {"Client_Cert": shown}, environ_base=PROXY).status_code == 401
    assert (
        careful.get(STATUS, headers=bound | {"Client-Cert": f"{shown};secret={'s' * 32}"}, environ_base=PROXY).status_code == 200
    )


def test_visitors_behind_the_proxy_use_up_nothing_of_each_other(node):
    def ask(visitor):
        return node.get(STATUS, headers={"X-Forwarded-For": f"192.0.2.66, {visitor}"}, environ_base=PROXY).status_code

    first = [ask("192.0.2.1") for _ in range(61 * 2)]

    assert first[-1] == 429
    assert ask("192.0.2.2") == 200


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "192.0.2.1", "10.9.9.9"),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "192.0.2.66, 192.0.2.1", "192.0.2.1"),
        (2, "192.0.2.1, 10.0.0.1", "192.0.2.1"),
        (2, "192.0.2.1", "10.9.9.9"),
        (1, "", "10.9.9.9"),
    ],
)
def test_an_address_is_believed_as_far_as_proxies_of_ours_tell_it(proxies, told, address):
    assert Anybody(Budget(1), proxies).address(PROXY | {"HTTP_X_FORWARDED_FOR": told}) == address
