"""Who works for the business in the portal, and who is invited to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms.validators import Email, InputRequired

from app.accounts import policy, queries, service
from app.accounts.models import Invitation, Membership
from app.accounts.words import MembershipRole
from app.core import limits, once
from app.core.errors import Invalid, allow
from app.extensions import db, transaction
from app.web.fields import EmailField, RadioField, StringField
from app.web.forms import CreateForm, Form
from app.web.lengths import Length
from app.web.operator import operator

MEANS = {
    MembershipRole.SIGNATORY: "Signs applications and declarations, and may do everything else",
    MembershipRole.ADMINISTRATOR: "Describes the business and invites contributors and viewers",
    MembershipRole.CONTRIBUTOR: "Answers questions, uploads evidence, answers requests",
    MembershipRole.VIEWER: "Reads everything, changes nothing",
}
NO_ADDRESS = "Enter an e-mail address like name@example.com"
ENTRY = {"params": {"autocomplete": "off", "spellcheck": False, "label": {"classes": "govuk-label--s"}}}


class RoleForm(Form):
    """A role that this person may give."""

    role = RadioField("Role", [InputRequired("Choose a role")])

    def __init__(self, *values: Any, roles: list[MembershipRole], **more: Any) -> None:
        super().__init__(*values, **more)
        self.role.choices = [(role.value, role.label) for role in roles]

    @property
    def role_params(self) -> dict[str, Any]:
        """Each role with what it means."""
        hints = [{"hint": {"text": MEANS[MembershipRole(value)]}} for value, _ in self.role.choices]
        legend = {"text": self.role.label.text, "classes": "govuk-fieldset__legend--s"}
        return {"items": hints, "fieldset": {"legend": legend}}


class InvitationForm(RoleForm, CreateForm):
    name = StringField("Name", [InputRequired("Enter the name"), Length(max=200)], render_kw=ENTRY)
    email = EmailField(
        "E-mail address",
        [InputRequired("Enter an e-mail address"), Length(max=254, message=NO_ADDRESS), Email(NO_ADDRESS, allow_smtputf8=False)],
        description="The link goes to this address and works for 7 days",
        render_kw=ENTRY,
    )


def find_membership(membership_id: UUID) -> Membership:
    mine = queries.people_of(current_user.user, g.membership.operator_id)
    return db.session.scalars(mine.where(Membership.id == membership_id)).one()


def find_invitation(invitation_id: UUID) -> Invitation:
    mine = queries.open_invitations_of(current_user.user, g.membership.operator_id)
    return db.session.scalars(mine.where(Invitation.id == invitation_id)).one()


def roles_given() -> list[MembershipRole]:
    """The roles this person may give; nobody who may give none comes further."""
    roles = policy.roles_given_by(current_user.user, g.membership.operator_id)
    allow(bool(roles), "Only a signatory or an administrator of the business can do this.")
    return roles


@operator.get("/people")
def list_people() -> str:
    user, operator_id = current_user.user, g.membership.operator_id
    people = db.session.scalars(queries.people_of(user, operator_id)).all()
    invitations = db.session.scalars(queries.open_invitations_of(user, operator_id)).all()
    page = {"people": people, "invitations": invitations, "may": policy, "user": user, "operator_id": operator_id}
    return render_template("operator/people/list.html", means=MEANS, **page)


@operator.route("/people/invite", methods=["GET", "POST"])
def invite_person() -> ResponseReturnValue:
    form = InvitationForm(roles=roles_given())
    if form.validate_on_submit():
        with transaction() as session:
            limits.count(session, f"invite:{g.membership.operator_id}", limit=50, window=timedelta(hours=1))
        try:
            with transaction() as session:
                once.take(session, form.form_id.data, url_for(".list_people"))
                service.invite(
                    session,
                    g.membership.operator_id,
                    by=current_user.user,
                    name=form.name.data,
                    email=form.email.data,
                    role=MembershipRole(form.role.data),
                )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(f"We have sent an invitation to {form.email.data.strip()}.")
            return redirect(url_for(".list_people"), 303)
    return render_template("operator/people/invite.html", form=form)


@operator.post("/invitations/<uuid:invitation_id>/withdraw")
def withdraw_invitation(invitation_id: UUID) -> ResponseReturnValue:
    invitation = find_invitation(invitation_id)
    with transaction() as session:
        service.withdraw_invitation(session, invitation, by=current_user.user)
    flash("The invitation is withdrawn. Its link opens nothing any more.")
    return redirect(url_for(".list_people"), 303)


@operator.route("/people/<uuid:membership_id>/role", methods=["GET", "POST"])
def change_membership(membership_id: UUID) -> ResponseReturnValue:
    membership = find_membership(membership_id)
    allow(policy.can_give(current_user.user, membership.operator_id, membership.role))
    form = RoleForm(roles=roles_given(), obj=membership)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                service.change_role(session, membership, by=current_user.user, role=MembershipRole(form.role.data))
        except Invalid as error:
            form.refuse(error)
        else:
            flash("The role is changed.")
            return redirect(url_for(".list_people"), 303)
    return render_template("operator/people/role.html", form=form, person=membership.user)


@operator.route("/people/<uuid:membership_id>/end", methods=["GET", "POST"])
def end_membership(membership_id: UUID) -> ResponseReturnValue:
    membership, form = find_membership(membership_id), Form()
    allow(policy.can_end(current_user.user, membership))
    is_own = membership.user_id == current_user.user.id
    if form.validate_on_submit():
        try:
            with transaction() as session:
                service.end_membership(session, membership, by=current_user.user)
        except Invalid as error:
            form.refuse(error)
        else:
            flash("You do not work for the business any more." if is_own else "The access has ended.")
            return redirect(url_for("account.choose_business" if is_own else ".list_people"), 303)
    return render_template("operator/people/end.html", form=form, person=membership.user, is_own=is_own)
