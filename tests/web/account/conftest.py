import pytest

from app.accounts import totp
from tests.makers import PASSWORD, hashed_password


@pytest.fixture
def trader(make):
    return make.signatory(make.operator(), email="ada@example.com", name="Ada Trader", password_hash=hashed_password())


@pytest.fixture
def officer(make):
    return make.case_officer(email="cara@customs.example", password_hash=hashed_password(), totp_secret=totp.new_secret())


@pytest.fixture
def give_password():
    """`give_password(client, email)` sends the sign-in page."""

    def sent(client, email, password=PASSWORD, **fields):
        return client.post("/account/sign-in", data={"email": email, "password": password} | fields)

    return sent


@pytest.fixture
def in_demonstration(app, monkeypatch):
    """The portal as it shows itself in a demonstration."""
    monkeypatch.setitem(app.config, "DEMO", True)


@pytest.fixture
def with_tokens(app, monkeypatch):
    """Forms carry and need their token, as outside the tests."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)


@pytest.fixture
def is_signed_in():
    return lambda client: client.get("/account/profile").status_code == 200
