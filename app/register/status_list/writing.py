"""Writing the lists: those in which a value changed, at most once a minute, and the others long before they end."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.config import settings
from app.core import clock
from app.register.status_list import bits, tokens
from app.register.status_list.bits import TokenStatus
from app.register.status_list.models import StatusChange, StatusList, StatusPlace
from app.register.status_list.places import SIZE, address, all_lists, make_room
from app.signing import service as signing
from app.signing.words import Use

RENEWED_AFTER = timedelta(hours=6)  # with 18 to go: a worker that stands still over night does no harm


def folder() -> Path:
    return settings().published_path / "statuslists"


def path_of(number: int) -> Path:
    return folder() / f"{number}.jwt"


def numbers() -> list[int]:
    """Of the lists that were written."""
    return sorted(int(path.stem) for path in folder().glob("*.jwt"))


def write_due(session: Session) -> Sequence[int]:
    """Write those that need it, and their numbers. Changes that commit meanwhile are met the next time."""
    make_room(session)
    lists = session.scalars(select(StatusList).order_by(StatusList.number).with_for_update()).all()
    changed = set(session.scalars(delete(StatusChange).returning(StatusChange.list_number)))
    key = signing.current(session, Use.PUBLICATION)
    due = [one for one in lists if one.number in changed or is_due(one, key.kid)]
    for one in due:
        write(session, one)
    return [one.number for one in due]


def is_due(one: StatusList, kid: str) -> bool:
    """Never written, lost, growing old, or signed with a key that signs no more."""
    is_old = one.issued_at is None or one.issued_at < clock.now() - RENEWED_AFTER
    return is_old or one.kid != kid or not path_of(one.number).exists()


def write(session: Session, one: StatusList) -> None:
    now, key = clock.now(), signing.current(session, Use.PUBLICATION)
    packed = bits.encode(values(session, one.number), SIZE, tokens.BITS)
    token = key.sign(tokens.KIND, tokens.claims(address(one.number), all_lists(), packed, now))
    replace(path_of(one.number), token.encode())
    one.kid, one.issued_at = key.kid, now


def values(session: Session, number: int) -> dict[int, int]:
    """All that are not valid. Unless the programme says otherwise, a suspension is told as an end: see `PublicStatus`."""
    rows = select(StatusPlace.idx, StatusPlace.value).where(StatusPlace.list_number == number, StatusPlace.value != 0)
    folded = settings().status_list_suspensions == "folded"
    shown = {TokenStatus.SUSPENDED.value: TokenStatus.INVALID.value} if folded else {}
    return {idx: shown.get(value, value) for idx, value in session.execute(rows)}


def replace(path: Path, data: bytes) -> None:
    """Whoever reads it gets the old file or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        new = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            new.chmod(0o644)
            new.replace(path)
        except OSError:
            new.unlink()
            raise
