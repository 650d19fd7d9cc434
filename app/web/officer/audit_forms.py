"""The forms of site visits: shape only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from wtforms.validators import InputRequired, Optional

from app.accounts.models import User
from app.accounts.words import OfficerRole
from app.audits.models import Audit
from app.audits.queries import Which
from app.audits.service import Plan
from app.audits.states import VisitMode
from app.operators.models import Operator, Site
from app.web.fields import DateField, RadioField, SelectField, SelectMultipleField, TextAreaField
from app.web.forms import CreateForm, EditForm, Form, SearchForm
from app.web.officer.acting import ActForm
from app.web.officer.look import BOXES, KEYS_IN_A_ROW, box, group, needed, within

AGENDA = "9:00 Arrival and introduction\n9:30 Office and records\n13:00 Site, gates and store\n16:00 First findings"
MINE = "mine"


class AuditsForm(SearchForm):
    """Which visits are listed."""

    which = SelectField("Visits", choices=Which.choices(), default=Which.AHEAD.value)
    whose = SelectField("Whose visits", choices=[("", "All visits"), (MINE, "Those I take part in")])


class PlanFields(Form):
    """Who comes when to which sites."""

    sites = SelectMultipleField("Sites", description="Those that are visited", render_kw=group("Sites", BOXES))
    mode = RadioField(
        "How",
        [InputRequired("Choose how the visit takes place")],
        choices=VisitMode.choices(),
        render_kw=group("How", KEYS_IN_A_ROW, hint=None),
    )
    starts_on = DateField("First day", [InputRequired("Enter the first day")], render_kw=group("First day"))
    ends_on = DateField(
        "Last day",
        [Optional()],
        description="Leave it empty for a visit of one day",
        render_kw=group("Last day"),
    )
    lead = SelectField(
        "Lead", [InputRequired("Choose who leads the visit")], description="An auditor; signs the report", render_kw=box()
    )
    team = SelectMultipleField("Team", description="Who comes along", render_kw=group("Team", BOXES))
    agenda = TextAreaField("Agenda", within(), description="The trader reads it", render_kw=box(rows=6))

    def offer(self, sites: Sequence[Site], officers: Sequence[User]) -> None:
        """What there is to choose from."""
        auditors = [one for one in officers if one.holds(OfficerRole.AUDITOR)]
        self.sites.choices = [(str(one.id), f"{one.name}, {one.address}") for one in sites]
        self.lead.choices = [("", "Choose an auditor"), *((str(one.id), named(one)) for one in auditors)]
        self.team.choices = [(str(one.id), named(one)) for one in officers]

    def plan(self, sites: Sequence[Site], officers: Sequence[User]) -> Plan:
        """In the words of the programme; asked only of a form that was filled in."""
        assert self.starts_on.data  # noqa: S101  a validator says so
        people = {str(one.id): one for one in officers}
        return Plan(
            mode=VisitMode(self.mode.data),
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data or self.starts_on.data,
            sites=[one for one in sites if str(one.id) in self.sites.data],
            lead=people[self.lead.data],
            team=[people[one] for one in self.team.data],
            agenda=(self.agenda.data or "").strip(),
        )


class PlanForm(PlanFields, CreateForm):
    pass


class ChangePlanForm(PlanFields, EditForm):
    pass


class CancelForm(ActForm):
    reason = TextAreaField(
        "Reason", needed("Say why the visit is called off", 2_000), description="The trader reads it", render_kw=box(rows=3)
    )


class ReportForm(EditForm):
    """The report as far as it is written."""

    summary = TextAreaField("In short", within(2_000), description="One or two sentences", render_kw=box(rows=2))
    text = TextAreaField(
        "Report", within(), description="Empty lines part the paragraphs. The trader reads it once signed", render_kw=box(rows=18)
    )


def named(officer: User) -> str:
    roles = ", ".join(sorted(role.label for role in officer.officer_roles)).lower()
    return f"{officer.name} ({roles})"


def planned(audit: Audit) -> dict[str, Any]:
    """What the fields hold of a plan."""
    return {
        "sites": [str(one.id) for one in audit.sites],
        "mode": audit.mode.value,
        "starts_on": audit.starts_on,
        "ends_on": audit.ends_on,
        "lead": str(audit.lead_id),
        "team": [str(one.id) for one in audit.team],
        "agenda": audit.agenda,
        "version": audit.version,
    }


def offered(operator: Operator, chosen: Sequence[UUID] = ()) -> list[Site]:
    """The open sites, and those that are in the plan already."""
    return [site for site in operator.sites if site.closed_on is None or site.id in chosen]
