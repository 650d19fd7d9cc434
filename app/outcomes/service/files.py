"""Outcomes as a file: looked through by a manager, then stored as a whole or not at all."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.core import clock
from app.core.errors import Invalid, WrongState, allow
from app.outcomes import policy
from app.outcomes.csv import Lines, number_of_lines, read
from app.outcomes.models import OutcomeFile
from app.outcomes.service.report import report
from app.outcomes.words import Result

KEPT_FOR = timedelta(days=1)
LINES_AT_MOST, MEGABYTES_AT_MOST = 10_000, 10


class NotReady(WrongState):
    """A file with mistakes is not stored, not even in part."""

    def __init__(self) -> None:
        super().__init__("Nothing was stored: the file has lines that cannot be read. Put them right and send it again.")


def receive(session: Session, system: str, filename: str, content: bytes, *, by: User) -> OutcomeFile:
    """Keep a file to be looked through, for a day. Raises `Invalid` for what is no table of at most 10,000 lines and 10 MB."""
    allow(policy.can_import(by), "Only the programme manager brings outcomes in.")
    if len(content) > MEGABYTES_AT_MOST * 1_000_000:
        raise Invalid(f"The file is larger than {MEGABYTES_AT_MOST} MB. Send it in parts", "file")
    try:
        text = content.decode("utf-8-sig").replace("\0", "\ufffd")
    except UnicodeDecodeError:
        raise Invalid("The file is no text in UTF-8. Save it as CSV (UTF-8)", "file") from None
    if number_of_lines(text) > LINES_AT_MOST + 1:
        raise Invalid(f"The file has more than {LINES_AT_MOST:,} lines. Send it in parts", "file")
    if not read(text).total:
        raise Invalid("The file has no line below its heading", "file")
    file = OutcomeFile(by_id=by.id, system=system, filename=filename, content=text)
    session.add(file)
    session.flush()
    return file


def store(session: Session, file: OutcomeFile, *, by: User) -> list[Result]:
    """All of it, or `NotReady`."""
    lines: Lines = read(file.content)
    if lines.mistakes:
        raise NotReady
    results = report(session, file.system, lines.good, by=by, filename=file.filename)
    drop(session, file, by=by)
    return results


def drop(session: Session, file: OutcomeFile, *, by: User) -> None:
    allow(policy.can_import(by) and file.by_id == by.id, "This file is somebody else’s.")
    session.delete(file)


def sweep(session: Session) -> None:
    """Forget files that nobody stored."""
    session.execute(delete(OutcomeFile).where(OutcomeFile.sent_at < clock.now() - KEPT_FOR))
