"""`flask programme …`: what an administrator does from the command line."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from app.core.isolation import SYSTEM, enter
from app.core.migrations import migrate as run_migrations
from app.extensions import db, transaction
from app.history import chain

programme = AppGroup("programme", help="Run the programme: criteria, officers, demonstration, history, worker.")


@programme.command("migrate")
def migrate() -> None:
    """Bring the database up to this code."""
    run_migrations()
    click.echo("The database is up to date.")


@programme.command("load-criteria")
@click.argument("path", type=click.Path(exists=True, path_type=Path), required=False)
def load_criteria(path: Path | None) -> None:
    """Load and publish an edition of the criteria; without a path the ones that come with the portal."""
    from app.criteria import service

    enter(db.session, SYSTEM)
    with transaction() as session:
        for edition in service.load_files(session, [path] if path else None):
            click.echo(f"{edition.code}: {edition.state.label.lower()}")


@programme.command("verify-history")
def verify_history() -> None:
    """Check the chain of the history; exit code 1 where it does not hold."""
    enter(db.session, SYSTEM)
    broken = list(chain.verify(db.session))
    for place in broken:
        click.echo(f"Position {place.position}: {place.reason}", err=True)
    if broken:
        raise SystemExit(1)
    click.echo("The history is whole.")


@programme.command("worker")
def worker() -> None:
    """Work off the jobs, until told to stop."""
    from app.worker import run

    run()
