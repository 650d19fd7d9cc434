"""`flask programme …`: what an administrator does from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from app.accounts.clients import Scope
from app.accounts.models import ApiClient
from app.accounts.words import OfficerRole
from app.config import settings
from app.core.errors import DomainError
from app.core.isolation import SYSTEM, enter
from app.core.migrations import migrate as run_migrations
from app.extensions import db, transaction
from app.history import chain

programme = AppGroup("programme", help="Run the programme: criteria, officers, demonstration, history, worker.")


@contextmanager
def changing() -> Iterator[Session]:
    """A transaction of the system's own. What a verb refuses is said in a line."""
    enter(db.session, SYSTEM)
    try:
        with transaction() as session:
            yield session
    except DomainError as refusal:
        raise click.ClickException(str(refusal)) from None


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

    with changing() as session:
        editions = service.load_files(session, [path] if path else None)
    for edition in editions:
        click.echo(f"{edition.code}: {edition.state.label.lower()}")


@programme.command("retire-criteria")
@click.argument("code")
def retire_criteria(code: str) -> None:
    """Ask no new application by this edition of the criteria; open cases keep it."""
    from app.criteria import service

    with changing() as session:
        edition = service.find(session, code)
        if edition is None:
            raise click.ClickException(f"There is no edition {code}.")
        service.retire(session, edition, by=None)
    click.echo(f"{edition.code}: {edition.state.label.lower()}")


@programme.command("load-policies")
@click.argument("paths", type=click.Path(exists=True, dir_okay=False, path_type=Path), nargs=-1)
def load_policies(paths: tuple[Path, ...]) -> None:
    """Propose policies of the risk credit; without a path those that come with the portal. Two people decide on them."""
    from app.risk.policies import service

    with changing() as session:
        rows = service.load_files(session, paths or None)
    for row in rows:
        click.echo(f"{row.code}: {row.state.label.lower()}")


@programme.command("create-officer")
@click.argument("email")
@click.argument("name")
@click.option("--role", "roles", type=click.Choice([role.value for role in OfficerRole]), multiple=True, required=True)
@click.option("--office", default="", help="Where the officer works.")
def create_officer(email: str, name: str, roles: tuple[str, ...], office: str) -> None:
    """Make an account for an officer of customs, and print the link to set its password."""
    from app.accounts import links, service

    with changing() as session:
        given = [OfficerRole(role) for role in roles]
        officer = service.create_officer(session, by=None, name=name, email=email, roles=given, office=office)
    click.echo(f"{officer.name} sets a password within one hour at\n{links.reset_url(officer)}")
    click.echo("The second factor is set up at the first sign-in.")


@programme.command("reset-factor")
@click.argument("email")
def reset_factor(email: str) -> None:
    """Let somebody who has lost the second device set up a new one at the next sign-in."""
    from app.accounts import queries, service

    with changing() as session:
        person = session.scalars(queries.person_with(email)).one_or_none()
        if person is None:
            raise click.ClickException(f"Nobody has an account with {email}.")
        service.remove_factor(session, person, by=None)
    click.echo("Done. The password alone lets nobody in who is an officer: the new device is set up first.")


@programme.command("create-client")
@click.argument("client_id")
@click.argument("name")
@click.option("--scope", "scopes", type=click.Choice([scope.value for scope in Scope]), multiple=True, required=True)
def create_client(client_id: str, name: str, scopes: tuple[str, ...]) -> None:
    """Give a system access to the interfaces, and print its secret, once."""
    from app.accounts import clients

    secret = clients.secret()
    with changing() as session:
        clients.create(session, client_id, name, scopes, secret, by=None)
    click.echo(f"client_id: {client_id}\nsecret:    {secret}\nThe secret is shown this once: hand it over on a safe way.")


@programme.command("renew-secret")
@click.argument("client_id")
def renew_secret(client_id: str) -> None:
    """Give a system a new secret, and print it, once; the one it has works beside it for seven days."""
    from app.accounts import client_changes, clients

    secret = clients.secret()
    with changing() as session:
        client_changes.renew_secret(session, system(session, client_id), secret, by=None)
    click.echo(f"client_id: {client_id}\nsecret:    {secret}\nThe secret is shown this once: hand it over on a safe way.")


@programme.command("register-keys")
@click.argument("client_id")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def register_keys(client_id: str, path: Path) -> None:
    """Take these public keys (JWKS or PEM) of a system in place of those before: it then signs in without a secret."""
    from app.accounts import client_changes, client_keys

    with changing() as session:
        client = system(session, client_id)
        client_changes.register_keys(session, client, client_keys.read_keys(path.read_text("utf-8")), by=None)
    click.echo(f"Registered: {', '.join(key['kid'] for key in client.keys) or 'none'}")


@programme.command("disable-client")
@click.argument("client_id")
def disable_client(client_id: str) -> None:
    """End the access of a system, at once: tokens it still has are worth nothing."""
    from app.accounts import clients

    with changing() as session:
        clients.disable(session, system(session, client_id), by=None)
    click.echo("Done. The system is out.")


def system(session: Session, client_id: str) -> ApiClient:
    from app.accounts import clients

    client = clients.find(session, client_id)
    if client is None:
        raise click.ClickException(f"There is no system {client_id}.")
    return client


@programme.command("rotate-keys")
@click.option("--leaked", is_flag=True, help="Withdraw every key there was: what they signed is worth nothing from now on.")
def rotate_keys(leaked: bool) -> None:
    """Have the next keys sign from now on; without --leaked the old ones stay published until what they signed is over."""
    from app.signing import service

    with changing() as session:
        service.rotate(session, by=None, leaked=leaked)
    click.echo("Done. The portal's processes know within five seconds.")


@programme.command("renew-epoch")
def renew_epoch() -> None:
    """After a restore: every follower of the register begins anew with a snapshot."""
    from app.register.feed import epoch

    with changing() as session:
        epoch.renew(session)
    click.echo("Done. Every cursor given out before has ended.")


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


@programme.command("deliver")
def deliver() -> None:
    """Send the messages of webhooks, until told to stop."""
    from app.webhooks.dispatcher import run

    run()


@programme.command("worker")
def worker() -> None:
    """Work off the jobs, until told to stop."""
    from app.worker import run

    run()


@programme.command("seed-demo")
def seed_demo() -> None:
    """Fill an empty database with sixty invented businesses. In demonstration mode only."""
    from app.demo import seed
    from app.demo.cast import firms

    if not settings().is_demo:
        raise click.ClickException("PORTAL_MODE is not demo: invented businesses do not belong into a real programme.")
    enter(db.session, SYSTEM)
    if seed.is_seeded(db.session):
        click.echo("The demonstration is there already.")
        return
    crew = seed.prepare(db.session)
    with click.progressbar(seed.play(db.session, crew), length=len(firms()), label="Sixty businesses") as told:
        for _ in told:
            pass
