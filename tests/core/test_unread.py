"""Whatever is answered, what was being sent is read to its end."""

from io import BytesIO

import pytest

from app.core.unread import AT_MOST, PIECE, read_rest


def left(length, **environ):
    sent = BytesIO(bytes(length))
    read_rest({"wsgi.input": sent, "wsgi.input_terminated": True} | environ)
    return length - sent.tell()


def test_what_was_announced_is_read_to_its_end_in_pieces():
    assert left(2 * PIECE + 1, CONTENT_LENGTH=str(2 * PIECE + 1)) == 0


def test_what_comes_without_a_length_is_read_too():
    assert left(2 * PIECE + 1, HTTP_TRANSFER_ENCODING="chunked") == 0


@pytest.mark.parametrize("announced", [None, "", "0", "many", str(AT_MOST + 1)])
def test_of_nothing_and_of_more_than_anybody_sends_by_mistake_nothing_is_read(announced):
    assert left(PIECE, CONTENT_LENGTH=announced) == PIECE


def test_who_asks_whether_to_send_is_not_told_to():
    assert left(PIECE, CONTENT_LENGTH=str(PIECE), HTTP_EXPECT="100-continue") == PIECE


def test_where_the_server_does_not_say_when_a_body_ends_nobody_waits_for_more():
    assert left(PIECE, CONTENT_LENGTH=str(PIECE), **{"wsgi.input_terminated": False}) == PIECE


class Endless:
    """Zeros for as long as they are read."""

    read_so_far = 0

    def read(self, size):
        self.read_so_far += size
        return bytes(size)


def test_of_what_has_no_end_no_more_is_read_than_so_much():
    sent = Endless()

    read_rest({"wsgi.input": sent, "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"})

    assert sent.read_so_far == AT_MOST
