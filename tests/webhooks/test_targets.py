"""Where a webhook may lead."""

from ipaddress import ip_network

import pytest

from app.webhooks import targets
from app.webhooks.targets import BadTarget

WITHIN = [
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "127.0.0.1",
    "0.0.0.0",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fec0::1",
    "192.88.99.1",
    "168.63.129.16",
    "::ffff:168.63.129.16",
    "fd00:ec2::254",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "2001:db8::1",
]


OF_IANA = [
    "0.0.0.0/8",
    "0.0.0.0/32",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "255.255.255.255/32",
    "::1/128",
    "::/128",
    "::ffff:0:0/120",
    "64:ff9b::/96",
    "64:ff9b:1::/48",
    "100::/64",
    "100:0:0:1::/64",
    "2001::/23",
    "2001:2::/48",
    "2001:db8::/32",
    "2002::/16",
    "3fff::/20",
    "5f00::/16",
    "fc00::/7",
    "fe80::/10",
    "fec0::/10",
    "ff00::/8",
]
"""Its registries of special addresses (RFC 6890): those that are not, or not always, a server on the open internet."""


@pytest.mark.parametrize("network", OF_IANA)
def test_nothing_that_iana_keeps_for_other_purposes_is_called(network):
    for address in (ip_network(network)[0], ip_network(network)[-1]):
        assert not targets.is_open(str(address), loopback=False), address


@pytest.mark.parametrize("address", WITHIN)
def test_nothing_within_is_called(address):
    assert not targets.is_open(address, loopback=False)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_servers_on_the_internet_are(address):
    assert targets.is_open(address, loopback=False)


@pytest.mark.parametrize("address", [one for one in WITHIN if not one.endswith("127.0.0.1")])
def test_a_demonstration_calls_this_machine_and_no_other_within(address):
    assert not targets.is_open(address, loopback=True)
    assert targets.is_open("127.0.0.1", loopback=True)
    assert targets.is_open("127.8.9.1", loopback=True)


def test_one_address_within_is_enough_to_refuse_a_host():
    with pytest.raises(BadTarget, match="private network"):
        targets.require_open(["8.8.8.8", "10.0.0.1"], loopback=False)


def test_a_host_without_an_address_is_refused():
    with pytest.raises(BadTarget, match="No server"):
        targets.require_open([], loopback=False)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hook",
        "http://receiver.example/hook",
        "ftp://receiver.example/hook",
        "file:///etc/passwd",
        "https://",
        "https:///hook",
        "https://user:secret@receiver.example/",
        "https://receiver.example/#part",
        "https://receiver.example:22/",
        "https://receiver.example:99999/",
        "https://[fe80::1%25eth0]/",
        "https://8.8.2056/",
        "https://8.8/",
        "https://134744072/",
        "https://0x08080808/",
        "https://0X8.8.8.0X8/",
        "https://010.8.8.010/",
        "https://8.8.8.8../",
        "https://receiver..example/",
        "https://receiver.example/" + "x" * 2000,
    ],
)
def test_only_whole_encrypted_addresses_are_taken(url):
    with pytest.raises(BadTarget):
        targets.read(url, loopback=False)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://Receiver.Example", "https://receiver.example/"),
        ("https://receiver.example:443/a?b=c", "https://receiver.example/a?b=c"),
        ("https://receiver.example.:8443/a b\r\nX: y", "https://receiver.example:8443/a%20b%0D%0AX:%20y"),
        ("https://8.8.8.8./x", "https://8.8.8.8/x"),
        ("https://[::ffff:8.8.8.8]/x", "https://8.8.8.8/x"),
        ("https://[::FFFF:808:808]/x", "https://8.8.8.8/x"),
        ("https://[2606:4700:0:0:0:0:0:1111]/x", "https://[2606:4700::1111]/x"),
        ("https://[2606:4700::1111]/x", "https://[2606:4700::1111]/x"),
        ("https://zoll-prüfung.example/x", "https://xn--zoll-prfung-zhb.example/x"),
    ],
)
def test_an_address_is_kept_in_one_form(url, kept):
    assert targets.read(url, loopback=False).url == kept


def test_a_demonstration_takes_plain_http():
    assert targets.read("http://127.0.0.1:9000/hook", loopback=True).url == "http://127.0.0.1:9000/hook"
