"""The certificate of who asks, from the one hop that is believed."""

from base64 import b64encode
from hashlib import sha256
from ipaddress import ip_network

import pytest

from app.config import Proxies
from app.core import certificates

PROXIES = Proxies((ip_network("10.0.0.0/24"), ip_network("2001:db8::1")))
SECRET = "s" * 32
DER = b"a certificate"
GOOD = f":{b64encode(DER).decode()}:"


@pytest.mark.parametrize(
    ("environ", "is_believed"),
    [
        ({"REMOTE_ADDR": "10.0.0.7"}, True),
        ({"REMOTE_ADDR": "2001:db8::1"}, True),
        ({"REMOTE_ADDR": "10.0.1.7"}, False),
        ({"REMOTE_ADDR": ""}, False),
        ({}, False),
        ({"REMOTE_ADDR": "192.0.2.1", "werkzeug.proxy_fix.orig": {"REMOTE_ADDR": "10.0.0.7"}}, True),
        ({"REMOTE_ADDR": "10.0.0.7", "werkzeug.proxy_fix.orig": {"REMOTE_ADDR": "192.0.2.1"}}, False),
    ],
)
def test_what_counts_is_who_is_at_the_other_end_of_the_connection(environ, is_believed):
    found = certificates.of(environ | {"HTTP_CLIENT_CERT": GOOD}, PROXIES)

    assert (found is not None) is is_believed


def test_without_a_proxy_to_believe_there_is_none():
    assert certificates.of({"REMOTE_ADDR": "10.0.0.7", "HTTP_CLIENT_CERT": GOOD}, Proxies()) is None


@pytest.mark.parametrize(
    ("behind", "is_believed"),
    [
        (f";secret={SECRET}", True),
        (f"; secret={SECRET}", True),
        ("", False),
        (";", False),
        (";secret=", False),
        (f";secret={SECRET[:-1]}", False),
        (f";secret={SECRET};", False),
        (";secret=\udcff", False),
    ],
)
def test_where_a_secret_is_agreed_nobody_else_makes_a_certificate_up(behind, is_believed):
    agreed = Proxies(PROXIES.networks, SECRET)

    found = certificates.of({"REMOTE_ADDR": "10.0.0.7", "HTTP_CLIENT_CERT": f"{GOOD}{behind}"}, agreed)

    assert (found is not None) is is_believed


def test_where_none_is_agreed_nothing_stands_behind_a_certificate():
    environ = {"REMOTE_ADDR": "10.0.0.7", "HTTP_CLIENT_CERT": f"{GOOD};secret={SECRET}"}

    assert certificates.of(environ, PROXIES) is None


def test_the_thumbprint_is_that_of_the_certificate_in_base64url():
    found = certificates.thumbprint(GOOD)

    assert len(found) == 43
    assert found == certificates.of_certificate(DER)
    assert b64encode(sha256(DER).digest()).decode().rstrip("=").replace("+", "-").replace("/", "_") == found


@pytest.mark.parametrize("header", ["", ":", "::", "YQ==", ":not base64!:", ":YQ", "YQ==:", f":{'A' * 20_000}:", "\udcff"])
def test_anything_else_is_no_certificate(header):
    assert certificates.thumbprint(header) is None
