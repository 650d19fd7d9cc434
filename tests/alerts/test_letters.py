from html.parser import HTMLParser
from itertools import pairwise

import pytest

from app.alerts.kinds import VARIABLES, Kind
from app.alerts.letters import Incomplete, render

SAMPLE = {
    "recipient_name": "Ines Castellanos",
    "authority_name": "Example Customs",
    "portal_url": "https://aeo.example.gov",
    "link": "https://aeo.example.gov/operator/applications/3f1c",
    "operator_name": "Northwind Forwarding Ltd",
    "reference": "AEO-2026-000042",
    "valid_for": "24 hours",
    "invited_by": "Ada Trader",
    "role": "Signatory",
    "submitted_on": "2026-03-06",
    "reply_by": "2026-04-05",
    "decide_by": "2026-07-04",
    "first_day": "2026-05-01",
    "last_day": "2026-05-03",
    "due_on": "2026-06-01",
    "served_on": "2026-03-13",
    "days": "14",
    "wrote": True,
}
DAYS = {"reply_by", "decide_by", "due_on", "served_on"}
EACH = [(kind, name) for kind in Kind for name in sorted(VARIABLES[kind])]


def another(value):
    if isinstance(value, bool):
        return not value
    return "2031-12-24" if value.startswith("2026") else "https://else.example" if "://" in value else "Else"


def sample(kind, **others):
    return {name: SAMPLE[name] for name in VARIABLES[kind]} | others


def test_every_kind_says_what_it_is_written_with():
    assert set(VARIABLES) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_written_from_its_variables_alone(kind):
    letter = render(kind, sample(kind))

    assert letter.subject
    assert SAMPLE["link"] in letter.text
    assert SAMPLE["link"] in letter.html


@pytest.mark.parametrize("kind", Kind)
def test_a_day_that_is_not_known_leaves_no_hole(kind):
    letter = render(kind, sample(kind) | dict.fromkeys(DAYS & VARIABLES[kind]))

    assert "None" not in letter.text + letter.html + letter.subject


@pytest.mark.parametrize(("kind", "name"), EACH)
def test_every_variable_is_said(kind, name):
    other = another(SAMPLE[name])
    changed, usual = render(kind, sample(kind, **{name: other})), render(kind, sample(kind))

    assert changed.text != usual.text
    assert changed.html != usual.html


@pytest.mark.parametrize(("kind", "name"), EACH)
def test_a_letter_with_a_hole_is_not_written(kind, name):
    known = sample(kind)
    del known[name]

    with pytest.raises(Incomplete, match=name):
        render(kind, known)


def test_a_letter_does_not_see_what_it_has_no_use_for():
    assert render(Kind.RESET_PASSWORD, SAMPLE) == render(Kind.RESET_PASSWORD, sample(Kind.RESET_PASSWORD))


@pytest.mark.parametrize(
    "kinds",
    [(Kind.DECISION_GRANTED, Kind.DECISION_REFUSED), (Kind.SUSPENDED, Kind.REINSTATED, Kind.REVOKED)],
)
def test_mail_does_not_give_a_decision_away(kinds):
    assert len({render(kind, SAMPLE) for kind in kinds}) == 1


def test_a_subject_is_one_line_whatever_a_reference_contains():
    letter = render(Kind.APPLICATION_SUBMITTED, SAMPLE | {"reference": "AEO-1\r\nBcc: everybody@example.org"})

    assert letter.subject == "Received: application AEO-1 Bcc: everybody@example.org"


def test_a_case_without_a_number_shows_no_empty_line_for_it():
    letter = render(Kind.REPORT_READY, SAMPLE | {"reference": ""})

    assert "Reference" not in letter.text + letter.html


def test_a_name_is_text_and_never_markup():
    letter = render(Kind.INVITATION, SAMPLE | {"invited_by": "<script>Ada</script>"})

    assert "<script>" not in letter.html
    assert "<script>Ada</script>" in letter.text


@pytest.mark.parametrize("kind", Kind)
def test_lines_are_short_and_addresses_whole(kind):
    lines = render(kind, SAMPLE | {"link": "https://aeo.example.gov/" + "x" * 90}).text.splitlines()

    assert all(len(line) <= 72 or line.startswith("https://") for line in lines)
    assert not any(one == two == "" for one, two in pairwise(lines))


@pytest.mark.parametrize("kind", Kind)
def test_the_page_of_a_letter_closes_what_it_opens(kind):
    page = Balance()

    page.feed(render(kind, SAMPLE).html)

    assert page.open == []


class Balance(HTMLParser):
    """What is open and not yet closed."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", ["operator_name", "invited_by", "recipient_name"])
def test_no_name_in_a_letter_becomes_a_link(name):
    letter = render(Kind.INVITATION, sample(Kind.INVITATION, **{name: "Prizes.example"}))

    assert "Prizes.example" not in letter.text + letter.html
    assert "Prizes.\u2060example" in letter.text


def test_a_review_that_was_looked_at_asks_for_nothing_unless_customs_wrote_something():
    letters = (render(Kind.REVIEW_NOTED, sample(Kind.REVIEW_NOTED, wrote=one)) for one in (True, False))
    wrote, silent = (" ".join(letter.text.split()) for letter in letters)

    assert "do what it asks for" in wrote
    assert "nothing more" not in wrote
    assert "You need to do nothing more until the next one." in silent


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind.value.startswith("review_")])
def test_a_review_is_called_by_its_year(kind):
    letter = render(kind, sample(kind, reference="2026"))

    assert "Yearly review: 2026" in letter.text
    assert "Reference" not in letter.text + letter.html
