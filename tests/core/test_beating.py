"""What is done again and again goes on after whatever went wrong."""

import threading

from app.core.beating import every


def test_what_fails_is_told_and_done_again(caplog):
    done, times = threading.Event(), []

    def do():
        times.append(1)
        if len(times) == 1:
            raise RuntimeError("the pool is empty")
        done.set()
        threading.Event().wait()  # for good: nothing goes on after the test

    every(0.01, do, name="a beat", at_once=True)

    assert done.wait(5)
    assert "a beat went wrong" in caplog.text
