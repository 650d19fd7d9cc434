"""A business that is known to customs, with its people and the officers it meets."""

import pytest

from app.accounts.words import MembershipRole
from app.alerts.service import tell
from app.authorisations.models import Certificate
from app.decisions import service as decisions
from app.documents import storage as files
from app.history.kinds import Kind
from app.history.service import record
from app.programme.words import AuthorisationType
from app.reactions import republish

AT_MOST = 15


@pytest.fixture
def business(make):
    return make.operator(name="Northwind Forwarding Ltd")


@pytest.fixture
def signatory(make, business):
    return make.signatory(business, name="Marta Lindqvist")


@pytest.fixture
def viewer(make, business):
    return make.member(business, MembershipRole.VIEWER, name="Vera Reader")


@pytest.fixture
def contributor(make, business):
    return make.member(business, MembershipRole.CONTRIBUTOR, name="Bo Clerk")


@pytest.fixture
def stranger(make):
    """The signatory of another business."""
    return make.signatory(make.operator(name="Elsewhere Ltd"), name="Eve Elsewhere")


@pytest.fixture
def case(make, business, signatory):
    """An application under assessment."""
    officer = make.case_officer(name="R. Okafor", office="East office")
    return make.case(business, officer=officer, by=signatory, types=["aeos"])


@pytest.fixture
def hear(make, session):
    """`hear(authorisation)` opens a hearing about suspending it."""

    def opened(authorisation, **values):
        decision = make.decision(authorisation, **values)
        hearing = decisions.open_hearing(session, decision, by=make.case_officer())
        session.commit()
        return hearing

    return opened


@pytest.fixture
def write(session):
    """`write(kind, thing)` records what happened and writes the letters that follow."""

    def written(kind, thing, **facts):
        tell(session, record(session, kind, about=thing, by=None, **facts))
        session.commit()

    return written


@pytest.fixture
def certify(session, storage):
    """`certify(*authorisations)` is their certificate, without the second it takes to draw one."""

    def certified(*authorisations):
        event = record(session, Kind.CONSENT_CHANGED, about=authorisations[0], by=None)
        pdf = b"%PDF-1.7 a certificate"
        made = Certificate(operator_id=event.operator_id, event_id=event.id, code="7Q4K2M9DXT3P", sha256=files.put(pdf))
        made.size, made.authorisations = len(pdf), list(authorisations)
        session.add(made)
        session.commit()
        return made

    return certified


@pytest.fixture
def everything(make, session, business, case, hear, certify):
    """The business with several of each thing that may be open."""
    certify(make.authorisation(business, AuthorisationType.AEOS))
    hear(make.authorisation(business, AuthorisationType.AEOC))
    for _ in range(3):
        make.request(case)
        make.action(make.finding(case))
        make.audit(case)
        make.incident(business)
    make.review(business)
    republish(session, [business.id])
    session.commit()
    return business


@pytest.fixture
def asks_little(queries, sign_in, signatory):
    """`asks_little(path)` is the page of the signatory, which takes no more queries than a page may."""
    browser = sign_in(signatory)

    def page(path):
        queries.clear()
        answer = browser.get(path)
        assert answer.status_code == 200, answer.text
        assert len(queries) <= AT_MOST, queries
        return answer.text

    return page
