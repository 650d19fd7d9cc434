"""Replicas of as many operators as wanted, hardly two alike: made without a database, for what depends on the size alone."""

from __future__ import annotations

import random
import time
from datetime import timedelta
from pathlib import Path

import orjson
from joserfc import jws
from joserfc.jwk import ECKey

from app.authorisations.states import State
from app.core import clock, tokens
from app.core.access import Access
from app.lookup.store import Writer, boot_clock
from app.programme.words import AuthorisationType
from tests.lookup.records import alias, held, record

TIN = "ZZ7%09d"
SCOPES = frozenset({"aeo.status", "aeo.risk"})
KEY = ECKey.generate_key("P-256", auto_kid=True)
FIRST = ("Nord", "West", "Salt", "Amber", "Iron", "Cedar", "Harbour", "Stone", "Silver", "Ocean", "Delta", "Prime", "Quay")
LAST = ("Forwarding", "Logistics", "Shipping", "Trading", "Freight", "Stores", "Imports", "Brokers", "Lines", "Foods", "Textiles")
PATTERNS, LEARNT_FROM, IN_ONE, SYSTEMS = 500, 2_000, 20_000, 64


def build(folder: Path, number: int) -> Writer:
    """Complete, as of now: filled as a mirror is."""
    began, chance = time.perf_counter(), random.Random(1)
    patterns = [pattern(chance) for _ in range(PATTERNS)]
    writer = Writer.build(folder, [varied(patterns, one) for one in range(LEARNT_FROM)])
    for start in range(1, number + 1, IN_ONE):
        with writer.transaction():
            for one in range(start, min(number + 1, start + IN_ONE)):
                writer.append(varied(patterns, one))
    with writer.transaction():
        for client_id in systems():
            writer.put_client(Access(client_id, SCOPES))
        writer.put_keys({"keys": [{"kid": KEY.kid} | KEY.as_dict(private=False)]})
        writer.set_cursor("of a bench")
    published = writer.publish(boot_clock())
    took, taken = time.perf_counter() - began, sum(file.stat().st_blocks * 512 for file in folder.rglob("data.mdb"))
    print(f"A replica of {number:,} operators in {took:.0f} s, {taken / number:.0f} bytes each", flush=True)
    return published


def pattern(chance: random.Random) -> str:
    """A record with days and states of its own."""
    kinds = [kind for kind in AuthorisationType if chance.random() < 0.8] or [AuthorisationType.AEOC]
    began = clock.today() - timedelta(days=chance.randrange(30, 3000))
    state = chance.choices([State.GRANTED, State.SUSPENDED, State.REVOKED], [18, 1, 1])[0]
    days = {"granted_on": began - timedelta(days=9), "effective_from": began}
    if state is State.REVOKED:
        days["ended_on"] = began + timedelta(days=20)
    names = [alias("eori", "ZZ-OTHER"), alias("vat", "ZZ-TAX")]
    return orjson.dumps(record("ZZ-TIN", *(held(kind, state, **days) for kind in kinds), aliases=names)).decode()


def varied(patterns: list[str], number: int) -> dict[str, object]:
    """The record of one operator, by a pattern."""
    chance = random.Random(number)
    name = f"{chance.choice(FIRST)}{chance.choice(FIRST).lower()} {chance.choice(LAST)}"
    text = patterns[number % len(patterns)]
    for mark, value in {
        "ZZ-TIN Forwarding": name,
        "ZZ-TIN": TIN % number,
        "2026-000001": f"2026-{chance.randrange(1_000_000):06}",
        "ZZ-OTHER": f"ZZ{chance.randrange(10**10):010}",
        "ZZ-TAX": f"ZZ{number:09}",
    }.items():
        text = text.replace(mark, value)
    return orjson.loads(text)


def systems() -> list[str]:
    return [f"engine-{number}" for number in range(SYSTEMS)]


def bearers() -> list[str]:
    """A token of each."""
    head = {"alg": tokens.ALGORITHM, "kid": KEY.kid, "typ": tokens.KIND}
    said = (tokens.claims(client_id, SCOPES, clock.now()) for client_id in systems())
    return [jws.serialize_compact(head, one, KEY, algorithms=[tokens.ALGORITHM]) for one in said]
