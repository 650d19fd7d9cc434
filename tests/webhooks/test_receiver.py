"""The receiver of the guide takes what we sign, and nothing else."""

import importlib.util
import json

import pytest

from app.config import HERE
from app.core import clock
from app.webhooks import signature

BODY = b'{"id":"1","type":"aeo.status.changed.v1"}'


@pytest.fixture(scope="module")
def guide():
    spec = importlib.util.spec_from_file_location("receiver", HERE / "docs" / "webhooks" / "receiver.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def now():
    return clock.now().timestamp()


@pytest.mark.parametrize("known", [(0,), (1,), (0, 1)])
def test_it_takes_what_either_secret_signed(guide, now, known):
    secrets = [signature.new_secret(), signature.new_secret()]
    headers = signature.headers(secrets, "1", int(now), BODY)

    assert guide.verify([secrets[one] for one in known], headers, BODY, now) == json.loads(BODY)


@pytest.mark.parametrize("change", ["body", "secret", "old", "ahead", "version", "unsigned", "nonsense"])
def test_it_takes_nothing_else(guide, now, change):
    secret, body, moment = signature.new_secret(), BODY, now
    headers = signature.headers([secret], "1", int(now), BODY)
    if change == "body":
        body += b" "
    elif change == "secret":
        secret = signature.new_secret()
    elif change in {"old", "ahead"}:
        moment += 301 if change == "old" else -302
    else:
        said = {"version": headers["webhook-signature"].replace("v1,", "v2,"), "unsigned": "", "nonsense": "v1,%%%"}
        headers["webhook-signature"] = said[change]

    with pytest.raises((guide.Refused, ValueError)):
        guide.verify([secret], headers, body, moment)
