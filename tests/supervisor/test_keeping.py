from app.core.embedded import NotInstalled
from app.supervisor.keeping import LATEST, SOONEST, STEADY, Keeper


class Thing:
    """Something to keep up; it runs when it is told to."""

    name, log, is_running = "thing", "thing.log", True

    def __init__(self):
        self.starts = 0

    def start(self):
        self.starts += 1


def test_what_runs_is_left_alone():
    thing = Thing()

    Keeper(thing).look(1e9)

    assert thing.starts == 0


def test_what_ended_is_started_again_after_a_moment():
    thing = Thing()
    keeper = Keeper(thing)
    thing.is_running = False

    keeper.look(100)
    keeper.look(100 + SOONEST / 2)
    assert thing.starts == 0
    keeper.look(100 + SOONEST)

    assert thing.starts == 1


def end_often(keeper, times):
    """How long it waited before each start."""
    keeper.kept.is_running, now = False, 100.0
    for _ in range(times):
        keeper.look(now)
        yield keeper.due - now
        now = keeper.due
        keeper.look(now)


def test_what_keeps_ending_is_waited_for_longer_and_longer_but_not_for_ever():
    waits = list(end_often(Keeper(Thing()), 9))

    assert waits[:3] == [SOONEST, 2 * SOONEST, 4 * SOONEST]
    assert waits[-1] == LATEST


def test_what_has_run_steadily_is_started_soon_again():
    keeper = Keeper(Thing())
    list(end_often(keeper, 5))
    keeper.kept.is_running = True

    keeper.look(keeper.begun + STEADY + 1)

    assert keeper.delay == SOONEST


def test_a_start_that_fails_is_said_and_tried_again(capsys):
    class Broken(Thing):
        def start(self):
            super().start()
            raise NotInstalled

    keeper = Keeper(Broken())

    assert len(list(end_often(keeper, 2))) == 2
    assert keeper.kept.starts == 2
    assert "is not installed" in capsys.readouterr().out
