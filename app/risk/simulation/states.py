"""How far a simulation is."""

from app.core.lifecycle import Lifecycle
from app.core.words import Word


class State(Word):
    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


LIFECYCLE = Lifecycle(
    {
        State.WAITING: frozenset({State.RUNNING, State.FAILED}),
        State.RUNNING: frozenset({State.RUNNING, State.DONE, State.FAILED}),
        State.DONE: frozenset(),
        State.FAILED: frozenset(),
    }
)

UNDER_WAY = (State.WAITING, State.RUNNING)
