"""Systems set up webhooks of their own."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from datetime import timedelta
from itertools import count
from uuid import UUID

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from app.accounts.models import ApiClient
from app.accounts.words import OfficerRole
from app.api.schemas import WebhookCreatedAnswer, WebhookDetailAnswer, WebhooksAnswer
from app.core import clock
from app.core.errors import TooMany
from app.core.isolation import Scope, enter
from app.core.windows import IDS
from app.extensions import db
from app.history.kinds import Kind
from app.history.models import Event
from app.register.feed import pages
from app.webhooks import resolving, service
from app.webhooks.models import Delivery, Subscription
from app.webhooks.service import TooManyWebhooks
from app.webhooks.words import Held

WEBHOOKS = "/api/v1/webhooks"
KEYS = count(1)
HOOK = {"url": "http://127.0.0.1:9000/hook", "types": ["aeo.status.changed.v1"]}


@pytest.fixture
def owner(give):
    return give("aeo.webhook", "aeo.status")


@pytest.fixture
def post(client, bearer, owner):
    """`post(address, body)` with a new key, or with this one."""

    def posted(address, body=None, key=None, of=owner):
        headers = bearer(of) | {"Idempotency-Key": key or f"key-{next(KEYS)}"}
        return client.post(address, json=body, headers=headers)

    return posted


@pytest.fixture
def hook(post):
    return post(WEBHOOKS, HOOK).json


def test_a_system_sets_up_a_webhook_and_gets_its_secret_once(client, bearer, owner, post):
    answer = post(WEBHOOKS, HOOK)

    made = WebhookCreatedAnswer.model_validate(answer.json)
    shown = client.get(answer.location, headers=bearer(owner))
    assert (answer.status_code, made.url, made.state, made.due) == (201, HOOK["url"], "active", 0)
    assert made.secret.startswith("whsec_")
    assert answer.headers["Cache-Control"] == "no-store"
    assert WebhookDetailAnswer.model_validate(shown.json).id == made.id
    assert "whsec_" not in shown.text


def test_the_secret_is_not_in_the_database(session, hook):
    closed = session.scalars(select(Subscription.secret).where(Subscription.id == hook["id"])).one()

    assert hook["secret"].encode() not in closed


def test_the_same_key_makes_one_webhook_and_the_same_answer(session, post):
    first, second = post(WEBHOOKS, HOOK, "same"), post(WEBHOOKS, HOOK, "same")

    made = session.scalars(select(Subscription).where(Subscription.id == first.json["id"])).all()
    assert (first.status_code, first.data, first.location) == (second.status_code, second.data, second.location)
    assert len(made) == 1


def test_the_same_key_with_another_body_is_refused(post):
    post(WEBHOOKS, HOOK, "taken")

    answer = post(WEBHOOKS, HOOK | {"url": "http://127.0.0.1:9000/other"}, "taken")

    assert (answer.status_code, answer.json["type"]) == (422, "/problems/idempotency-key-reused")


@pytest.mark.parametrize("key", ["", " ", '"', "x" * 256, "ü", "a b"])
def test_without_a_key_nothing_is_made(client, bearer, owner, key):
    answer = client.post(WEBHOOKS, json=HOOK, headers=bearer(owner) | {"Idempotency-Key": key.encode().decode("latin-1")})

    assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid-request")
    assert answer.json["errors"][0]["header"] == "Idempotency-Key"


def test_what_was_refused_may_be_sent_again_with_the_same_key(post):
    post(WEBHOOKS, HOOK | {"url": "http://10.0.0.1/"}, "again")

    assert post(WEBHOOKS, HOOK, "again").status_code == 201


@pytest.mark.parametrize(
    "url",
    ["http://10.0.0.1/", "https://169.254.169.254/latest/meta-data", "https://[::1]/", "http://[::ffff:10.0.0.1]/", "ftp://x"],
)
def test_an_address_within_our_walls_is_refused(post, url):
    answer = post(WEBHOOKS, HOOK | {"url": url})

    assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid-request")
    assert answer.json["errors"][0]["pointer"] == "/url"


def test_who_waits_for_a_name_holds_no_connection(app, post, monkeypatch):
    def lookup(host, port):
        with app.app_context():
            held.append(db.engine.pool.checkedout())
        return ["203.0.113.9", "10.0.0.1"]

    held = []
    monkeypatch.setattr(resolving, "NAMES", resolving.Names(lookup))

    answer = post(WEBHOOKS, HOOK | {"url": "https://receiver.example/"})

    assert (answer.status_code, held) == (400, [0])
    assert "private network" in answer.json["errors"][0]["detail"]


@pytest.mark.parametrize(
    "body", [{}, {"url": HOOK["url"]}, HOOK | {"types": []}, HOOK | {"types": ["nonsense"]}, HOOK | {"more": 1}]
)
def test_what_is_not_understood_is_refused(post, body):
    assert post(WEBHOOKS, body).status_code == 400


def test_changes_of_the_modifier_need_its_scope(post):
    answer = post(WEBHOOKS, HOOK | {"types": ["aeo.modifier.changed.v1"]})

    assert (answer.status_code, answer.json["type"]) == (403, "/problems/insufficient-scope")


def test_without_the_scope_there_are_no_webhooks(client, bearer, give):
    assert client.get(WEBHOOKS, headers=bearer(give("aeo.status"))).status_code == 403
    assert client.get(WEBHOOKS).status_code == 401


def test_a_system_sees_and_changes_only_its_own(client, bearer, give, post, hook):
    stranger = give("aeo.webhook", "aeo.status")
    one = f"{WEBHOOKS}/{hook['id']}"

    assert client.get(WEBHOOKS, headers=bearer(stranger)).json == {"webhooks": []}
    assert client.get(one, headers=bearer(stranger)).status_code == 404
    assert client.delete(one, headers=bearer(stranger)).status_code == 404
    for verb in ("test", "rotate-secret", "pause", "resume"):
        assert post(f"{one}:{verb}", of=stranger).status_code == 404


def test_they_are_listed_with_how_they_stand(client, bearer, owner, hook):
    answer = client.get(WEBHOOKS, headers=bearer(owner))

    assert [str(one.id) for one in WebhooksAnswer.model_validate(answer.json).webhooks] == [hook["id"]]


def test_one_that_is_removed_is_gone_with_its_messages(client, bearer, owner, post, hook, session):
    post(f"{WEBHOOKS}/{hook['id']}:test")

    answer = client.delete(f"{WEBHOOKS}/{hook['id']}", headers=bearer(owner))

    assert (answer.status_code, answer.data) == (204, b"")
    assert client.get(f"{WEBHOOKS}/{hook['id']}", headers=bearer(owner)).status_code == 404
    assert session.scalar(select(func.count()).where(Delivery.subscription_id == hook["id"])) == 0


def test_a_test_message_is_due_at_once(client, bearer, owner, post, hook):
    answer = post(f"{WEBHOOKS}/{hook['id']}:test")

    (told,) = client.get(f"{WEBHOOKS}/{hook['id']}", headers=bearer(owner)).json["latest"]
    assert (answer.status_code, told["id"], told["state"]) == (202, answer.json["id"], "due")


def test_a_test_in_ten_seconds_and_none_beside_one_that_was_not_taken(client, bearer, owner, post, hook):
    now = clock.now().replace(microsecond=0)
    now -= timedelta(seconds=now.second % 10)
    with clock.at(now):
        first, too_soon = post(f"{WEBHOOKS}/{hook['id']}:test"), post(f"{WEBHOOKS}/{hook['id']}:test")
    with clock.at(now + timedelta(seconds=10)):
        again = post(f"{WEBHOOKS}/{hook['id']}:test")
        shown = client.get(f"{WEBHOOKS}/{hook['id']}", headers=bearer(owner)).json

    assert (too_soon.status_code, too_soon.headers["Retry-After"]) == (429, "10")
    assert (again.json, shown["due"]) == (first.json, 1)


def test_a_new_secret_is_told_with_how_long_both_hold(client, bearer, owner, post, hook):
    answer = post(f"{WEBHOOKS}/{hook['id']}:rotate-secret")

    shown = client.get(f"{WEBHOOKS}/{hook['id']}", headers=bearer(owner)).json
    assert answer.json["secret"] not in {hook["secret"], None}
    assert shown["two_secrets_until"] == answer.json["two_secrets_until"]


def test_what_changed_since_a_cursor_is_told_again(post, hook, listed, session):
    before = str(pages.head(session))
    session.rollback()
    operator = listed()

    answer = post(f"{WEBHOOKS}/{hook['id']}:replay", {"cursor": before})

    told = session.scalars(select(Delivery).where(Delivery.subscription_id == hook["id"])).all()
    assert (answer.status_code, answer.json) == (202, {"messages": 1})
    assert [one.tin for one in told] == [operator.tin]


def test_a_replay_a_minute_and_it_counts_as_its_messages(post, hook, listed, session):
    before = str(pages.head(session))
    session.rollback()
    listed(), listed()
    left = []

    with clock.at(clock.now()):
        IDS.forget()
        for _ in range(2):
            answer = post(f"{WEBHOOKS}/{hook['id']}:replay", {"cursor": before})
            left.append((answer.status_code, int(re.search(r"r=(\d+)", answer.headers["RateLimit"])[1])))

    assert left == [(202, 360_000 - 1_000 - 2), (429, 0)]


def test_no_cursor_of_ours_is_refused(post, hook):
    assert post(f"{WEBHOOKS}/{hook['id']}:replay", {"cursor": "nonsense!"}).status_code == 400


def test_a_cursor_that_nobody_can_read_now_is_410(post, hook):
    answer = post(f"{WEBHOOKS}/{hook['id']}:replay", {"cursor": "A" * 80})

    assert (answer.status_code, answer.json["type"]) == (410, "/problems/cursor-expired")


def test_it_stands_still_and_goes_on(post, hook):
    one = f"{WEBHOOKS}/{hook['id']}"

    assert post(f"{one}:pause").json | {"state": "", "stopped_by": ""} == post(f"{one}:resume").json | {
        "state": "",
        "stopped_by": "",
    }
    paused = post(f"{one}:pause").json
    assert (paused["state"], paused["stopped_by"]) == ("paused", "owner")
    assert post(f"{one}:test").json["type"] == "/problems/conflict"


@pytest.mark.parametrize(("act", "stands"), [("pause", "paused"), ("resume", "active")])
def test_where_it_stands_so_already_the_system_is_told_so(post, hook, act, stands):
    one = f"{WEBHOOKS}/{hook['id']}"
    post(f"{one}:pause")
    post(f"{one}:{act}")

    again = post(f"{one}:{act}")

    assert (again.status_code, again.json["detail"]) == (409, f"This webhook is {stands} already.")


def test_what_customs_stopped_the_system_is_told_with_the_reason(client, bearer, owner, post, make, session):
    made = post(WEBHOOKS, HOOK).json["id"]
    webhook, officer = session.get(Subscription, UUID(made)), make.officer(OfficerRole.ADMINISTRATOR)
    service.stop(session, webhook, Held.SYSTEM, reason="It hands messages on.", by=officer)
    session.commit()

    one = f"{WEBHOOKS}/{made}"
    shown = client.get(one, headers=bearer(owner)).json
    assert (shown["stopped_by"], shown["state"]) == ("customs", "active")
    assert (shown["held"]["extent"], shown["held"]["reason"]) == ("system", "It hands messages on.")
    refused = [
        *(post(f"{one}:{act}") for act in ("resume", "test")),
        client.delete(one, headers=bearer(owner)),
        post(WEBHOOKS, HOOK | {"url": "http://127.0.0.2:9001/another"}),
    ]
    assert [(answer.status_code, answer.json["type"]) for answer in refused] == [(409, "/problems/conflict")] * 4
    assert all(answer.json["detail"].endswith("The reason: It hands messages on.") for answer in refused)


def test_a_system_has_twenty_at_most(post, give):
    many = give("aeo.webhook", "aeo.status")
    for _ in range(20):
        post(WEBHOOKS, HOOK, of=many)

    assert post(WEBHOOKS, HOOK, of=many).status_code == 400


def test_it_has_twenty_at_most_also_where_it_sets_up_many_at_once(database, session, give):
    many, engine = give("aeo.webhook", "aeo.status"), create_engine(database, pool_size=4)

    whose = many.id

    def set_up(_):
        with Session(engine) as own, suppress(TooManyWebhooks), own.begin():
            enter(own, Scope("client", key=str(whose)))
            service.subscribe(own, own.get_one(ApiClient, whose), url=HOOK["url"], types=HOOK["types"])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(set_up, range(24)))

    engine.dispose()
    assert session.scalar(select(func.count()).where(Subscription.client_id == many.id)) == 20


def test_a_day_counts_those_that_were_removed_too(session, give):
    owner, url = give("aeo.webhook", "aeo.status"), HOOK["url"]

    def set_up():
        made, _ = service.subscribe(session, owner, url=url, types=HOOK["types"])
        service.remove(session, made)

    with clock.at(clock.now()):
        for _ in range(60):
            set_up()
        with pytest.raises(TooMany):
            set_up()


def test_set_up_anew_it_has_no_other_test(client, bearer, owner, post, hook):
    with clock.at(clock.now()):
        post(f"{WEBHOOKS}/{hook['id']}:test")
        client.delete(f"{WEBHOOKS}/{hook['id']}", headers=bearer(owner))
        anew = post(WEBHOOKS, HOOK).json

        assert post(f"{WEBHOOKS}/{anew['id']}:test").status_code == 429


def test_many_names_of_one_server_are_twelve_tests_a_minute(session, give):
    owner = give("aeo.webhook", "aeo.status")
    with clock.at(clock.now()):
        for number in range(1, 14):
            hook, _ = service.subscribe(session, owner, url=f"http://127.0.0.{number}:9000/", types=HOOK["types"])
            with pytest.raises(TooMany) if number == 13 else nullcontext():
                service.test(session, hook, by=None)


def test_what_is_done_with_one_is_recorded(post, hook, session):
    post(f"{WEBHOOKS}/{hook['id']}:pause")

    kinds = session.scalars(select(Event.kind).where(Event.about_id == hook["id"]).order_by(Event.position)).all()
    assert kinds == [Kind.WEBHOOK_CREATED, Kind.WEBHOOK_PAUSED]
