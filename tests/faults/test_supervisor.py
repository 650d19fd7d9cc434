"""One process starts everything, keeps it up and ends it: whoever is killed, the portal is back and nothing is left over."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from app.config import HERE
from app.core import embedded
from app.supervisor.children import MARK, mark_of
from app.supervisor.serving import is_ready

UNSEEDED = """
import sys
from app.supervisor import __main__, preparing
preparing.STEPS = preparing.STEPS[:1]
sys.argv = ["supervisor", "demo"]
__main__.main()
"""
PATIENCE = 60


@pytest.fixture(scope="module")
def folder():
    made = Path(tempfile.mkdtemp(prefix="aeo-test-"))
    made.chmod(0o711)
    yield made
    embedded.discard(made / "postgres")
    subprocess.run(["rm", "-r", made], check=True)


@pytest.fixture(scope="module")
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def address(port):
    return f"http://127.0.0.1:{port}/readyz"


@pytest.fixture(scope="module")
def environment(folder, port):
    ours = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "MIGRATION_DATABASE_URL", "STORAGE_PATH", "LOOKUP_PATH"}
    }
    return {**ours, "VAR": str(folder), "PORT": str(port)}


@contextmanager
def supervised(environment):
    """A running portal; what is left of it at the end is not left to the next test."""
    supervisor = psutil.Popen(
        [sys.executable, "-c", UNSEEDED], cwd=HERE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert any("The portal is ready" in line for line in supervisor.stdout)
        yield supervisor
    finally:
        with suppress(psutil.NoSuchProcess):
            supervisor.terminate()
        supervisor.wait(PATIENCE)
        supervisor.stdout.close()


@pytest.fixture(scope="module")
def shared(environment):
    """One portal for the tests that hurt it and see it recover."""
    with supervised(environment) as supervisor:
        yield supervisor


def until(true):
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def commands(supervisor):
    """Its living children with their command lines."""
    for process in supervisor.children():
        with suppress(psutil.Error):
            yield process, " ".join(process.cmdline())


def child(supervisor, word):
    return next(process for process, command in commands(supervisor) if word in command)


def is_back(supervisor, word, killed):
    return any(word in command and process.pid != killed.pid for process, command in commands(supervisor))


def of_the_portal(folder):
    return [process for process in psutil.process_iter() if mark_of(process) == str(folder)]


def test_a_killed_web_server_is_started_again_with_none_of_the_old_ones_left(shared, address, folder):
    web = child(shared, "granian")
    old = web.children(recursive=True)

    web.kill()

    until(lambda: is_back(shared, "granian", web) and is_ready(address))
    assert not [process for process in old if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]


def test_a_killed_process_of_the_web_server_is_replaced(shared, address):
    web = child(shared, "granian")
    one = web.children()[0]

    one.kill()

    until(lambda: one.pid not in [process.pid for process in web.children()] and len(web.children()) == 2)
    until(lambda: is_ready(address))


def test_a_killed_worker_is_started_again(shared):
    worker = child(shared, "programme worker")

    worker.kill()

    until(lambda: is_back(shared, "programme worker", worker))


def test_a_killed_follower_of_the_register_is_started_again(shared):
    follower = child(shared, "follower")

    follower.kill()

    until(lambda: is_back(shared, "follower", follower))


def test_a_killed_database_is_started_again_and_the_web_finds_it(shared, address):
    postmaster = child(shared, "postgres")

    postmaster.kill()

    until(lambda: is_back(shared, "postgres", postmaster) and is_ready(address))


def test_a_second_one_in_the_same_folder_is_told_where_the_first_one_is(shared, environment, port):
    second = subprocess.run(
        [sys.executable, "-c", UNSEEDED], cwd=HERE, env=environment, capture_output=True, text=True, check=False
    )

    assert second.returncode == 1
    assert f"The demonstration runs already: http://localhost:{port}" in second.stderr


def test_after_a_killed_supervisor_the_next_one_takes_the_port_and_the_data_over(environment, folder, shared):
    with suppress(psutil.NoSuchProcess):
        shared.kill()
    shared.wait()
    left = {process.pid for process in of_the_portal(folder)}
    assert left

    with supervised(environment):
        assert not left & {process.pid for process in of_the_portal(folder)}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_everything_the_database_too(environment, folder, number):
    with supervised(environment) as supervisor:
        postmaster = child(supervisor, "postgres")

        supervisor.send_signal(number)

        assert supervisor.wait(PATIENCE) == 0
        assert not of_the_portal(folder)
        assert not postmaster.is_running()


def test_a_port_in_use_is_said_before_anything_is_started(environment, port, folder):
    with socket.create_server(("127.0.0.1", port)):
        refused = subprocess.run(
            [sys.executable, "-c", UNSEEDED], cwd=HERE, env=environment, capture_output=True, text=True, check=False
        )

    assert refused.returncode == 1
    assert f"Port {port} is not free" in refused.stderr
    assert not of_the_portal(folder)


def test_a_step_that_fails_says_so_with_the_end_of_its_log_and_leaves_nothing_running(environment, folder):
    broken = UNSEEDED.replace("preparing.STEPS[:1]", "(('Migrating', 'no-such-command'),)")

    failed = subprocess.run(
        [sys.executable, "-c", broken], cwd=HERE, env=environment, capture_output=True, text=True, check=False
    )

    assert failed.returncode == 1
    assert "No such command" in failed.stderr
    assert not of_the_portal(folder)


def test_the_mark_of_the_children_is_their_folder():
    marked = psutil.Popen(["sleep", "60"], env={MARK: "here"})

    until(lambda: mark_of(marked) is not None)  # a process that begins has no environment for a moment
    assert mark_of(marked) == "here"

    marked.kill()
    marked.wait()
