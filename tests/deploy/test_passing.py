"""What passes a proxy passes whole: forms, cookies, long headers, files in parts, and answers that are waited for."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from hashlib import sha256
from time import monotonic

import pytest

from tests.deploy.caller import FORM, HOST
from tests.faults.visitor import TOKEN

KILOBYTE, MEGABYTE = 1024, 1024 * 1024


def cookie(answer):
    return answer.headers["Set-Cookie"].partition(";")[0]


def sign_in(outside, origin, *said):
    """The answer to a wrong password that was sent by the portal's own page, or by one of another origin."""
    page = outside.ask("/account/sign-in")
    field = TOKEN.search(page.body.decode())[1]
    from_there = [("Cookie", cookie(page)), ("Origin", origin), ("Referer", f"{origin}/account/sign-in")]
    body = f"csrf_token={field}&email=nobody@example.com&password=wrong".encode()
    return outside.ask("/account/sign-in", FORM, *from_there, *said, method="POST", body=body)


def test_a_form_is_taken_from_the_portal_alone(outside):
    """By its scheme, its name and its port, which the proxy tells."""
    assert sign_in(outside, f"https://{HOST}:{outside.port}").status == 200
    assert sign_in(outside, f"http://{HOST}:{outside.port}").status == 400
    assert sign_in(outside, "https://other.example").status == 400


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X_Forwarded_Host"])
def test_nobody_renames_the_portal(outside, name):
    assert sign_in(outside, "https://other.example", (name, "other.example")).status == 400


def test_cookies_are_for_tls_alone(outside):
    answer = outside.ask("/account/sign-in")

    assert cookie(answer).startswith("__Host-aeo=")
    assert "; Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"]


def test_a_redirect_leads_to_the_same_server(outside):
    answer = outside.ask("/officer/")

    assert answer.status == 302
    assert answer.headers["Location"].startswith(("/", f"https://{HOST}:{outside.port}/"))


def test_the_name_of_a_request_is_kept(outside):
    assert outside.ask("/healthz", ("X-Request-Id", "ours-1")).headers["X-Request-Id"] == "ours-1"


@pytest.mark.parametrize(("megabytes", "status"), [(105, 400), (115, 413)])
def test_how_much_is_too_much_the_portal_says_itself(outside, megabytes, status):
    """It takes 110 MB; what it says of this form is that nobody gave it."""
    file = f'Content-Disposition: form-data; name="file"; filename="file"\r\n\r\n{"x" * megabytes * MEGABYTE}'
    form = ("Content-Type", "multipart/form-data; boundary=cut")

    answer = outside.ask("/account/sign-in", form, method="POST", body=f"--cut\r\n{file}\r\n--cut--\r\n".encode())

    assert answer.status == status
    assert b"Partnership portal" in answer.body


def test_long_requests_are_understood(outside):
    long = "x" * 7 * KILOBYTE

    assert outside.ask(f"/healthz?{long}", ("X-Long", long), ("Cookie", f"other={long}")).status == 200


def test_long_answers_are_passed_on(outside):
    """Where somebody has to sign in, the answer says what was asked for."""
    answer = outside.ask(f"/officer/?q={'x' * 7 * KILOBYTE}")

    assert answer.status == 302


def test_a_snapshot_comes_whole_in_parts_and_not_twice(outside, portal, tin):
    token = outside.bearer()
    manifest = outside.ask("/api/v1/snapshots/latest", token).json
    file = manifest["files"][0]

    whole = outside.ask(file["href"], token)
    tag = whole.headers["ETag"]
    part = outside.ask(file["href"], token, ("Range", "bytes=10-19"), ("If-Range", tag))
    again = outside.ask(file["href"], token, ("If-None-Match", tag))
    packed = outside.ask(file["href"], token, ("Accept-Encoding", "gzip, br, zstd"))

    assert sha256(whole.body).hexdigest() == file["sha256"]
    assert tag.startswith('"')
    assert (part.status, part.body) == (206, whole.body[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole.body)}"
    assert (again.status, again.body) == (304, b"")
    assert (packed.body, packed.headers["ETag"]) == (whole.body, tag)


def test_who_waits_for_a_change_has_it_at_once(outside, publish, tin):
    token = outside.bearer()
    cursor = outside.ask("/api/v1/changes?limit=1000", token).json["cursor"]

    with ThreadPoolExecutor() as beside:
        waiting = beside.submit(outside.ask, f"/api/v1/changes?cursor={cursor}&wait=25", token)
        with pytest.raises(TimeoutError):
            waiting.result(1)
        tin, begun = publish(), monotonic()
        answer = waiting.result(30)

    assert {one["subject"] for one in answer.json["items"]} == {tin}
    assert monotonic() - begun < 5


def test_who_sends_slowly_takes_up_nobodys_time(outside):
    """Twice as many as the portal has threads, with a form as large as strangers may send one, and the last of it missing."""
    with ExitStack() as there:
        for _ in range(16):
            there.enter_context(outside.sending("/account/sign-in", FORM, announced=60_000, body=bytes(59_000)))
        begun = monotonic()
        answers = [outside.ask("/account/sign-in", FORM, method="POST", body=b"email=a") for _ in range(8)]

    assert {answer.status for answer in answers} == {400}  # it was read, and its token was missing
    assert monotonic() - begun < 30
