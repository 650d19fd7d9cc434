import pytest

from app.risk.canonical import canonical, sha256


def test_keys_stand_in_the_order_of_utf_16_and_nothing_is_wasted():
    value = {"€": 1, "\r": 2, "\ufb33": 3, "1": [True, None], "😀": 5, "ö": 'é\n\x07"\\'}

    written = canonical(value).decode()

    assert written == '{"\\r":2,"1":[true,null],"ö":"é\\n\\u0007\\"\\\\","€":1,"😀":5,"\ufb33":3}'


def test_the_order_of_keys_does_not_change_the_hash():
    assert sha256({"a": 1, "b": [2]}) == sha256({"b": (2,), "a": 1})


@pytest.mark.parametrize("value", [0.5, 2**53, {1: "a"}, {"a": {1, 2}}])
def test_what_machines_write_differently_is_refused(value):
    with pytest.raises(TypeError):
        canonical(value)
