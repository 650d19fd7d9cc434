"""The policies of the risk credit: which there are, what each says, and proposing another."""

from __future__ import annotations

import json
from collections.abc import Sequence
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import joinedload, undefer

from app.core import clock
from app.core.errors import allow
from app.extensions import db
from app.risk.policies import policy as rights
from app.risk.policies import queries, service
from app.risk.policies.models import Period, RiskPolicy
from app.risk.policies.text import Unsound, parse
from app.risk.simulation import queries as simulations
from app.web.fields import FileField, TextAreaField
from app.web.forms import CreateForm
from app.web.officer import officer
from app.web.officer.acting import acting, first_sending
from app.web.officer.look import box, within
from app.web.policy_words import changes, lines

LONGEST = 200_000  # characters: the policy that came with the portal has 5,000


class ProposeForm(CreateForm):
    """A text, typed or from a file."""

    file = FileField("A file", render_kw=box(description="JSON, like the one that can be downloaded from each policy"))
    body = TextAreaField("Or the text itself", within(LONGEST), render_kw=box(rows=12, spellcheck=False))
    note = TextAreaField(
        "What it changes, and why",
        within(5_000),
        description="Whoever decides on it reads this first",
        render_kw=box(rows=4),
    )

    @property
    def text(self) -> str:
        """What the file says, if one was sent."""
        if not self.file.data:
            return self.body.data or ""
        self.body.data = self.file.data.read(4 * LONGEST).decode("utf-8", "replace")
        self.body.raw_data = [self.body.data]
        return str(self.body.data)


@officer.get("/programme/policies")
def list_policies() -> str:
    people = (joinedload(RiskPolicy.proposed_by), joinedload(RiskPolicy.approved_by))
    now = clock.now()
    period = queries.period_at(db.session, now)
    rollout = queries.rollout(db.session, period)
    return render_template(
        "officer/policies/list.html",
        policies=db.session.scalars(queries.policies().options(*people)).all(),
        period=period,
        ahead=queries.ahead(db.session, now),
        rollout=rollout,
        left=queries.left(db.session) if rollout and not rollout.finished_at else 0,
        periods=queries.periods(db.session),
        may_propose=rights.can_propose(current_user.user),
    )


@officer.get("/programme/policies/<uuid:policy_id>")
def show_policy(policy_id: UUID) -> str:
    row, period = find_policy(policy_id), queries.period_at(db.session, clock.now())
    live = period.row.policy
    return render_template(
        "officer/policies/show.html",
        row=row,
        policy=row.policy,
        live=live,
        is_in_force=period.policy_id == row.id,
        periods=of_policy(queries.periods(db.session), row),
        lines=lines(row.policy),
        changes=changes(live, row.policy) if period.policy_id != row.id else [],
        simulations=simulations.of_policy(db.session, row),
        may=rights.may(current_user.user, row),
    )


@officer.get("/programme/policies/<uuid:policy_id>/text")
def show_policy_text(policy_id: UUID) -> ResponseReturnValue:
    """The text as it was proposed: what the hash is over, up to spaces and the order of names."""
    row = find_policy(policy_id)
    return row.body, {"Content-Disposition": f'attachment; filename="{row.code}.json"'}


@officer.route("/programme/policies/new", methods=["GET", "POST"])
def propose_policy() -> ResponseReturnValue:
    """A text at fault comes back with each of its places named."""
    first_sending()
    allow(rights.can_propose(current_user.user), "Only a programme manager proposes a policy.")
    form, places = ProposeForm(body=in_force()), list[str]()
    if form.validate_on_submit():
        try:
            content = parse(form.text)
            with acting(form, url_for(".list_policies")) as session:
                row = service.propose(session, content, by=current_user.user, note=form.note.data or "")
        except Unsound as refused:
            places = refused.places
        except service.CodeTaken as refused:
            form.refuse(refused)
        else:
            flash(f"Policy {row.code} is proposed. Somebody else has to approve it.")
            return redirect(url_for(".show_policy", policy_id=row.id), 303)
    form.form_errors.extend(places)
    return render_template("officer/policies/propose.html", form=form)


def in_force() -> str:
    """The text to begin with."""
    return json.dumps(queries.period_at(db.session, clock.now()).row.body, indent=2, ensure_ascii=False)


def find_policy(policy_id: UUID) -> RiskPolicy:
    people = (joinedload(RiskPolicy.proposed_by), joinedload(RiskPolicy.approved_by), joinedload(RiskPolicy.closed_by))
    found = queries.policies().where(RiskPolicy.id == policy_id).options(undefer(RiskPolicy.body), *people)
    return db.session.scalars(found).one()


def of_policy(periods: Sequence[Period], row: RiskPolicy) -> list[Period]:
    return [period for period in periods if period.policy_id == row.id]
