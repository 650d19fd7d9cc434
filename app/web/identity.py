"""Who is signed in, and what the database may show them."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from flask import Flask, g, session
from flask_login import UserMixin, current_user, login_user, logout_user
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import selectinload

from app.accounts import service
from app.accounts.models import SignIn, User
from app.core.isolation import Scope, enter, scope_of
from app.extensions import db, login, transaction
from app.web import kept


class Identity(UserMixin):
    """The signed-in person: a `User` with what Flask-Login asks of it. Verbs get `current_user.user`."""

    def __init__(self, user: User, sign_in_id: UUID) -> None:
        self.user, self.sign_in_id = user, sign_in_id

    def get_id(self) -> str:
        """Who, by which password and which sign-in: a changed password ends every session, signing out this one."""
        return f"{self.user.id}:{self.user.session_epoch}:{self.sign_in_id}"


def find_user(user_id: UUID, sign_in_id: UUID) -> User | None:
    signed_in = select(User).join(SignIn, SignIn.user_id == User.id).where(SignIn.id == sign_in_id)
    query = signed_in.where(User.id == user_id, User.ended_at.is_(None))
    return db.session.scalars(query.options(selectinload(User.memberships), selectinload(User.officer_grants))).one_or_none()


def scope_for(user: User) -> Scope:
    if user.is_officer:
        return Scope("officer", person=user.id)
    return Scope("operator", operators=user.operator_ids, person=user.id)


def load(token: str) -> Identity | None:
    """The person a session cookie names, if that session still counts; from here on the database shows what is theirs."""
    if token.count(":") != 2:  # a cookie of an older version of the portal
        return None
    user_id, epoch, sign_in_id = token.split(":")
    unlocked = scope_of(db.session).key  # Flask-Login asks late: what a link has opened stays open
    enter(db.session, Scope(person=UUID(user_id), key=unlocked))
    user = find_user(UUID(user_id), UUID(sign_in_id))
    if user is None or str(user.session_epoch) != epoch:
        enter(db.session, Scope(key=unlocked))
        return None
    enter(db.session, replace(scope_for(user), key=unlocked))
    return Identity(user, UUID(sign_in_id))


def begin(user: User) -> User:
    """A session of this person, and nothing of the one before. The person as the session's own scope sees them."""
    end()
    session.permanent = True
    enter(db.session, replace(scope_of(db.session), person=user.id))
    with transaction() as database:
        sign_in = service.let_in(database, user)
    identity = load(Identity(user, sign_in.id).get_id())
    if identity is None:
        raise NoResultFound
    login_user(identity)
    return identity.user


def go_on(user: User) -> None:
    """The same session, after what has ended all the others."""
    login_user(Identity(user, current_user.sign_in_id))


def end() -> None:
    """Sign out at the server too: a copy of the cookie opens nothing any more."""
    if current_user.is_authenticated:
        with transaction() as database:
            service.sign_out(database, current_user.sign_in_id)
    logout_user()
    forget()


def forget() -> None:
    """Nothing of the session so far goes on, the token of its forms included."""
    session.clear()
    g.pop("csrf_token", None)


def register(app: Flask) -> None:
    login.user_loader(load)
    login.unauthorized_handler(kept.ask_to_sign_in)
