"""When a message is sent again."""

from datetime import timedelta

from app.webhooks import schedule


def waits(chance):
    return [schedule.again_after(tries, lambda: chance) for tries in range(1, 11)]


def test_a_message_is_tried_for_three_days():
    assert waits(0)[0] == timedelta(seconds=5)
    assert waits(0)[-1] is None
    assert timedelta(days=3) < sum(waits(0)[:-1], timedelta()) < timedelta(days=4)


def test_no_two_receivers_come_back_together():
    assert all(before < after <= before * 1.2 for before, after in zip(waits(0)[:-1], waits(1)[:-1], strict=True))


def test_a_receiver_is_left_alone_longer_and_longer_up_to_an_hour():
    rests = [schedule.rest_after(failures, lambda: 0) for failures in range(1, 40)]

    assert rests[:4] == [None] * 4
    assert rests[4:7] == [timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2)]
    assert rests[-1] == timedelta(hours=1)
