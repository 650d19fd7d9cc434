from hashlib import sha256
from io import BytesIO

import pytest

from app.documents import storage as kept


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_bytes_are_found_under_their_hash(storage):
    digest = kept.put(b"seal log")

    assert digest == sha256(b"seal log").hexdigest()
    with kept.fetch(digest) as content:
        assert content.read() == b"seal log"


def test_the_same_bytes_are_kept_once(storage):
    kept.put(b"seal log")
    kept.put(b"seal log")

    assert len(files_in(storage)) == 1


def test_what_is_not_kept_leaves_nothing(storage):
    with kept.arriving(BytesIO(b"seal log"), 100):
        pass

    assert files_in(storage) == []


def test_more_than_is_allowed_leaves_nothing(storage):
    with pytest.raises(kept.TooLong), kept.arriving(BytesIO(b"seal log"), 4):
        pass

    assert files_in(storage) == []


def test_a_stream_that_breaks_off_leaves_nothing(storage):
    class Broken(BytesIO):
        def read(self, *_):
            raise OSError

    with pytest.raises(OSError), kept.arriving(Broken(), 100):  # noqa: PT011  whatever the network does
        pass

    assert files_in(storage) == []
