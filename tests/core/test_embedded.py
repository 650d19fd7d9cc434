"""The embedded PostgreSQL: what is committed stays, whoever is killed, and nothing is left behind."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from app.core import embedded
from app.core.embedded import places, stale, throwaway
from app.core.embedded.owner import owner_of

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root hands PostgreSQL to another user")
STARTER = """
import sys, time
from pathlib import Path
from app.core import embedded
with embedded.running(Path(sys.argv[1]), durable=False) as server:
    print(server.postmaster.process.pid, flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def open_folder():
    """One that PostgreSQL can reach, also for root: pytest's own `tmp_path` is closed to everybody else."""
    made = Path(tempfile.mkdtemp(prefix="aeo-test-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def prepared(open_folder):
    """Data as `initdb` makes them, once for all tests that need some of their own."""
    with embedded.running(open_folder / "prepared", durable=False) as server:
        return server.postmaster.data


@pytest.fixture
def bare(open_folder):
    """A folder without data."""
    yield open_folder / "postgres"
    embedded.discard(open_folder / "postgres")


@pytest.fixture
def folder(bare, prepared):
    """A folder with data."""
    bare.mkdir()
    subprocess.run(["cp", "-a", prepared, bare / "data"], check=True)
    return bare


@pytest.fixture
def elsewhere(monkeypatch):
    """A folder for what PostgreSQL cannot reach, instead of the system's."""
    made = Path(tempfile.mkdtemp(prefix="aeo-elsewhere-"))
    monkeypatch.setattr(places, "ELSEWHERE", made)
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def server():
    """One for all who only look."""
    with embedded.temporary() as server:
        yield server


def ask(server, question, database="aeo", user="aeo_owner"):
    with psycopg.connect(server.url(database, user), autocommit=True) as connection:
        answer = connection.execute(question)
        return answer.fetchall() if answer.description else None


def remember(server, text):
    ask(server, f"CREATE TABLE memory AS SELECT '{text}' AS said")


def start_in_another_process(folder):
    starter = subprocess.Popen([sys.executable, "-c", STARTER, folder], stdout=subprocess.PIPE, text=True)
    return starter, psutil.Process(int(starter.stdout.readline()))


def kill(process):
    process.kill()
    process.wait()
    process.stdout.close()


def is_alive(process):
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def test_the_portals_role_neither_commands_nor_passes_by_row_level_security(server):
    rights = ask(server, "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname LIKE 'aeo%' ORDER BY 1")

    assert rights == [("aeo_app", False, False), ("aeo_owner", False, False)]


def test_it_listens_on_no_port(server):
    assert ask(server, "SHOW listen_addresses") == [("",)]


def test_text_is_ordered_and_folded_alike_on_every_machine(server):
    provider = ask(server, "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = 'aeo'")

    assert provider == [("b", "C.UTF-8")]


def test_the_data_are_there_at_the_next_start(folder):
    with embedded.running(folder) as server:
        remember(server, "kept")

    with embedded.running(folder) as server:
        assert ask(server, "SELECT said FROM memory") == [("kept",)]


def test_a_killed_server_is_up_again_with_all_that_was_committed(folder):
    with embedded.running(folder) as server:
        remember(server, "kept")
        idle = psycopg.connect(server.url())

        server.postmaster.process.kill()
        server.postmaster.process.wait()
        server.start()

        assert ask(server, "SELECT said FROM memory") == [("kept",)]
        idle.close()


def test_a_server_left_by_a_killed_starter_is_stopped_before_the_next_one_starts(folder):
    starter, left = start_in_another_process(folder)
    kill(starter)
    assert is_alive(left)

    with embedded.running(folder, durable=False) as server:
        assert server.is_running
        assert not is_alive(left)


def test_a_second_starter_is_refused(folder):
    with embedded.running(folder, durable=False) as first:
        with pytest.raises(embedded.AlreadyRunning), embedded.running(folder):
            pass

        assert ask(first, "SELECT 1") == [(1,)]


def test_two_servers_run_side_by_side(folder):
    with embedded.running(folder, durable=False) as one, embedded.temporary() as other:
        remember(one, "one")
        remember(other, "other")

        assert ask(one, "SELECT said FROM memory") == [("one",)]


def test_a_note_of_a_process_that_is_another_one_now_hinders_nothing(folder):
    with embedded.running(folder, durable=False) as server:
        note = server.postmaster.data / "postmaster.pid"
        written = note.read_text()
        owner = server.postmaster.owner
    stranger = subprocess.Popen(["sleep", "60"], **owner.identity)
    note.write_text("\n".join([str(stranger.pid), *written.splitlines()[1:]]))

    with embedded.running(folder, durable=False) as server:
        assert server.is_running

    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_data_half_made_are_never_taken_for_data(bare):
    (bare / "data.new").mkdir(parents=True)
    (bare / "data.new" / "PG_VERSION").write_text("18")

    with embedded.running(bare, durable=False) as server:
        assert ask(server, "SELECT 1") == [(1,)]


def test_data_that_are_broken_are_told_with_the_end_of_the_log(folder):
    with embedded.running(folder, durable=False) as server:
        control = server.postmaster.data / "global" / "pg_control"
    control.unlink()

    with pytest.raises(embedded.CannotStart, match="pg_control"), embedded.running(folder):
        pass


def test_a_folder_too_deep_for_a_socket_gets_a_short_one_that_goes_with_it(folder):
    deep = folder / ("d" * 90)

    with embedded.running(deep, durable=False) as server:
        socket = server.postmaster.socket
        assert ask(server, "SELECT 1") == [(1,)]

    assert socket.parent == Path("/tmp")
    assert not socket.exists()


def test_a_comma_in_the_path_does_not_make_two_hosts_of_it(folder):
    with embedded.running(folder / "a,b c", durable=False) as server:
        assert ask(server, "SELECT 1") == [(1,)]


def test_a_database_can_be_copied_and_dropped_while_somebody_is_in_it(server):
    remember(server, "copied")
    server.create_database("copy", template="aeo")
    assert ask(server, "SELECT said FROM memory", "copy") == [("copied",)]
    visitor = psycopg.connect(server.url("copy"))

    server.drop_database("copy")

    assert ask(server, "SELECT datname FROM pg_database WHERE datname = 'copy'") == []
    visitor.close()


def test_it_survives_ctrl_c_at_the_terminal_of_its_starter(server):
    assert os.getsid(server.postmaster.process.pid) != os.getsid(0)


def test_a_temporary_one_leaves_nothing():
    with embedded.temporary() as server:
        home, process = server.home, psutil.Process(server.postmaster.process.pid)

    assert not home.exists()
    assert not is_alive(process)


def test_what_a_killed_test_run_left_is_swept_by_a_later_one():
    left = Path(tempfile.mkdtemp(prefix=throwaway.PREFIX))
    starter, orphan = start_in_another_process(left)
    kill(starter)
    os.utime(left, (time.time() - 2 * throwaway.AGE,) * 2)

    throwaway.sweep()

    assert not left.exists()
    assert not is_alive(orphan)


def test_a_temporary_one_in_use_is_not_swept():
    with embedded.temporary() as server:
        os.utime(server.home, (time.time() - 2 * throwaway.AGE,) * 2)

        throwaway.sweep()

        assert ask(server, "SELECT 1") == [(1,)]


def test_one_that_does_not_stop_when_asked_is_ended_without_asking():
    deaf = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nprint(1, flush=True)\ntime.sleep(60)",
        ],
        stdout=subprocess.PIPE,
    )
    deaf.stdout.read(2)

    stale.end(psutil.Process(deaf.pid), ((signal.SIGINT, 0.2), (signal.SIGKILL, 5.0)))

    assert deaf.wait() == -signal.SIGKILL
    deaf.stdout.close()


@AS_ROOT
def test_where_root_keeps_the_checkout_to_itself_the_data_are_put_elsewhere_and_no_door_is_opened(tmp_path, elsewhere):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)

    with embedded.running(closed / "postgres", durable=False) as server:
        assert server.home.parent == elsewhere
        assert ask(server, "SELECT 1") == [(1,)]

    assert closed.stat().st_mode & 0o777 == 0o700
    embedded.discard(closed / "postgres")
    assert not server.home.exists()


@AS_ROOT
def test_binaries_that_the_owner_cannot_reach_are_copied_once(tmp_path, elsewhere):
    owner = owner_of(tmp_path)
    site = places.binaries(owner).parents[2]
    elsewhere.chmod(0o755)

    copy = places.copied(site, elsewhere / "binaries") / places.PACKAGE / places.RELEASE / "bin"

    assert owner.can_enter(copy / "postgres")
    assert subprocess.run([copy / "initdb", "--version"], check=True, capture_output=True, **owner.identity).stdout


def test_of_two_who_copy_the_binaries_at_once_the_second_takes_the_firsts(tmp_path):
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "postgres").write_text(name)

    places.put(tmp_path / "first", tmp_path / "target")
    places.put(tmp_path / "second", tmp_path / "target")

    assert (tmp_path / "target" / "postgres").read_text() == "first"
