"""Suspending roles and sites of an authorisation by themselves: proposed by one, decided by another, as a whole one is."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.words import OfficerRole
from app.authorisations.service import end_part
from app.authorisations.states import PartState, Status
from app.core import clock
from app.core.errors import WrongState
from app.decisions.letter_paper import letter_of
from app.decisions.parts import AllOfIt, NotPartOfIt, Part, WholeOnly, covered
from app.decisions.preview import credit, effect
from app.decisions.service import AlreadyProposed, SameEyes, decide, propose
from app.decisions.states import Ground, Measure
from app.programme import rules
from app.programme.words import AuthorisationType, Domain
from app.risk import service as risk
from app.risk.models import Computation

FORWARDING, STORE = Part(roles=frozenset({"FWD"})), Part(sites=frozenset({"ZZMIL"}))


@pytest.fixture
def authorisation(make):
    """For two roles at two sites."""
    operator = make.operator(roles=["FWD", "WHK"])
    make.site(operator, name="Quay", locode="ZZEXA")
    make.site(operator, name="Store", locode="ZZMIL")
    return make.authorisation(operator, AuthorisationType.AEOS)


@pytest.fixture
def suggest(session, make, authorisation):
    """A proposal to suspend this part, or to lift that one."""

    def suggested(part=None, *, lifted=None, **values):
        kind, ground = (
            (Measure.REINSTATE, Ground.MEASURES_VERIFIED)
            if lifted
            else (Measure.SUSPEND, values.pop("ground", Ground.SECURITY_RISK))
        )
        given = {"by": make.case_officer(), "ground": ground, "reasons": "The fence is down.", "part": part, "lifted": lifted}
        return propose(session, authorisation, kind, **given | values)

    return suggested


@pytest.fixture
def sign(session, make):
    def signed(decision):
        decide(session, decision, by=make.decision_maker())
        return decision

    return signed


@pytest.fixture
def only_whole(monkeypatch):
    """A programme that knows no partial suspension, as the EU's."""
    whole = rules.rules().model_copy(update={"partial_suspension": False})
    monkeypatch.setattr(rules, "of_country", lambda code: whole)


def test_once_signed_the_part_is_suspended_and_the_whole_stays_valid(authorisation, suggest, sign):
    decision = sign(suggest(FORWARDING, ground=Ground.OWN_REQUEST, days=20))

    (part,) = authorisation.suspended_parts
    assert (part.roles, part.sites, part.suspended_until) == (["FWD"], [], clock.today() + timedelta(days=20))
    assert (decision.suspended_part, decision.ends_on, authorisation.status) == (part, part.suspended_until, Status.VALID)


def test_it_takes_a_hearing_and_four_eyes_as_the_whole_does(session, make, suggest):
    with pytest.raises(WrongState, match="heard first"):
        decide(session, suggest(STORE, ground=Ground.COMPLIANCE), by=make.decision_maker())
    with pytest.raises(AlreadyProposed):
        suggest(FORWARDING)


def test_who_proposed_does_not_sign(session, make, suggest):
    both = make.officer(OfficerRole.CASE_OFFICER, OfficerRole.DECISION_MAKER)
    with pytest.raises(SameEyes):
        decide(session, suggest(STORE, by=both), by=both)


def test_a_programme_that_knows_only_the_whole_refuses_it(only_whole, authorisation, suggest):
    with pytest.raises(WholeOnly):
        suggest(STORE)
    assert suggest().is_in_part is False


def test_what_the_programme_no_longer_knows_can_still_be_lifted(request, authorisation, suggest, sign):
    part = sign(suggest(STORE)).suspended_part
    request.getfixturevalue("only_whole")

    sign(suggest(lifted=part))

    assert part.state is PartState.LIFTED


@pytest.mark.parametrize(
    "everything",
    [
        Part(roles=frozenset({"FWD", "WHK"})),
        Part(sites=frozenset({"ZZEXA", "ZZMIL"})),
        Part(frozenset({"FWD"}), frozenset({"ZZEXA", "ZZMIL"})),
    ],
)
def test_all_of_it_is_no_part(suggest, everything):
    with pytest.raises(AllOfIt, match="Suspend the whole"):
        suggest(everything)


def test_what_is_left_over_by_another_suspension_is_no_part_either(suggest, sign):
    sign(suggest(FORWARDING))

    with pytest.raises(AllOfIt):
        suggest(Part(roles=frozenset({"WHK"})))


def test_it_is_looked_at_again_when_it_is_signed(make, authorisation, suggest, sign):
    decision = suggest(FORWARDING)
    make.suspended_part(authorisation, roles=["WHK"])

    with pytest.raises(AllOfIt):
        sign(decision)


