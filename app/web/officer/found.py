"""Cases as the pages of this door load them; what is not there, or was never sent, is not found."""

from __future__ import annotations

from uuid import UUID

from flask_login import current_user

from app.applications.models import Application
from app.assessment import queries
from app.extensions import db


def find_case(application_id: UUID) -> Application:
    return db.session.scalars(queries.case(current_user.user, application_id)).one()


def find_case_with_requests(application_id: UUID) -> Application:
    return db.session.scalars(queries.case_with_requests(current_user.user, application_id)).one()


def find_case_with_answers(application_id: UUID) -> Application:
    return db.session.scalars(queries.case_with_answers(current_user.user, application_id)).one()
