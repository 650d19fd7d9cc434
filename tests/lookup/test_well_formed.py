"""Before the portal and before a node: what neither could read is refused before it is read."""

import pytest
from werkzeug.test import Client

from app.lookup.well_formed import LONGEST_ACCEPT, WellFormed
from tests.marks import soon

HOSTS = ["localhost", "aeo.customs.example", "aeo.customs.example.:8443", "10.0.0.1:80", "[::1]:8000", "my_portal", "a" * 63]
NO_HOSTS = ["..", "a..b", ".a", "a" * 64, "a." * 140, "", "a b", "a/b", "a@b", "a:b", "[::1", "ä"]


@pytest.fixture
def asked(app):
    return Client(WellFormed(app))


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_is_answered(asked, host):
    assert asked.get("/account/sign-in", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", NO_HOSTS)
@pytest.mark.parametrize("header", ["HTTP_HOST", "HTTP_X_FORWARDED_HOST"])
def test_what_is_no_host_is_refused(asked, host, header):
    answer = asked.get("/account/sign-in", environ_overrides={"HTTP_HOST": "localhost", header: host})

    if host or header == "HTTP_HOST":
        assert (answer.status_code, answer.json["detail"]) == (400, "The header Host names no host.")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/statuslists/1", "/v/7Q4K2M9DXT3P", "/api/v1/codes/status", "/api/v1/operators/ZZ1/status"])
@pytest.mark.parametrize("blank", ["\t", " "])
def test_very_many_blanks_in_accept_are_refused_at_once(asked, path, blank):
    with soon():
        answer = asked.get(path, headers={"Accept": f"x{blank * 31_000}x"})

    assert (answer.status_code, answer.json["type"]) == (406, "/problems/not-acceptable")


def test_what_browsers_accept_is_answered(asked):
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"

    assert asked.get("/", headers={"Accept": accept}).status_code == 200
    assert asked.get("/", headers={"Accept": ",".join(["*/*"] * (LONGEST_ACCEPT // 4))}).status_code == 200


BLANKS = ["x{}x", "a/b;{}x", "a/b; a{}=1", '"{}', "a={};b", "Basic {}x", "bytes={}1-2"]
OTHERS = ["Content-Type", "Cookie", "If-None-Match", "If-Match", "If-Range", "If-Modified-Since", "Range", "Authorization"]
OTHERS += ["Accept-Language", "Accept-Encoding", "Cache-Control", "X-Forwarded-For", "Origin", "Referer", "X-Request-Id"]


@pytest.mark.parametrize("header", OTHERS)
def test_very_many_blanks_in_any_other_header_cost_nothing(asked, header):
    for pattern in BLANKS:
        for path, method in (("/statuslists/1", "GET"), ("/oauth/token", "POST"), ("/account/sign-in", "POST")):
            with soon():
                asked.open(path, method=method, headers={header: pattern.format("\t" * 31_000)})


def test_no_address_redirects_to_the_host_that_was_asked_for(app, asked):
    answer = asked.get("/register//x", headers={"Host": "evil.example"})

    assert (answer.status_code, answer.location) == (404, None)
    assert [one.rule for one in app.url_map.iter_rules() if (one.rule.endswith("/") and one.rule != "/") or one.redirect_to] == []