@pytest.mark.parametrize("strange", [Part(roles=frozenset({"IMP"})), Part(sites=frozenset({"ZZTOP"}))])
def test_what_is_not_covered_is_not_suspended(suggest, strange):
    with pytest.raises(NotPartOfIt):
        suggest(strange)


def test_a_site_without_a_code_is_always_left(session, make, authorisation):
    make.site(authorisation.operator, name="Yard")
    session.expire_all()

    known = covered(session, authorisation)

    assert known.sites == ("ZZEXA", "ZZMIL")
    assert not known.is_all_in(Part(sites=frozenset(known.sites)))


@pytest.mark.parametrize(
    ("roles", "codes", "has_parts"),
    [(["FWD"], ["ZZEXA"], False), (["FWD", "WHK"], [], True), (["FWD"], ["ZZEXA", "ZZMIL"], True)],
)
def test_of_one_role_at_one_site_there_is_no_part(session, make, roles, codes, has_parts):
    operator = make.operator(roles=roles)
    for code in codes:
        make.site(operator, name=code, locode=code)

    assert covered(session, make.authorisation(operator)).has_parts is has_parts


def test_one_of_two_is_lifted(authorisation, suggest, sign):
    first, second = sign(suggest(FORWARDING)).suspended_part, sign(suggest(STORE)).suspended_part

    lifting = sign(suggest(lifted=first))

    assert (lifting.roles, authorisation.suspended_parts) == (["FWD"], [second])


def test_a_further_one_of_the_same_part_makes_it_last_longer(authorisation, suggest, sign):
    for days in (10, 20):
        sign(suggest(STORE, ground=Ground.OWN_REQUEST, days=days))

    assert {(one.suspended_until - clock.today()).days for one in authorisation.suspended_parts} == {10, 20}


def test_one_that_ended_meanwhile_is_not_lifted(session, make, authorisation, suggest, sign):
    part = sign(suggest(STORE)).suspended_part
    lifting = suggest(lifted=part)
    end_part(session, part)

    with pytest.raises(WrongState):
        sign(lifting)


def test_the_part_of_a_site_that_is_closed_meanwhile_is_still_told_by_its_name(authorisation, suggest, sign):
    part = sign(suggest(STORE)).suspended_part
    next(site for site in authorisation.operator.sites if site.locode == "ZZMIL").closed_on = clock.today()

    assert part.in_words == "at Store (ZZMIL)"
    sign(suggest(lifted=part))
    assert authorisation.suspended_parts == []


def test_the_whole_can_be_suspended_and_revoked_over_it(authorisation, suggest, sign):
    part = sign(suggest(STORE)).suspended_part
    sign(suggest())
    assert (authorisation.status, authorisation.suspended_parts) == (Status.SUSPENDED, [part])

    with pytest.raises(WrongState):
        suggest(FORWARDING)


@pytest.mark.parametrize(("part", "open_to"), [(FORWARDING, {"fiscal": 0, "security": 0}), (STORE, {"fiscal": 0, "security": 0})])
def test_the_effect_shown_comes_true_for_a_shipment_of_the_part(session, authorisation, suggest, sign, part, open_to):
    risk.republish(session, [authorisation.operator_id])
    decision = suggest(part)
    shown = credit(session, authorisation.operator, [decision])

    assert shown.of_a_part
    assert all(value < 0 for value in shown.before.values())
    assert {domain.value: value for domain, value in shown.after.items()} == open_to
    assert (effect(decision).before, effect(decision).after) == (Status.VALID, Status.VALID)

    suspended = sign(decision).suspended_part
    risk.republish(session, [authorisation.operator_id])
    lifting = credit(session, authorisation.operator, [suggest(lifted=suspended)])
    assert (lifting.before, lifting.after) == (shown.after, shown.before)


def test_the_credit_of_the_whole_is_published_as_it_was(session, authorisation, suggest, sign):
    risk.republish(session, [authorisation.operator_id])
    sign(suggest(STORE))
    risk.republish(session, [authorisation.operator_id])

    before, after = session.scalars(select(Computation).order_by(Computation.computed_at)).all()
    assert [before.output["figures"][one.value] for one in Domain] == [after.output["figures"][one.value] for one in Domain]


def test_the_letter_names_the_part(session, suggest, sign):
    letter = letter_of(session, sign(suggest(Part(frozenset({"FWD"}), frozenset({"ZZMIL"})))))

    assert letter.part == "as freight forwarder or consolidator anywhere, and at Store (ZZMIL) in any role"
    assert letter.matter == f"security and safety (AEOS), {letter.part},"
