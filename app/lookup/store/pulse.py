"""How long ago the replica was known to be complete, by a clock that nobody sets, and whether that of the day was set since."""

from __future__ import annotations

import mmap
import os
import struct
import time
from hashlib import sha256
from math import inf
from pathlib import Path

BEAT = struct.Struct("<16sdd")
OFFSET_OF_MOMENT, OFFSET_OF_START = 16, 24
SET = 2.0
"""So many seconds apart, and the clock was set. Answers depend on the day: until the next beat nobody knows which one it is."""
PULSE = "pulse"
CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # goes on while the machine sleeps
BOOT = Path("/proc/sys/kernel/random/boot_id")


def boot_clock() -> float:
    """Seconds since the machine started."""
    return time.clock_gettime(CLOCK)


def this_boot() -> bytes:
    """A moment of an earlier start of the machine says nothing about this one."""
    told = BOOT.read_bytes() if BOOT.exists() else b""
    return sha256(told).digest()[:16]


def started_at() -> float:
    """When the machine started, if the clock of the day is right: it changes only where somebody sets that."""
    return time.time() - boot_clock()


class Pulse:
    """Two moments in a file that writer and readers have mapped: eight bytes each, written and read in one go."""

    def __init__(self, path: Path) -> None:
        if not path.exists() or path.stat().st_size != BEAT.size:
            path.write_bytes(BEAT.pack(b"", 0.0, 0.0))
        handle = os.open(path, os.O_RDWR)
        try:
            self._map = mmap.mmap(handle, BEAT.size)
        finally:
            os.close(handle)
        self._boot = this_boot()

    def beat(self, moment: float) -> None:
        """As of this moment of `boot_clock` the replica holds all that was committed."""
        struct.pack_into("<d", self._map, OFFSET_OF_START, started_at())
        struct.pack_into("<d", self._map, OFFSET_OF_MOMENT, moment)
        if self._map[:OFFSET_OF_MOMENT] != self._boot:
            self._map[:OFFSET_OF_MOMENT] = self._boot

    def stop(self) -> None:
        """Nobody relies on it any more."""
        struct.pack_into("<d", self._map, OFFSET_OF_MOMENT, 0.0)

    def age(self) -> float:
        """In seconds; endless where it did not beat since the machine was started or its clock set."""
        boot, moment, start = BEAT.unpack_from(self._map)
        now = boot_clock()
        is_of_now = moment and boot == self._boot and abs(time.time() - now - start) < SET
        return now - moment if is_of_now else inf
