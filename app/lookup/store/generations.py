"""Generations of the replica side by side: a new one is built while the old one is read, and takes its place in one step."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import uuid4

from app.lookup.store.pulse import PULSE, Pulse

CURRENT = "current"
NAME = "[0-9a-f]" * 12


def current(folder: Path) -> Path | None:
    """The generation that is read now; None before the first is whole."""
    try:
        return folder / (folder / CURRENT).readlink()
    except OSError:
        return None


def begin(folder: Path) -> Path:
    """An empty place for a new one. What a killed writer left unfinished goes: there is only one writer."""
    folder.mkdir(parents=True, exist_ok=True)
    remove_all_but(current(folder), folder)
    made = folder / uuid4().hex[:12]
    made.mkdir()
    return made


def make_current(generation: Path) -> None:
    folder = generation.parent
    link = folder / f"{CURRENT}.next"
    link.unlink(missing_ok=True)
    link.symlink_to(generation.name)
    link.replace(folder / CURRENT)
    remove_all_but(generation, folder)


def remove_all_but(kept: Path | None, folder: Path) -> None:
    """Whoever still has one of them mapped sees its pulse stop, and looks for the current one."""
    for one in folder.glob(NAME):
        if one != kept:
            Pulse(one / PULSE).stop()
            shutil.rmtree(one, ignore_errors=True)


def fall_silent(folder: Path) -> None:
    """Nobody is answered from what is there any more."""
    path = current(folder)
    if path and path.exists():
        Pulse(path / PULSE).stop()
