"""Makers: the smallest valid thing, committed. Counters keep what must be unique apart."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from itertools import count

from sqlalchemy import select

from app.accounts.models import ApiClient, Invitation, Membership, OfficerGrant, SignIn, User
from app.accounts.passwords import HASHER
from app.accounts.words import MembershipRole, OfficerRole
from app.applications.models import Answer, Application, Evidence, Request
from app.applications.states import State as ApplicationState
from app.assessment.models import Rating
from app.audits.models import Audit
from app.audits.states import VisitMode
from app.authorisations.models import Authorisation, SuspendedPart
from app.authorisations.states import State as AuthorisationState
from app.compliance.models import Infringement
from app.compliance.words import Severity
from app.core import clock
from app.core.references import next_number
from app.criteria.models import Edition
from app.criteria.words import Result
from app.decisions.models import Decision
from app.decisions.states import Ground, Measure
from app.documents.models import Attachment, Document
from app.findings.models import CorrectiveAction, Finding
from app.findings.states import Grade
from app.monitoring.models import Incident, Review
from app.monitoring.states import IncidentType
from app.operators.models import Contact, Operator, Site
from app.operators.words import ContactPurpose
from app.programme.words import AuthorisationType, Domain

NUMBERS = count(1)
PASSWORD = "Portal-demo-2026!"


@cache
def hashed_password():
    """Made once: hashing a password is meant to be slow."""
    return HASHER.hash(PASSWORD)


class Maker:
    """Makes things in a session and commits them: after a refusal the door rolls back what was only flushed."""

    def __init__(self, session):
        self.session = session

    def keep(self, thing):
        self.session.add(thing)
        self.session.commit()
        return thing

    def edition(self):
        """The first edition of the criteria, published."""
        from app.criteria import service

        found = self.session.scalars(select(Edition).order_by(Edition.code)).first()
        return found or service.load_files(self.session)[0]

    def user(self, **values):
        number = next(NUMBERS)
        values = {"email": f"person{number}@example.com", "name": f"Person {number}", "email_confirmed_at": clock.now()} | values
        return self.keep(User(**values))

    def signed_in(self, user):
        """What the cookie of this person's browser says after a sign-in with every factor."""
        from app.web.identity import Identity

        return Identity(user, self.keep(SignIn(user_id=user.id)).id).get_id()

    def officer(self, *roles, **values):
        user = self.user(**values)
        for role in roles or (OfficerRole.CASE_OFFICER,):
            user.officer_grants.append(OfficerGrant(user_id=user.id, role=role))
        self.session.commit()
        return user

    def case_officer(self, **values):
        return self.officer(OfficerRole.CASE_OFFICER, **values)

    def auditor(self, **values):
        return self.officer(OfficerRole.AUDITOR, **values)

    def decision_maker(self, **values):
        return self.officer(OfficerRole.DECISION_MAKER, **values)

    def manager(self, **values):
        return self.officer(OfficerRole.PROGRAMME_MANAGER, **values)

    def operator(self, **values):
        number = next(NUMBERS)
        values = {
            "tin": f"ZZ9{number:09}",
            "name": f"Business {number}",
            "legal_form": "Ltd",
            "country": "ZZ",
            "street": "1 Quay Road",
            "postcode": "1000",
            "city": "Exampleton",
            "people": 25,
            "established_on": clock.today() - timedelta(days=3_650),
            "roles": ["FWD"],
            "modes": ["sea"],
        } | values
        return self.keep(Operator(**values))

    def member(self, operator, role=MembershipRole.CONTRIBUTOR, **values):
        user = self.user(**values)
        user.memberships.append(Membership(user_id=user.id, operator_id=operator.id, role=role))
        self.session.commit()
        return user

    def signatory(self, operator, **values):
        return self.member(operator, MembershipRole.SIGNATORY, **values)

    def invitation(self, operator, **values):
        by = values.pop("by", None) or self.signatory(operator)
        values = {
            "email": f"invited{next(NUMBERS)}@example.com",
            "name": "Bo Clerk",
            "role": MembershipRole.CONTRIBUTOR,
            "expires_at": clock.now() + timedelta(days=7),
        } | values
        return self.keep(Invitation(operator_id=operator.id, operator=operator, invited_by_id=by.id, **values))

    def site(self, operator, **values):
        values = {
            "name": "Main site",
            "street": "1 Quay Road",
            "postcode": "1000",
            "city": "Exampleton",
            "country": "ZZ",
        } | values
        return self.keep(Site(operator_id=operator.id, **values))

    def contact(self, operator, **values):
        values = {
            "name": "Ines Calder",
            "purpose": ContactPurpose.CUSTOMS,
            "email": "ines@example.com",
            "phone": "+99 555 0117",
        } | values
        return self.keep(Contact(operator_id=operator.id, **values))

    def application(self, operator=None, *, state=ApplicationState.DRAFT, by=None, **values):
        """An application in a state, with the dates that state needs; its questions are not answered."""
        operator = operator or self.operator()
        by = by or self.signatory(operator)
        sent = {} if state is ApplicationState.DRAFT else {"submitted_at": clock.now(), "submitted_by_id": by.id}
        if state in {ApplicationState.UNDER_ASSESSMENT, ApplicationState.DECIDED}:
            sent["accepted_on"] = clock.today()
        values = (
            {"types": ["aeoc", "aeos"], "edition_id": self.edition().id, "reference": next_number(self.session, "AEO")}
            | sent
            | values
        )
        return self.keep(Application(operator_id=operator.id, operator=operator, state=state, started_by_id=by.id, **values))

    def case(self, operator=None, **values):
        """An application under assessment, taken by an officer."""
        officer = values.pop("officer", None) or self.case_officer()
        return self.application(operator, state=ApplicationState.UNDER_ASSESSMENT, officer_id=officer.id, **values)

    def answer(self, application, key, value, by=None):
        by_id = by.id if by else application.started_by_id
        return self.keep(
            Answer(application_id=application.id, operator_id=application.operator_id, key=key, value=value, answered_by_id=by_id)
        )

    def evidence(self, application, key, document):
        return self.keep(
            Evidence(
                application_id=application.id,
                operator_id=application.operator_id,
                key=key,
                document_id=document.id,
                added_by_id=application.started_by_id,
            )
        )

    def complete_application(self, operator=None, **values):
        """An application with a plain answer to every question, ready to be sent; its signatory is `started_by_id`."""
        from tests.filled import fill

        return fill(self, self.application(operator, **values))

    def request(self, application, **values):
        number = 1 + len(application.requests)
        values = {"text": "Which seals do you use?", "due_on": clock.today() + timedelta(days=14), "number": number} | values
        asked_by = values.pop("by", None) or self.case_officer()
        made = Request(application_id=application.id, operator_id=application.operator_id, asked_by_id=asked_by.id, **values)
        return self.keep(made)

    def enclosed(self, about, document):
        """The document goes with this answer, reply or report."""
        return self.keep(Attachment(operator_id=about.operator_id, about_id=about.id, document_id=document.id))

    def rating(self, application, criterion, result=Result.MET, **values):
        by = values.pop("by", None) or self.case_officer()
        values = {"reason": "Seen and in order."} | values
        made = Rating(
            application_id=application.id,
            operator_id=application.operator_id,
            criterion=criterion,
            result=result,
            rated_by_id=by.id,
            **values,
        )
        return self.keep(made)

    def audit(self, application, **values):
        lead = values.pop("lead", None) or self.auditor()
        day = clock.today() + timedelta(days=7)
        values = {
            "mode": VisitMode.ON_SITE,
            "starts_on": day,
            "ends_on": day,
            "reference": next_number(self.session, "V"),
        } | values
        return self.keep(Audit(application_id=application.id, operator_id=application.operator_id, lead_id=lead.id, **values))

    def finding(self, application, **values):
        by = values.pop("by", None) or self.auditor()
        values = {
            "criterion": "G.2",
            "domain": Domain.SECURITY,
            "grade": Grade.MINOR,
            "text": "The seal log has gaps.",
            "reference": next_number(self.session, "F"),
        } | values
        return self.keep(
            Finding(application_id=application.id, operator_id=application.operator_id, raised_by_id=by.id, **values)
        )

    def action(self, finding, **values):
        values = {"text": "Keep the seal log every day.", "due_on": clock.today() + timedelta(days=30)} | values
        return self.keep(CorrectiveAction(finding_id=finding.id, operator_id=finding.operator_id, **values))

    def authorisation(self, operator=None, type=AuthorisationType.AEOC, *, state=AuthorisationState.GRANTED, **values):
        """An authorisation in force for four years, in a state with the date it needs."""
        operator = operator or self.operator()
        since = clock.today() - timedelta(days=4 * 365)
        dates = {"granted_on": since, "effective_from": since, "validated_on": since}
        if state is AuthorisationState.SUSPENDED:
            dates["suspended_on"] = clock.today()
        if state is AuthorisationState.REVOKED:
            dates["ended_on"] = clock.today()
        known = {"number": next_number(self.session, f"ZZ-{AuthorisationType(type).code}")} | dates
        return self.keep(Authorisation(operator_id=operator.id, operator=operator, type=type, state=state, **known | values))

    def suspended_part(self, authorisation, **values):
        """Its role as a forwarder, until it is lifted."""
        values = {"roles": ["FWD"], "sites": [], "suspended_on": clock.today()} | values
        return self.keep(SuspendedPart(operator_id=authorisation.operator_id, authorisation_id=authorisation.id, **values))

    def decision(self, authorisation, kind=Measure.SUSPEND, **values):
        by = values.pop("by", None) or self.case_officer()
        values = {"ground": Ground.COMPLIANCE, "reasons": "Three late declarations were found."} | values
        return self.keep(
            Decision(
                operator_id=authorisation.operator_id,
                authorisation_id=authorisation.id,
                type=authorisation.type,
                kind=kind,
                proposed_by_id=by.id,
                **values,
            )
        )

    def incident(self, operator=None, **values):
        operator = operator or self.operator()
        by = values.pop("by", None) or self.signatory(operator)
        values = {
            "reference": next_number(self.session, "I"),
            "what": IncidentType.TAMPERING,
            "occurred_at": clock.now() - timedelta(days=1),
            "place": "Exampleton, gate 2",
            "goods": "Machine parts",
            "description": "A seal was broken.",
            "consequences": "Nothing is missing.",
            "measures": "The unit was resealed.",
        } | values
        return self.keep(Incident(operator_id=operator.id, reported_by_id=by.id, **values))

    def review(self, operator=None, **values):
        """One that waits for the business, due in thirty days."""
        operator = operator or self.operator()
        due_on = values.setdefault("due_on", clock.today() + timedelta(days=30))
        return self.keep(Review(operator_id=operator.id, operator=operator, **{"year": due_on.year} | values))

    def infringement(self, operator=None, **values):
        """A minor one of the fiscal figure, decided today."""
        operator = operator or self.operator()
        by = values.pop("by", None) or self.case_officer()
        values = {
            "reference": next_number(self.session, "INF"),
            "decided_on": clock.today(),
            "severity": Severity.MINOR,
            "domains": [Domain.FISCAL],
            "disclosed": False,
            "description": "Two declarations named the wrong origin.",
            "legal_basis": "Customs Act, section 12",
        } | values
        return self.keep(Infringement(operator_id=operator.id, recorded_by_id=by.id, **values))

    def document(self, operator, **values):
        """A file somebody uploaded; a paper of the portal's own with `uploaded_by_id=None`."""
        if "uploaded_by_id" not in values:
            values["uploaded_by_id"] = self.user().id
        values = {"name": "seal-log.pdf", "content_type": "application/pdf", "size": 12, "sha256": "0" * 64} | values
        return self.keep(Document(operator_id=operator.id, **values))

    def api_client(self, *scopes, **values):
        values = {"client_id": f"client-{next(NUMBERS)}", "name": "Risk engine", "secret_hash": ""} | values
        return self.keep(ApiClient(scopes=list(scopes), **values))
