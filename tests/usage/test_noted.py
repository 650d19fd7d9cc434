"""What was answered is counted once."""

from threading import Thread

from app.core import clock
from app.usage.noted import Read, Usage, Use


def test_what_is_taken_is_taken_once():
    usage, read = Usage(), Read(clock.now(), "engine", ("ZZ1", "ZZ2"))
    usage.note("engine", "show_status", 1)
    usage.note("engine", "show_status", 1)
    usage.note("engine", "show_risks", 2, read)

    taken = usage.take()

    assert taken.calls == {Use("engine", "show_status"): 2, Use("engine", "show_risks"): 1}
    assert taken.ids == {Use("engine", "show_status"): 2, Use("engine", "show_risks"): 2}
    assert taken.reads == [read]
    assert not usage.take()


def test_nothing_is_lost_between_those_who_note_and_the_one_who_takes():
    usage, takes = Usage(), []
    noting = [Thread(target=lambda: [usage.note("engine", "show_status", 1) for _ in range(5_000)]) for _ in range(4)]
    for one in noting:
        one.start()
    while any(one.is_alive() for one in noting):
        takes.append(usage.take())
    takes.append(usage.take())

    assert sum(taken.ids.total() for taken in takes) == 20_000
