"""Where a webhook may lead: to a server on the open internet, and to nothing within our own walls."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from socket import SOCK_STREAM, gaierror, getaddrinfo

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from app.core.errors import Invalid

LONGEST = 2000
PORTS = {"https": 443, "http": 80}
HALF_A_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")  # the last part of 127.1, 0x7f.1, 0177.0.0.1 and 2130706433
LOOPBACK = ip_network("127.0.0.0/8")
TUNNELS = ("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16")  # each carries an IPv4 address within
FOR_PROTOCOLS = ("192.0.0.0/24", "2001::/23")  # not all of them are private to every version of Python
NOT_OPEN = ("fec0::/10", "192.88.99.0/24", "3fff::/20")  # once private, relays, for manuals: global to Python
OF_CLOUDS = ("168.63.129.16/32",)  # of Azure's own machines, though it looks like any address
CLOSED = tuple(map(ip_network, (*TUNNELS, *FOR_PROTOCOLS, *NOT_OPEN, *OF_CLOUDS)))


class BadTarget(Invalid):
    """The address cannot be a webhook's."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, "url")


@dataclass(frozen=True)
class Target:
    """An address taken apart. `path` is the part after the host, encoded."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def is_encrypted(self) -> bool:
        return self.scheme == "https"

    @property
    def name(self) -> str:
        """Host and port as in the header Host."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.name}{self.path}"


@lru_cache(4096)
def read(url: str, *, loopback: bool) -> Target:
    """The address in its one form, or `BadTarget`. `loopback`: this machine may be the target, then also without TLS."""
    if len(url) > LONGEST:
        raise BadTarget(f"Not an address: it has more than {LONGEST:,} characters")
    try:
        parts = parse_url(url.strip())
        host = (parts.host or "").strip("[]").removesuffix(".").encode("ascii").decode()
    except (LocationParseError, UnicodeError, ValueError):
        raise BadTarget("Not an address: begin it with https://") from None
    if not host or "%" in host:
        raise BadTarget("Not an address: begin it with https://")
    if parts.scheme not in ({"https", "http"} if loopback else {"https"}):
        raise BadTarget("Only https:// is called")
    if parts.auth or parts.fragment:
        raise BadTarget("Leave out user names, passwords and what follows a #")
    port = parts.port or PORTS[parts.scheme]
    if port < 1024 and port not in PORTS.values():
        raise BadTarget("This port belongs to another service")
    return Target(parts.scheme, canonical(host), port, parts.request_uri)


def canonical(host: str) -> str:
    """The one form of a number; a name as it is. `BadTarget` where it is a number to some and a name to others."""
    try:
        return str(unmapped(ip_address(host)))
    except ValueError:
        labels = host.lower().split(".")
    if HALF_A_NUMBER.fullmatch(labels[-1]) or not all(labels):
        raise BadTarget("Write the server by its name, or its number in full: 192.0.2.1 or [2001:db8::1]")
    return host


def unmapped(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """An IPv4 address that was written as an IPv6 one."""
    return (isinstance(ip, IPv6Address) and ip.ipv4_mapped) or ip


def require_open(addresses: Iterable[str], *, loopback: bool) -> list[str]:
    """The addresses of a host if it may be called at all of them, or `BadTarget`: one that leads within is refused whole."""
    found = list(dict.fromkeys(addresses))
    if not found:
        raise BadTarget("No server has this name, or nobody told its address in time")
    if not all(is_open(one, loopback=loopback) for one in found):
        raise BadTarget("This leads into a private network: only servers on the internet are called")
    return found


def is_address(host: str) -> bool:
    """Whether the host is a number already: then nobody is asked."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def addresses_of(host: str, port: int) -> list[str]:
    """Every address of a host, none where nobody knows it."""
    try:
        return [str(found[4][0]) for found in getaddrinfo(host, port, type=SOCK_STREAM)]
    except (gaierror, UnicodeError):
        return []


@lru_cache(4096)
def is_open(address: str, *, loopback: bool) -> bool:
    """Whether this is an address of the open internet, not of a network of ours, of this machine, or of its cloud."""
    ip = unmapped(ip_address(address.partition("%")[0]))
    if any(ip in network for network in CLOSED):
        return False
    if loopback and isinstance(ip, IPv4Address) and ip in LOOPBACK:
        return True
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_link_local)
