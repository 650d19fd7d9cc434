import pytest
from sqlalchemy import select

from app.audits import draft
from app.audits.service import Checked, TooEarly, Unwritten, observe, report, write
from app.audits.states import LIFECYCLE, Seen, State
from app.core import clock
from app.core.errors import NotAllowed, WrongState
from app.criteria.words import Result
from app.history.kinds import Kind
from app.history.models import Event


@pytest.fixture
def audit(make):
    """A visit of today."""
    application = make.case()
    today = clock.today()
    return make.audit(application, starts_on=today, ends_on=today, sites=[make.site(application.operator, name="North Quay")])


def test_the_lead_signs_the_report(session, audit):
    report(session, audit, by=audit.lead, text="Two gates stood open.", summary="One finding.")

    assert (audit.state, audit.report, audit.summary) == (State.REPORTED, "Two gates stood open.", "One finding.")
    assert session.scalars(select(Event.kind).where(Event.about_id == audit.id)).all() == [Kind.AUDIT_REPORTED]


def test_the_report_follows_the_visit(session, make):
    audit = make.audit(make.case())

    with pytest.raises(TooEarly):
        report(session, audit, by=audit.lead, text="Seen.")


def test_an_empty_report_is_not_signed(session, audit):
    with pytest.raises(Unwritten):
        report(session, audit, by=audit.lead, text=" ")


def test_a_colleague_writes_but_does_not_sign(session, make, audit):
    colleague = make.case_officer()
    audit.team = [colleague]

    write(session, audit, by=colleague, text="Two gates.")

    assert audit.report == "Two gates."
    with pytest.raises(NotAllowed):
        report(session, audit, by=colleague, text="Two gates.")


def test_an_officer_who_was_not_there_writes_nothing(session, make, audit):
    with pytest.raises(NotAllowed):
        write(session, audit, by=make.auditor(), text="Hearsay.")


@pytest.mark.parametrize("state", [state for state in State if not LIFECYCLE.allows(state, State.REPORTED)])
def test_a_report_is_written_and_signed_once(session, make, state):
    audit = make.audit(make.case(), state=state, starts_on=clock.today(), ends_on=clock.today())

    with pytest.raises(WrongState):
        report(session, audit, by=audit.lead, text="Once more.")
    with pytest.raises(WrongState):
        write(session, audit, by=audit.lead, text="Once more.")


def test_a_draft_tells_who_was_where_and_what_was_wanting(session, make, audit):
    site = audit.sites[0]
    checks = [Checked("Gate closed?", Seen.FINDING, "The gate stood open."), Checked("Lamps?", Seen.IN_ORDER)]
    observe(session, audit, by=audit.lead, criterion="I.2", site_id=site.id, checks=checks)
    observe(session, audit, by=audit.lead, criterion="G.2", checks=[Checked("Seal?", Seen.NOT_SEEN)])
    session.expire(audit, ["observations"])

    text = draft.text(audit, {"I.2": "Outer limit", "G.2": "Seals"}, [draft.Judged("G.2", Result.NOT_MET, "No log.")])

    assert text.split("\n\n") == [
        f"{audit.lead.name} visited North Quay on {clock.today():%-d %B %Y}, on site, alone.",
        "Points looked at: 3. Of these 1 in order, 1 with a finding and 1 not seen.",
        "I.2 Outer limit, North Quay: The gate stood open.",
        "From the answers and papers:",
        "G.2 Seals, not met: No log.",
    ]
    assert draft.summary(audit) == "2 criteria were looked at. 1 not wholly in order."


@pytest.mark.parametrize(("seen", "said"), [(Seen.IN_ORDER, "It was in order."), (Seen.FINDING, "It was not wholly in order.")])
def test_a_draft_of_one_criterion_says_how_it_was(session, audit, seen, said):
    observe(session, audit, by=audit.lead, criterion="I.2", checks=[Checked("Gate closed?", seen)])
    session.expire(audit, ["observations"])

    assert draft.summary(audit) == f"One criterion was looked at. {said}"


def test_a_draft_of_a_visit_without_observations_has_no_summary(session, audit):
    assert draft.summary(audit) == ""
