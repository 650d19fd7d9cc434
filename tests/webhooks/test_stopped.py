"""What customs stopped stays so, whatever its system tries."""

import pytest
from sqlalchemy import func, select

from app.accounts import clients
from app.accounts.words import OfficerRole
from app.history.models import Event
from app.register.feed import pages
from app.webhooks import claims, service, spreading
from app.webhooks.models import Delivery, Subscription
from app.webhooks.service import NotStopped, StoppedAlready, StoppedByCustoms
from app.webhooks.states import State
from app.webhooks.words import Held, StoppedBy
from tests.makers import Maker

STATUS, URL, WHY = "aeo.status.changed.v1", "http://receiver.example:9000/hook", "It hands messages on."
PLACES = {"receiver.example": ["127.0.0.8"], "other.example": ["127.0.0.8", "127.0.0.9"], "elsewhere.example": ["127.0.0.1"]}


def lookup(host, port):
    return PLACES.get(host, [host])


@pytest.fixture
def set_up(committed, system):
    def made(url=URL, of=None):
        webhook, _ = service.subscribe(committed, of or system, url=url, types=[STATUS], lookup=lookup)
        committed.commit()
        return webhook

    return made


@pytest.fixture
def officer(committed):
    made = Maker(committed).officer(OfficerRole.PROGRAMME_MANAGER)
    committed.commit()
    return made


@pytest.fixture
def stop(committed, officer):
    def stopped(webhook, extent=Held.SERVER):
        service.stop(committed, webhook, extent, reason=WHY, by=officer)
        committed.commit()

    return stopped


def due(session):
    return [one.url for one in claims.claim(session, busy=[], failing=False, places=10)]


def in_state(session, webhook, state):
    if state is State.PAUSED:
        service.pause(session, webhook)
    elif state is State.DISABLED:
        service.disable(session, webhook, StoppedBy.FAILING)


@pytest.mark.parametrize("state", State)
def test_in_each_state_its_system_neither_resumes_nor_tries_nor_repeats_nor_removes_it(committed, set_up, stop, state):
    webhook = set_up()
    in_state(committed, webhook, state)
    stop(webhook)
    since = pages.head(committed)

    for act in (
        lambda: service.resume(committed, webhook, by=None),
        lambda: service.test(committed, webhook, by=None),
        lambda: service.replay(committed, webhook, since, by=None),
        lambda: service.retry(committed, webhook, by=None),
        lambda: service.remove(committed, webhook),
    ):
        with pytest.raises(StoppedByCustoms, match=WHY):
            act()
    assert webhook.state is state


@pytest.mark.usefixtures("started")
def test_what_was_due_is_not_sent_and_nothing_more_becomes_due(committed, set_up, stop, officer, publish):
    webhook = set_up()
    publish()
    spreading.spread(committed)
    stop(webhook)
    publish()
    spreading.spread(committed)

    assert due(committed) == []
    assert committed.scalar(select(func.count()).select_from(Delivery)) == 1

    service.release(committed, webhook, by=officer)
    assert due(committed) == [URL]


@pytest.mark.parametrize(
    "url",
    [
        *("http://RECEIVER.example.:9000/other", "http://receiver.example:9443/", "http://127.0.0.8:9000/"),
        *("http://[::ffff:127.0.0.8]:9000/", "http://other.example:9000/", "http://127.0.0.9:9000/"),
    ],
)
def test_no_other_name_or_number_leads_to_a_server_that_was_stopped(set_up, stop, url):
    webhook = set_up()
    set_up("http://other.example:9000/")
    stop(webhook)

    with pytest.raises(StoppedByCustoms, match=WHY):
        set_up(url)
    assert set_up("http://elsewhere.example:9000/").held is None


@pytest.mark.usefixtures("started")
def test_those_that_led_there_before_are_stopped_with_it_and_go_on_with_it(committed, set_up, stop, officer, publish):
    by_number, by_name, elsewhere = set_up("http://127.0.0.9:9000/"), set_up(), set_up("http://elsewhere.example:9000/")
    between = set_up("http://other.example:9000/")
    stop(by_name)
    assert [one.held for one in (by_number, between, elsewhere)] == [Held.SERVER, Held.SERVER, None]

    publish()
    spreading.spread(committed)
    assert due(committed) == [elsewhere.url]

    service.release(committed, by_number, by=officer)
    assert set(committed.scalars(select(Subscription.held))) == {None}


def test_all_of_a_system_are_stopped_and_no_new_one_is_set_up(committed, set_up, stop, officer):
    webhook = set_up()
    elsewhere = set_up("http://elsewhere.example:9000/")
    stop(webhook)
    stop(webhook, Held.SYSTEM)
    assert elsewhere.held is Held.SYSTEM
    assert elsewhere.held_at == webhook.held_at

    with pytest.raises(StoppedByCustoms, match="all webhooks of this system"):
        set_up("http://127.0.0.77:9000/")
    for extent in Held:
        with pytest.raises(StoppedAlready):
            stop(elsewhere, extent)

    service.release(committed, elsewhere, by=officer)
    assert set_up().held is None
    with pytest.raises(NotStopped):
        service.release(committed, elsewhere, by=officer)


def test_another_system_of_the_same_owner_is_another_matter(committed, set_up, stop):
    another = clients.create(committed, "risk-engine-2", "Risk engine", ["aeo.webhook", "aeo.status"], "secret", by=None)
    stop(set_up(), Held.SYSTEM)

    assert set_up(of=another).held is None


def test_a_stop_that_came_while_it_was_removed_counts(committed, set_up):
    webhook = set_up()
    assert webhook.held is None
    committed.execute(
        Subscription.__table__.update().values(held=Held.SERVER, held_at=func.now(), held_because=WHY)
    )  # by another process: this session has read it before

    assert webhook.held is None
    with pytest.raises(StoppedByCustoms):
        service.remove(committed, webhook)


def test_who_stopped_what_and_why_is_recorded(committed, set_up, stop, officer):
    webhook = set_up()
    stop(webhook)
    stop(webhook, Held.SYSTEM)
    service.release(committed, webhook, by=officer)
    committed.commit()

    told = committed.scalars(
        select(Event).where(Event.about_id == webhook.id, Event.by_id == officer.id).order_by(Event.position)
    ).all()
    assert [(one.kind, one.facts.get("host"), one.facts.get("reason")) for one in told] == [
        ("webhooks_stopped", "receiver.example", WHY),
        ("webhooks_stopped", None, WHY),
        ("webhooks_released", None, None),
    ]
