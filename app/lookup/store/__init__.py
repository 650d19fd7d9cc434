"""The replica of the register on a node: one process writes it, any number read it, and nobody waits for anybody.

A folder holds it in LMDB, one generation beside the other; `current` leads to the one that is read.
Nothing stands in it that the portal does not have: what is wrong with it is mended by building it anew.
"""

from __future__ import annotations

from app.lookup.store.checksum import Checksum
from app.lookup.store.generation import MAP_SIZE
from app.lookup.store.generations import fall_silent
from app.lookup.store.pulse import boot_clock
from app.lookup.store.reader import Reader
from app.lookup.store.stored import Stored
from app.lookup.store.view import View
from app.lookup.store.writer import Unusable, Writer

__all__ = ["MAP_SIZE", "Checksum", "Reader", "Stored", "Unusable", "View", "Writer", "boot_clock", "fall_silent"]
