"""Loading, publishing and retiring editions of the criteria."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import Invalid, WrongState, allow
from app.criteria import policy
from app.criteria.catalogue import Catalogue, fingerprint
from app.criteria.models import Edition
from app.criteria.states import LIFECYCLE, State
from app.history.kinds import Kind
from app.history.service import record

if TYPE_CHECKING:
    from app.accounts.models import User

EDITIONS = Path(__file__).parent / "editions"


class AlreadyPublished(Invalid):
    """An edition is never changed once it is there: cases rest on it."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Edition {code} is there already with other content. Give the new one a code of its own.")


class LastOne(WrongState):
    """Nobody could apply any more."""

    def __init__(self) -> None:
        super().__init__("No other edition is published. Publish one before this one is retired.")


def load_files(session: Session, paths: Iterable[Path] | None = None, *, by: User | None = None) -> list[Edition]:
    """Load and publish these files, or those that come with the portal. What is there already stays as it is."""
    loaded = [load(session, yaml.safe_load(path.read_text("utf-8")), by=by) for path in paths or sorted(EDITIONS.glob("*.yaml"))]
    for edition in loaded:
        if edition.state is State.DRAFT:
            publish(session, edition, by=by)
    return loaded


def load(session: Session, content: dict[str, Any], *, by: User | None) -> Edition:
    """A draft of this content; the edition of the same code and content if there is one, else `AlreadyPublished`."""
    allow(policy.can_publish(by))
    catalogue = Catalogue.read(content)
    digest = fingerprint(content)
    found = find(session, catalogue.edition.code)
    if found and found.sha256 != digest:
        raise AlreadyPublished(found.code)
    if found:
        return found
    edition = Edition(code=catalogue.edition.code, title=catalogue.edition.title, sha256=digest, content=content)
    session.add(edition)
    session.flush()
    return edition


def publish(session: Session, edition: Edition, *, by: User | None) -> None:
    """From here on new applications are asked these questions."""
    allow(policy.can_publish(by))
    edition.state = LIFECYCLE.step(edition.state, State.PUBLISHED)
    edition.published_at = clock.now()
    record(session, Kind.CRITERIA_PUBLISHED, about=edition, by=by, code=edition.code, sha256=edition.sha256)


def retire(session: Session, edition: Edition, *, by: User | None) -> None:
    """New applications take another edition, or `LastOne` where there is none; open cases keep this one."""
    allow(policy.can_publish(by))
    edition.state = LIFECYCLE.step(edition.state, State.RETIRED)
    if session.scalar(select(func.count()).where(Edition.state == State.PUBLISHED)) == 0:
        raise LastOne
    record(session, Kind.CRITERIA_RETIRED, about=edition, by=by, code=edition.code)


def find(session: Session, code: str) -> Edition | None:
    return session.scalars(select(Edition).where(Edition.code == code)).one_or_none()


def in_force(session: Session) -> Edition:
    """The edition that a new application takes: the newest published one. `NoResultFound` before the first."""
    newest = select(Edition).where(Edition.state == State.PUBLISHED).order_by(Edition.published_at.desc(), Edition.code.desc())
    return session.scalars(newest.limit(1)).one()
