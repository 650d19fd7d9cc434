"""The report on paper: made by the worker after it is signed, once."""

import pytest
from sqlalchemy import select

from app.audits import report_paper
from app.audits.service import Checked, observe, report
from app.audits.states import Seen
from app.core import clock, jobs
from app.documents.models import Attachment, Document
from app.documents.service import open_bytes
from app.reactions import committing
from tests import sheets
from tests.makers import Maker


@pytest.fixture
def make(committed):
    return Maker(committed)


def visited(make):
    today = clock.today()
    application = make.case()
    audit = make.audit(application, starts_on=today, ends_on=today, sites=[make.site(application.operator, name="North Quay")])
    checks = [Checked("Gate closed?", Seen.FINDING, "The gate stood open.")]
    observe(make.session, audit, by=audit.lead, criterion="G.2", site_id=audit.sites[0].id, checks=checks)
    return audit


def signed(make):
    audit = visited(make)
    make.action(make.finding(audit.application, audit_id=audit.id), text="Close it every evening.")
    make.session.expire(audit)
    with committing(make.session) as session:
        report(session, audit, by=audit.lead, text="We walked along the fence.", summary="One finding.")
    return audit


def papers_of(session, audit):
    query = select(Document).join(Attachment, Attachment.document_id == Document.id).where(Attachment.about_id == audit.id)
    return session.scalars(query).all()


def test_the_worker_prints_the_signed_report(committed, make, run_jobs, storage):
    audit = signed(make)

    run_jobs()

    (paper,) = papers_of(committed, audit)
    assert (paper.kind, paper.is_internal) == ("audit_report", False)
    with open_bytes(paper) as file:
        text = sheets.words(file.read())
    for said in ("We walked along the fence.", "The gate stood open.", "North Quay", "Not met", "Close it every evening."):
        assert said in text


def test_the_report_is_printed_once_however_often_the_job_runs(committed, make, run_jobs, storage):
    audit = signed(make)
    jobs.defer(committed, "print_report", audit_id=str(audit.id))
    committed.commit()

    run_jobs()

    assert len(papers_of(committed, audit)) == 1


def test_a_report_that_is_not_signed_is_not_printed(session):
    assert report_paper.keep(session, visited(Maker(session))) is None
