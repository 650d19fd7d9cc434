from io import BytesIO
from threading import Barrier, Semaphore, Thread

import pytest

from app.core import arriving
from app.core.arriving import Arriving, Body, Crowded


@pytest.fixture(autouse=True)
def no_patience(monkeypatch):
    monkeypatch.setattr(arriving, "PATIENCE", 0.01)


class Slow:
    """Arrives when all have met."""

    def __init__(self, meeting):
        self.meeting = meeting

    def read(self, size):
        self.meeting.wait(10)
        return b""


def test_what_has_arrived_is_read_as_it_is():
    sent = Body(BytesIO(b"one\ntwo\nthree"), Semaphore(1))

    assert (sent.read(2), sent.readline(), list(sent), sent.read()) == (b"on", b"e\n", [b"two\n", b"three"], b"")


def test_beyond_the_places_nobody_waits_for_a_body_and_it_is_at_its_end():
    meeting, places = Barrier(2), Semaphore(1)
    reader = Thread(target=Body(Slow(meeting), places).read)
    reader.start()
    while places.acquire(blocking=False):
        places.release()
    late = Body(BytesIO(b"late"), places)

    with pytest.raises(Crowded) as refused:
        late.read()
    assert (refused.value.problem.status, refused.value.headers) == (503, {"Retry-After": "5"})
    assert late.read() == b""

    meeting.wait(10)
    reader.join()
    assert Body(BytesIO(b"next"), places).read() == b"next"


def echo(environ, start):
    return [environ["wsgi.input"].read()]


def test_a_question_without_a_body_takes_no_place():
    assert Arriving(echo, places=0)({"REQUEST_METHOD": "GET", "wsgi.input": BytesIO(b"")}, None) == [b""]


@pytest.mark.parametrize("announced", [{"CONTENT_LENGTH": "1"}, {"HTTP_TRANSFER_ENCODING": "chunked"}, {}])
def test_whatever_may_have_a_body_needs_one_however_it_announces_it(announced):
    with pytest.raises(Crowded):
        Arriving(echo, places=0)({"REQUEST_METHOD": "POST", "wsgi.input": BytesIO(b"x")} | announced, None)
