"""One number for all operators with their versions: two registers that have it in common are the same."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

WHOLE = 2**64


class Checksum(NamedTuple):
    """How many there are, and the sum of what each adds."""

    operators: int = 0
    value: int = 0

    def having(self, tin: str, seq: int) -> Checksum:
        return Checksum(self.operators + 1, (self.value + of(tin, seq)) % WHOLE)

    def without(self, tin: str, seq: int) -> Checksum:
        return Checksum(self.operators - 1, (self.value - of(tin, seq)) % WHOLE)


def of(tin: str, seq: int) -> int:
    return int.from_bytes(sha256(f"{tin}:{seq}".encode()).digest()[:8])
