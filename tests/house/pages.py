"""The address of every page that can be looked at, filled with things of the demonstration."""

from urllib.parse import urlsplit

from sqlalchemy import select

from app.accounts import links
from app.accounts.models import ApiClient, Membership, User
from app.accounts.words import MembershipRole
from app.applications.models import Answer, Application, Request
from app.applications.states import WITH_TRADER
from app.audits.models import Audit
from app.authorisations.models import Authorisation, Certificate, SuspendedPart
from app.compliance.models import Dispute, Infringement, SolvencyAlert
from app.criteria.models import Edition
from app.decisions.models import Decision, Hearing
from app.documents.models import Document
from app.findings.models import CorrectiveAction, Finding
from app.monitoring.models import Incident, Review
from app.operators.models import Contact, Identifier, Operator, Site
from app.risk.policies.models import RiskPolicy
from app.risk.simulation.models import Simulation
from app.webhooks.models import Subscription

THINGS = {
    "application_id": Application,
    "part_id": SuspendedPart,
    "request_id": Request,
    "audit_id": Audit,
    "authorisation_id": Authorisation,
    "certificate_id": Certificate,
    "decision_id": Decision,
    "hearing_id": Hearing,
    "document_id": Document,
    "action_id": CorrectiveAction,
    "finding_id": Finding,
    "incident_id": Incident,
    "review_id": Review,
    "contact_id": Contact,
    "identifier_id": Identifier,
    "site_id": Site,
    "infringement_id": Infringement,
    "alert_id": SolvencyAlert,
    "dispute_id": Dispute,
    "about_id": Infringement,
    "operator_id": Operator,
    "policy_id": RiskPolicy,
    "simulation_id": Simulation,
    "webhook_id": Subscription,
    "client_id": ApiClient,
}
DOORS = ("public", "account", "operator", "officer")


def looked_at(app, door):
    """Every rule of a door that answers GET, in the order of its endpoint."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and rule.endpoint.partition(".")[0] == door]
    return sorted(rules, key=lambda rule: (rule.endpoint, rule.rule))


def filled(session, rule, operator_id=None):
    """An address of this rule, with things of one business if one is given; None where the demonstration has none."""
    values = {}
    for name in rule.arguments:
        value = "P" if "section" in rule.endpoint and name == "code" else thing(session, name, operator_id)
        if value is None:
            return None
        values[name] = value
    with_values = rule.build(values, append_unknown=False)
    return with_values[1] if with_values else None


def thing(session, name, operator_id):
    if name in THINGS:
        model = THINGS[name]
        query = select(model.id).order_by(model.id)
        column = model.id if model is Operator else getattr(model, "operator_id", None)
        if operator_id is not None and column is not None:
            query = query.where(column == operator_id)
        return session.scalars(query.limit(1)).first()
    if name == "key":
        keys = select(Answer.key).where(Answer.operator_id == operator_id) if operator_id else select(Answer.key)
        return session.scalars(keys.order_by(Answer.key).limit(1)).first()
    if name == "code":
        return session.scalars(select(Edition.code)).first()
    return WORDS.get(name)


WORDS = {"tin": "ZZ1000000001", "criterion": "G.2", "slug": "not-found", "filename": "portal.css", "part": "tokens"}


def signatory(told, operator):
    of_them = Membership.operator_id == operator.id, Membership.role == MembershipRole.SIGNATORY
    return told.scalars(select(User.email).join(Membership).where(*of_them).order_by(User.email)).first()


def with_a_code(told):
    """A link from a letter, and the check of every certificate."""
    person = told.scalars(select(User).where(User.email == "contributor@northwind.example")).one()
    yield urlsplit(links.reset_url(person)).path
    yield from (f"/v/{code}" for code in told.scalars(select(Certificate.code).order_by(Certificate.code)))


def questions(told, operator):
    """Every question that may still be answered: each kind of answer has a page of its own."""
    of_them = select(Answer.application_id, Answer.key).where(Answer.operator_id == operator.id).order_by(Answer.key)
    of_them = of_them.join(Application).where(Application.state.in_(WITH_TRADER))
    return [f"/operator/applications/{application}/questions/{key}" for application, key in told.execute(of_them)]


def criteria(told, operator):
    mine = select(Application).where(Application.operator_id == operator.id).order_by(Application.id)
    return [f"/officer/cases/{one.id}/criteria/{code}" for one in told.scalars(mine) for code in ("A.1", "C.1", "G.2", "G.4")]
