"""The list of the draft: its own vectors, both ways, and what is not to be read."""

import json
import zlib
from base64 import urlsafe_b64encode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.register.status_list import bits
from app.register.status_list.bits import BadList, OutOfRange

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text())  # appendix C of the draft
SIZE = 1 << 20
SHORT = {
    1: ("eNrbuRgAAhcBXQ", [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]),
    2: ("eNo76fITAAPfAgc", [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]),
}  # section 4


@pytest.mark.parametrize("width", SHORT)
def test_the_examples_of_the_draft(width):
    written, values = SHORT[width]
    unpacked = bits.decode(written)

    assert [bits.value_at(unpacked, place, width) for place in range(len(values))] == values
    assert bits.encode(dict(enumerate(values)), len(values), width) == written


@pytest.mark.parametrize("width", VECTORS)
def test_the_vectors_of_the_draft_are_read(width):
    unpacked = bits.decode(VECTORS[width]["lst"])
    told = {int(place): value for place, value in VECTORS[width]["values"].items()}

    assert {place: bits.value_at(unpacked, place, int(width)) for place in told} == told
    assert sum(unpacked[place] != 0 for place in range(len(unpacked))) <= len(told)
    assert len(unpacked) * 8 // int(width) == SIZE


@pytest.mark.parametrize("width", VECTORS)
def test_the_vectors_of_the_draft_are_written(width):
    told = {int(place): value for place, value in VECTORS[width]["values"].items()}

    assert bits.decode(bits.encode(told, SIZE, int(width))) == bits.decode(VECTORS[width]["lst"])


@given(width=st.sampled_from(bits.SIZES), data=st.data())
def test_what_is_written_is_read(width, data):
    values = data.draw(st.lists(st.integers(0, (1 << width) - 1), min_size=8, max_size=80).filter(lambda one: len(one) % 8 == 0))
    unpacked = bits.decode(bits.encode(dict(enumerate(values)), len(values), width))

    assert [bits.value_at(unpacked, place, width) for place in range(len(values))] == values


@pytest.mark.parametrize("place", [-1, 16, 1 << 40])
def test_a_place_that_is_not_there_is_refused(place):
    with pytest.raises(OutOfRange):
        bits.value_at(bits.decode(SHORT[1][0]), place, 1)


@pytest.mark.parametrize(("place", "value"), [(-1, 1), (16, 1), (0, 4), (0, -1)])
def test_nothing_is_written_beside_the_list(place, value):
    with pytest.raises(OutOfRange):
        bits.encode({place: value}, 16, 2)


@pytest.mark.parametrize("written", ["", "%%%", "eNrbuRgAAhcBX", "AAAA", "ü"])
def test_what_is_no_list_is_refused(written):
    with pytest.raises(BadList):
        bits.decode(written)


def test_a_bomb_is_not_unpacked():
    with pytest.raises(BadList):
        bits.decode(urlsafe_b64encode(zlib.compress(bytes(bits.LARGEST_LIST + 1), 9)).decode())


def test_other_widths_are_none_of_the_draft():
    with pytest.raises(BadList):
        bits.value_at(b"\0", 0, 3)
