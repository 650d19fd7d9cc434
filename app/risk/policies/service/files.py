"""Policies from files: those that come with the portal, and those an administrator has."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy.orm import Session

from app.risk.policies import queries
from app.risk.policies.models import RiskPolicy
from app.risk.policies.service.proposals import CodeTaken, propose
from app.risk.policies.text import parse, sound

SHIPPED = Path(__file__).parents[1]


def load_files(session: Session, paths: Iterable[Path] | None = None) -> list[RiskPolicy]:
    """Propose the policies of these files, or those that come with the portal. What is there stays as it is.

    Two people still have to agree: a policy is never in force because a file was. `CodeTaken` where the id has another text.
    """
    return [_load(session, path) for path in paths or sorted(SHIPPED.glob("*.json"))]


def _load(session: Session, path: Path) -> RiskPolicy:
    content = parse(path.read_text("utf-8"))
    policy = sound(content)
    found = queries.find(session, policy.id)
    if found and found.sha256 != policy.sha256:
        raise CodeTaken(policy.id)
    return found or propose(session, content, by=None)
