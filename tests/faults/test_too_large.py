"""More is sent than the portal takes in at all: the person reads so, and the server is none the worse."""

import pytest
import urllib3

from tests.chromium import chromium, window  # noqa: F401  a fixture
from tests.faults.visitor import signed_in

MEGABYTE = 1024 * 1024


def test_files_beyond_all_measure_are_refused_with_a_page(serve, look_into, chromium, tmp_path):  # noqa: F811
    with serve() as portal, look_into(portal) as session, window(chromium, portal.address) as page:
        token = session.make.signed_in(session.make.signatory(session.make.operator()))
        page.context.add_cookies([{"name": "aeo", "value": signed_in(token), "domain": "127.0.0.1", "path": "/"}])
        files = [tmp_path / f"Scan {number}.pdf" for number in range(3)]
        for file in files:
            with file.open("wb") as written:
                written.truncate(45 * MEGABYTE)
        page.goto("/operator/evidence")
        page.set_input_files("input[type=file]", files)

        with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
            page.get_by_role("main").locator("button[type=submit]").first.click()

        assert answer.value.status == 413
        assert "too large" in page.locator("main").inner_text()
        page.goto("/operator/evidence")
        assert page.locator("h1").inner_text() == "Evidence"


@pytest.mark.parametrize("path", ["/account/sign-in", "/oauth/token", "/api/v1/risk:batch"])
def test_who_sends_all_of_it_before_it_listens_reads_the_answer(serve, path):
    """As proxies do."""
    with serve() as portal:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}

        answer = urllib3.request("POST", f"{portal.address}{path}", body=bytes(115 * MEGABYTE), headers=kind, retries=False)

    assert answer.status in {401, 413}
