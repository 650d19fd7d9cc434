"""What other origins' pages may read, and that no answer to a system hangs on a cookie."""

import pytest

STATUS = "/api/v1/operators/ZZ404/status"


@pytest.mark.parametrize(
    "path", [STATUS, "/.well-known/jwks.json", "/.well-known/aeo-configuration", "/openapi.json", "/api/nothing"]
)
def test_no_answer_varies_with_a_cookie(client, path):
    assert "Cookie" not in client.get(path).headers.get("Vary", "")


def test_a_page_of_another_origin_may_ask_what_anybody_may_and_how(client):
    answer = client.options(STATUS, headers={"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"})

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]
    assert "Authorization" not in answer.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("path", ["/oauth/token", "/api/v1/status:batch", "/api/v1/operators/ZZ404/risk"])
def test_what_asks_for_a_token_is_not_for_pages(client, path):
    answer = client.options(path, headers={"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"})

    assert "Access-Control-Allow-Origin" not in answer.headers


def test_an_answer_to_a_token_is_not_for_pages(client, token):
    assert "Access-Control-Allow-Origin" not in client.get(STATUS, headers=token).headers
