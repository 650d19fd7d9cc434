"""Where snapshots lie: a folder each, whole once it has its name; the newest is the latest."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from app.config import settings
from app.core import clock
from app.register.snapshots.manifest import Manifest

MANIFEST, SIGNATURE, UNFINISHED = "manifest.json", "manifest.jws", ".making-"
WHOLE_KEPT, KEPT = 3, timedelta(days=7)
NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")


def shelf() -> Path:
    return settings().published_path / "snapshots"


def names() -> list[str]:
    """The oldest first."""
    return sorted(path.name for path in shelf().glob("*") if NAME.fullmatch(path.name)) if shelf().exists() else []


def latest() -> Manifest | None:
    known = names()
    return read(known[-1]) if known else None


def read(name: str) -> Manifest | None:
    """None where there is none of this name, or not any more."""
    if not NAME.fullmatch(name):
        return None
    try:
        return Manifest.model_validate_json((shelf() / name / MANIFEST).read_bytes())
    except FileNotFoundError:
        return None


def signature(name: str) -> str:
    return (shelf() / name / SIGNATURE).read_text("ascii")


def path_of(manifest: Manifest, file: str) -> Path | None:
    """A file that the manifest names, while it is kept."""
    path = shelf() / manifest.id / file
    return path if file in {one.name for one in manifest.every_file} and path.exists() else None


@contextmanager
def unfinished(name: str) -> Iterator[Path]:
    """A folder to write into; it goes away where the work fails."""
    folder = shelf() / f"{UNFINISHED}{name}"
    folder.mkdir(parents=True)
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def put(folder: Path, manifest: Manifest, signed: str) -> None:
    """From here on it is the latest: a reader sees all of it or nothing."""
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=1), "utf-8")
    (folder / SIGNATURE).write_text(signed, "ascii")
    for path in folder.iterdir():
        flush(path)
    folder.rename(shelf() / manifest.id)
    flush(shelf())


def flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def tidy() -> None:
    """Old ones keep their deltas for a week, and nothing after it; what a killed worker began goes at once."""
    for leftover in shelf().glob(f"{UNFINISHED}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    for name in names()[:-WHOLE_KEPT]:
        manifest = read(name)
        if manifest is None or manifest.made_at < clock.now() - KEPT:
            shutil.rmtree(shelf() / name, ignore_errors=True)
            continue
        for file in manifest.files:
            (shelf() / name / file.name).unlink(missing_ok=True)
