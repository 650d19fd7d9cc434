"""A business comes to the portal and says what it does."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from app.accounts.models import Membership, User
from app.accounts.words import MembershipRole
from app.applications import activities
from app.applications.profile import applicant_of, profile_of
from app.core import clock
from app.criteria.service import in_force
from app.demo.cast import Firm
from app.demo.crew import let_in
from app.operators import service as operators
from app.operators.models import Operator
from app.operators.words import ContactPurpose, Scheme

OPEN_ACCOUNTS = {1: ("signatory@northwind.example", "contributor@northwind.example")}


def arrive(session: Session, firm: Firm) -> tuple[Operator, User]:
    """Registered by its signatory, with numbers, sites and a contact; not yet described."""
    address = OPEN_ACCOUNTS.get(firm.number, (f"office@{firm.domain}",))[0]
    signatory = person(session, firm.signatory, address)
    operator = operators.register(
        session,
        by=signatory,
        name=firm.name,
        legal_form=firm.legal_form,
        country="ZZ",
        tin=firm.tin,
        street=firm.street,
        postcode=f"{1000 + firm.number}",
        city=firm.city,
        numbers={Scheme.EORI: f"ZZ{800_000_000 + firm.number}", Scheme.VAT: f"ZZ{500_000_000 + firm.number}"},
    )
    for email in OPEN_ACCOUNTS.get(firm.number, ())[1:]:
        colleague = person(session, "Aino Brandt", email)
        session.add(Membership(user=colleague, operator_id=operator.id, role=MembershipRole.CONTRIBUTOR))
    if firm.number in OPEN_ACCOUNTS:
        let_in(signatory)
    session.flush()
    return operator, signatory


def person(session: Session, name: str, email: str) -> User:
    """Only the accounts named in the README have a password."""
    user = User(name=name, email=email, email_confirmed_at=clock.now())
    session.add(user)
    if email.endswith("@northwind.example"):
        let_in(user)
    session.flush()
    return user


def describe(session: Session, firm: Firm, operator: Operator, by: User) -> None:
    """Roles, size, sites, contact, consent, and the facts asked first."""
    operators.describe(
        session,
        operator,
        by=by,
        name=operator.name,
        legal_form=operator.legal_form,
        country=operator.country,
        street=operator.street,
        postcode=operator.postcode,
        city=operator.city,
        people=firm.people,
        established_on=clock.today() - timedelta(days=3_000 + firm.number * 31),
    )
    operators.state_roles(session, operator, by=by, roles=firm.roles, modes=firm.modes)
    for place in range(firm.sites):
        add_site(session, firm, operator, by, place)
    operators.add_contact(
        session,
        operator,
        by=by,
        name=by.name,
        purpose=ContactPurpose.CUSTOMS,
        email=by.email,
        phone=f"+99 555 0{100 + firm.number}",
    )
    if firm.public:
        operators.give_consent(session, operator, by=by)


def add_site(session: Session, firm: Firm, operator: Operator, by: User, place: int) -> None:
    name, city = ("Head office and store", "Second store")[place], (firm.city, firm.second_city)[place]
    operators.add_site(
        session,
        operator,
        by=by,
        name=f"{city}, {name.lower()}",
        street=f"{place + 3} {('Quay Road', 'Mill Lane')[place]}",
        postcode=f"{1000 + firm.number}",
        city=city,
        country="ZZ",
        locode=f"ZZ{city.replace(' ', '')[:3].upper()}",
        site_class="",
        roles=(),
        modes=(),
        contact_name=by.name,
        contact_phone=f"+99 555 0{200 + firm.number}",
    )


def state_facts(session: Session, firm: Firm, operator: Operator, by: User) -> None:
    """The activity facts as the roles suggest them, for the business and for each class of sites."""
    catalogue = in_force(session).catalogue
    applicant = applicant_of(profile_of(operator), firm.types)
    facts = {choice.fact.code: choice.is_yes for choice in activities.flat(activities.choices(catalogue, applicant))}
    operators.state_activities(session, operator, by=by, facts=facts)
    applicant = applicant_of(profile_of(operator), firm.types)
    of_classes: dict[str, dict[str, bool]] = {}
    for asked in applicant.facts_to_ask(catalogue):
        if asked.at is not None:
            of_classes.setdefault(asked.at, {})[asked.fact.code] = True
    if of_classes:
        operators.state_activities(session, operator, by=by, facts={}, of_classes=of_classes)
