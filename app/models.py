"""Every model, for migrations, portal and worker."""

from app.accounts.assertions import UsedAssertion
from app.accounts.models import ApiClient, Invitation, Membership, OfficerGrant, RecoveryCode, SignIn, User
from app.accounts.repeats import IdempotentRequest
from app.alerts.models import Letter
from app.applications.models import Answer, Application, Evidence, Request
from app.assessment.models import Rating
from app.audits.models import Audit, Observation
from app.authorisations.models import Authorisation, Certificate
from app.compliance.models import Dispute, Infringement, SolvencyAlert
from app.core.database import Base
from app.core.limits import Counter
from app.core.once import SentForm
from app.criteria.models import Edition
from app.decisions.models import Decision, Hearing
from app.documents.models import Attachment, Document
from app.findings.models import CorrectiveAction, Finding
from app.history.models import Event, Seal
from app.monitoring.models import Incident
from app.operators.models import Contact, Identifier, Operator, Site
from app.outcomes.models import Outcome, OutcomeFile, Report
from app.register.feed.models import Change, Epoch
from app.register.models import Entry, Restricted
from app.register.past.models import Publication, StatusPeriod
from app.register.status_list.models import StatusChange, StatusList, StatusPlace
from app.risk.models import Computation, Shadow
from app.risk.policies.models import Period, RiskPolicy, Rollout
from app.risk.simulation.models import Simulation
from app.signing.models import SigningKey
from app.statistics.models import benefit_ledger
from app.usage.models import HourOfUse, Look, UsageBatch
from app.webhooks.models import Delivery, Spread, Subscription

__all__ = [
    "Answer", "ApiClient", "Application", "Attachment", "Audit", "Authorisation", "Base", "Certificate", "Change", "Computation",
    "Contact", "CorrectiveAction", "Counter", "Decision", "Delivery", "Dispute", "Document", "Edition", "Entry", "Epoch", "Event",
    "Evidence", "Finding", "Hearing", "HourOfUse", "IdempotentRequest", "Identifier", "Incident", "Infringement", "Invitation",
    "Letter", "Look", "Membership", "Observation", "OfficerGrant", "Operator", "Outcome", "OutcomeFile", "Period",
    "Publication", "Rating", "RecoveryCode", "Report", "Request", "Restricted", "RiskPolicy", "Rollout", "Seal", "SentForm",
    "Shadow", "SignIn", "SigningKey", "Simulation", "Site", "SolvencyAlert", "Spread", "StatusChange", "StatusList",
    "StatusPeriod", "StatusPlace", "Subscription", "UsageBatch", "UsedAssertion", "User", "benefit_ledger",
]  # fmt: skip
