"""What a wrong setting says to whoever starts the portal."""

import pytest

from app.config import PRESETS, SettingError, Settings, settings
from app.portal import create_app
from app.programme.rules import rules

PRODUCTION = {
    "PORTAL_MODE": "production",
    "DATABASE_URL": "postgresql://aeo_app:x@db.example/aeo",
    "SECRET_KEY": "k" * 48,
    "BASE_URL": "https://portal.example",
    "SMTP_URL": "smtp+tls://user:secret@mail.example",
}


@pytest.fixture
def started(monkeypatch, tmp_path):
    """`started(NAME="value", …)` reads the settings of this environment and no other."""
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.validation_alias), raising=False)

    def start(**environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()
        return settings()

    yield start
    settings.cache_clear()


@pytest.fixture
def refused(started):
    """What it says instead of starting, line by line."""

    def start(**environment):
        with pytest.raises(SettingError) as refusal:
            started(**environment)
        return [line.strip() for line in str(refusal.value).splitlines()[1:]]

    return start


def test_a_whole_production_starts(started):
    assert started(**PRODUCTION).mode == "production"


def test_who_says_no_mode_means_production_and_reads_at_once_all_it_lacks(refused):
    said = refused(DATABASE_POOL="four", TRUSTED_PROXIES="-1")

    assert [line.split()[0] for line in said] == [
        "DATABASE_URL", "DATABASE_POOL", "SECRET_KEY", "BASE_URL", "SMTP_URL", "TRUSTED_PROXIES"
    ]  # fmt: skip
    assert all(line.endswith((".", "makes one.")) for line in said)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORTAL_MODE", "prod", "PORTAL_MODE is 'prod'. It can be 'demo', 'test', 'production' or 'node'."),
        ("DATABASE_URL", "sqlite:///aeo", "DATABASE_URL is no address of its kind. Begin it with postgresql://."),
        ("DATABASE_POOL", "0", "DATABASE_POOL is '0'. Give a whole number from 1."),
        ("BASE_URL", "portal.example", "BASE_URL is no address of its kind. Begin it with http:// or https://."),
        ("LOOKUP_STALE_AFTER", "0.1", "LOOKUP_STALE_AFTER is '0.1'. Give seconds, from 1 to 60."),
        ("SMTP_URL", "mail.example:25", "SMTP_URL is no address of its kind. Begin it with smtp:// or smtp+tls:// or smtps://."),
    ],
)
def test_a_wrong_one_says_what_to_write(refused, name, value, sentence):
    assert refused(**{"PORTAL_MODE": "demo"} | {name: value}) == [sentence]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY has fewer than 32 characters."),
        ("BASE_URL", "http://portal.example", "BASE_URL does not begin with https://."),
        ("SMTP_URL", "", "SMTP_URL is not set."),
    ],
)
def test_production_takes_no_less(refused, name, value, sentence):
    (said,) = refused(**PRODUCTION | {name: value})

    assert said.startswith(sentence)


def test_a_look_up_node_needs_its_portal_and_nothing_of_it(refused):
    said = refused(PORTAL_MODE="node")

    assert [line.split()[0] for line in said] == ["LOOKUP_PORTAL", "LOOKUP_CLIENT_ID", "LOOKUP_CLIENT_SECRET"]


NODE = {"PORTAL_MODE": "node", "LOOKUP_CLIENT_ID": "node-1", "LOOKUP_CLIENT_SECRET": "secret"}


def test_a_look_up_node_follows_no_portal_elsewhere_without_tls(refused):
    (said,) = refused(**NODE, LOOKUP_PORTAL="http://aeo.customs.example")

    assert said.startswith("LOOKUP_PORTAL does not begin with https://.")


@pytest.mark.parametrize("address", ["https://aeo.customs.example", "http://127.0.0.1:8000", "http://[::1]:8000"])
def test_a_look_up_node_follows_one_by_tls_or_on_this_machine(started, address):
    assert started(**NODE, LOOKUP_PORTAL=address).lookup_portal == address


@pytest.mark.parametrize("mode", ["demo", "test"])
def test_nothing_is_signed_with_a_key_that_others_know(started, mode):
    configured = started(PORTAL_MODE=mode, DATABASE_URL="postgresql:///aeo")

    with pytest.raises(SettingError, match="SECRET_KEY is not set"):
        create_app(configured)


def test_no_secret_is_said_back(refused):
    said = refused(DATABASE_URL="mysql://user:hidden@db", SECRET_KEY="hidden", SMTP_URL="hidden@mail")

    assert "hidden" not in " ".join(said)


def test_an_unknown_country_is_told_which_there_are(started):
    started(PORTAL_MODE="demo", PROGRAMME="qq")

    with pytest.raises(SettingError, match=r"PROGRAMME is 'qq'\. There is no such preset; there are: zz"):
        rules()


@pytest.fixture
def written(monkeypatch, tmp_path):
    """`written(code, old, new)` is a preset that differs from the demonstration's in this place."""
    text = (PRESETS / "zz.toml").read_text("utf-8")
    monkeypatch.setattr("app.config.PRESETS", tmp_path)
    return lambda code, old, new: (tmp_path / f"{code}.toml").write_text(text.replace(old, new), "utf-8")


def test_a_preset_with_a_gap_is_refused_by_the_field(started, written):
    written("yy", "hearing = 30", "hering = 30")
    started(PORTAL_MODE="demo", PROGRAMME="yy")

    with pytest.raises(SettingError, match=r"days\.hearing: field required; days\.hering: extra inputs are not permitted"):
        rules()


def test_a_time_zone_of_nowhere_is_refused(started, written):
    written("xx", 'time_zone = "UTC"', 'time_zone = "Exampleton"')
    started(PORTAL_MODE="demo", PROGRAMME="xx")

    with pytest.raises(SettingError, match="time_zone: value error, no zone of the iana database"):
        rules()


@pytest.mark.parametrize("secret", ["short", "s" * 31, "s" * 32 + ";", f"{'s' * 32} "])
def test_a_secret_that_no_header_takes_is_said_to_be_none(refused, secret):
    (said,) = refused(**PRODUCTION, CERTIFICATE_SECRET=secret)

    assert said.startswith("CERTIFICATE_SECRET is short")


def test_an_address_is_the_same_with_and_without_a_stroke_at_its_end(started):
    assert started(**PRODUCTION | {"BASE_URL": "https://portal.example/"}).base_url == "https://portal.example"
