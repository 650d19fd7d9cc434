"""Who does not know how long a body will be sends it in parts: it is read like any other, up to the same limit."""

import urllib3

from app.accounts import clients
from app.core.refusals import LARGEST_BODY

BATCH = "/api/v1/status:batch"


def send(address, body, headers):
    return urllib3.request("POST", address, body=iter(body), headers=headers, retries=False, timeout=20)


def test_forms_and_questions_in_parts_are_read(serve, look_into):
    with serve() as portal, look_into(portal) as session:
        clients.create(session, "in-parts", "In parts", ["aeo.status"], "a-secret-of-tests", by=None)
        session.commit()
        form = urllib3.make_headers(basic_auth="in-parts:a-secret-of-tests") | {
            "Content-Type": "application/x-www-form-urlencoded"
        }
        token = send(f"{portal.address}/oauth/token", [b"grant_type=client_", b"credentials"], form)
        assert token.status == 200, token.data
        headers = {"Authorization": f"Bearer {token.json()['access_token']}", "Content-Type": "application/json"}

        portal.follower.start()
        answers = [send(f"{portal.address}{BATCH}", [b'{"ids": ["ZZ404', b'"]}'], headers) for _ in range(5)]
        too_large = send(f"{portal.address}{BATCH}", [b" " * 1024] * (LARGEST_BODY // 1024 + 1), headers)

    assert [one.status for one in answers] == [200] * 5, answers[0].data
    assert too_large.status == 413
