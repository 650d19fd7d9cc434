"""An event as a sentence."""

import pytest

from app.core import clock
from app.history.kinds import Kind
from app.history.models import Event
from app.web.happened import READ, named, sentence


def event(kind, **facts):
    return Event(kind=kind, facts=facts, at=clock.now())


@pytest.mark.parametrize(
    ("kind", "facts", "said"),
    [
        (
            Kind.INFORMATION_REQUESTED,
            {"number": 3, "due_on": "2026-12-08"},
            "Ada asked for information in request 3, to be given by 8 December 2026.",
        ),
        (Kind.INFORMATION_REQUESTED, {}, "Ada asked for information."),
        (
            Kind.AUDIT_PLANNED,
            {"visit": "V-1", "starts_on": "2026-05-01", "ends_on": "2026-05-01"},
            "Ada planned the site visit V-1 for 1 May 2026.",
        ),
        (
            Kind.AUDIT_PLANNED,
            {"starts_on": "2026-05-01", "ends_on": "2026-05-03"},
            "Ada planned the site visit for 1 May 2026 to 3 May 2026.",
        ),
        (
            Kind.ACTION_REFUSED,
            {"reference": "F-1", "reason": "April is missing."},
            "Ada asked for more to be done about the finding F-1: “April is missing”.",
        ),
        (Kind.ACTION_VERIFIED, {"closed": False}, "Ada found what was done about the finding sufficient."),
        (
            Kind.BUSINESS_DESCRIBED,
            {"changed": {"street": ["a", "b"], "city": ["c", "d"], "people": [1, 2], "odd": []}},
            "Ada described the business anew: address, number of people.",
        ),
        (Kind.BUSINESS_DESCRIBED, {"added": {"eori": "ZZ12"}}, "Ada described the business anew: EORI added."),
        (Kind.CONTACT_CHANGED, {"what": "added", "purpose": "security"}, "Ada changed the contacts: security."),
        (
            Kind.ROLE_CHANGED,
            {"before": "viewer", "after": "signatory"},
            "Ada changed the role of a colleague from viewer to signatory.",
        ),
        (
            Kind.INCIDENT_CONFIRMED,
            {"reference": "I-1", "counting": "victim_only"},
            "Ada confirmed the security incident I-1: the business was only the victim.",
        ),
        (
            Kind.AUTHORISATION_GRANTED,
            {"type": "aeos", "number": "ZZ-AEOS-1"},
            "Ada granted the authorisation ZZ-AEOS-1 for security and safety.",
        ),
    ],
)
def test_a_fact_that_is_not_known_leaves_no_hole(kind, facts, said):
    assert sentence(event(kind, **facts), "Ada") == said


def test_where_nobody_acted_it_was_the_portal():
    assert sentence(event(Kind.CERTIFICATE_ISSUED, numbers=["A", "B"]), None) == "The portal issued the certificate of A and B."


def test_what_was_typed_is_no_template():
    assert sentence(event(Kind.APPLICATION_WITHDRAWN, reason="{who} [x]"), "Ada") == "Ada withdrew the application: “{who} [x]”."


@pytest.mark.parametrize("word", ["type", "types", "kind", "grade", "result", "counting", "what", "purpose", "role", "before"])
def test_a_code_without_words_is_not_shown(word):
    assert READ[word](["raw_code"] if word == "types" else "raw_code") == ""


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_a_sentence_of_facts_that_can_be_read(kind):
    assert kind.label.startswith("{who} ")
    assert named(kind.label) <= {"who", *READ}
    assert sentence(event(kind), "Ada").startswith("Ada ")
