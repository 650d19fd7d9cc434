import sys
import time

import psutil
import pytest

from app.supervisor.children import Child, end_leftovers
from app.supervisor.stopping import Stop, Stopped
from app.supervisor.terminal import Failed

PARENT = """
import subprocess, time
print(subprocess.Popen(["sleep", "60"]).pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def child(tmp_path):
    """`child(code)` is a Python process that is not left to the next test."""
    made = []

    def start(code):
        made.append(Child("child", [sys.executable, "-c", code], {}, tmp_path))
        return made[-1]

    yield start
    for one in made:
        one.kill()


def first_line(log):
    end = time.monotonic() + 20
    while not (log.exists() and log.read_text().endswith("\n")):
        assert time.monotonic() < end
        time.sleep(0.02)
    return log.read_text().strip()


def ends(pid):
    """Whether it is gone within a moment: a signal takes its time."""
    end = time.monotonic() + 5
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def test_what_a_child_has_started_is_ended_with_it(child):
    parent = child(PARENT)
    parent.start()
    grandchild = int(first_line(parent.log))

    parent.stop()

    assert not parent.is_running
    assert ends(grandchild)


def test_what_a_killed_child_has_started_is_gone_before_it_is_started_again(child):
    parent = child(PARENT)
    parent.start()
    grandchild = int(first_line(parent.log))
    parent.process.kill()
    parent.process.wait()

    parent.start()

    assert ends(grandchild)


def test_the_children_of_a_killed_supervisor_are_found_by_their_folder(child, tmp_path):
    mine, others = child(PARENT), Child("other", ["sleep", "60"], {}, tmp_path / "other")
    mine.start()
    others.start()

    end_leftovers(tmp_path)

    assert not mine.is_running
    assert others.is_running
    others.kill()


def test_a_step_that_fails_shows_the_end_of_its_log_and_what_to_do(child, tmp_path):
    step = child("print('the reason'); raise SystemExit(3)")

    with pytest.raises(Failed, match=r"child failed\.\n(?s:.*)the reason\n(?s:.*)Try again"):
        step.run(Stop(), "Try again")


def test_the_log_of_a_step_is_that_of_its_last_run(child):
    step = child("print('said')")

    step.run(Stop(), "")
    step.run(Stop(), "")

    assert step.log.read_text() == "said\n"


def test_a_step_is_given_up_when_we_are_asked_to_stop(child):
    stop, step = Stop(), child("import time; time.sleep(60)")
    stop.ask()

    with pytest.raises(Stopped):
        step.run(stop, "")

    assert not step.is_running
