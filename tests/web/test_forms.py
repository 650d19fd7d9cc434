"""How a form refuses, and what it keeps."""

import pytest
from wtforms import FieldList, FormField
from wtforms.validators import InputRequired, Optional

from app.core.errors import Invalid
from app.web import fields
from app.web.forms import CreateForm, EditForm, Form, SearchForm


class Row(Form):
    class Meta:
        csrf = False

    partner = fields.StringField("Partner", [InputRequired("Write the partner")])


class Partners(EditForm):
    seen_on = fields.DateField("Seen on", [Optional()])
    people = fields.IntegerField("People", [Optional()])
    kind = fields.SelectField("Kind", choices=[("carrier", "Carrier"), ("agent", "Agent")], validate_choice=True)
    rows = FieldList(FormField(Row))


class SignIn(Form):
    password = fields.PasswordField("Password", [InputRequired("Enter your password")])


@pytest.fixture
def sent(small_portal):
    """A form as it comes back after sending these values."""

    def send(form=Partners, **values):
        values = {"kind": "carrier"} | values if form is Partners else values
        with small_portal.test_request_context("/home", method="POST", data=values):
            made = form()
            made.validate()
            return made

    return send


def test_a_refusal_that_names_a_field_stands_at_the_field(sent):
    form = sent()

    form.refuse(Invalid("This day has not come yet", "seen_on"))

    assert form.mistakes == [{"text": "This day has not come yet", "href": "#seen_on-day"}]


def test_a_refusal_that_names_no_field_stands_above_them(sent):
    form = sent()

    form.refuse(Invalid("Another application is open"))

    assert form.mistakes == [{"text": "Another application is open"}]


def test_a_refusal_that_names_a_field_of_another_form_stands_above(sent):
    form = sent()

    form.refuse(Invalid("No such site", "site"))

    assert form.mistakes == [{"text": "No such site"}]


def test_a_mistake_in_a_row_leads_to_that_row(sent):
    form = sent(**{"rows-0-partner": "Osmarine", "rows-1-partner": ""})

    assert form.mistakes == [{"text": "Write the partner", "href": "#rows-1-partner"}]


def test_a_date_is_read_from_three_boxes(sent):
    assert sent(seen_on=["27", "3", "2026"]).seen_on.data.isoformat() == "2026-03-27"


@pytest.mark.parametrize("typed", [["31", "2", "2026"], ["27", "", "2026"], ["27"], ["27", "March", "2026"]])
def test_what_is_no_date_is_asked_for_again(sent, typed):
    assert sent(seen_on=typed).seen_on.errors == ["Write a real date, like 27 3 2026"]


def test_what_was_typed_into_a_date_is_kept(sent, draw):
    drawn = draw("{{ field() }}", field=sent(seen_on=["27", "", "26"]).seen_on)

    assert 'value="27"' in drawn
    assert 'value="26"' in drawn


def test_three_empty_boxes_are_no_date(sent):
    form = sent(seen_on=["", "", ""])

    assert form.seen_on.data is None
    assert not form.seen_on.errors


def test_what_is_no_number_is_asked_for_again_and_kept(sent, draw):
    form = sent(people="many")

    assert form.people.errors == ["Write a whole number, like 12"]
    assert 'value="many"' in draw("{{ field() }}", field=form.people)


def test_what_is_not_in_the_list_is_not_taken(sent):
    assert sent(kind="pirate").kind.errors == ["Choose one from the list"]


def test_a_stale_page_says_which_version_it_knew(sent):
    assert sent(version="3").version.data == 3


def test_the_page_of_something_new_can_be_sent_as_it_is_shown(sent, small_portal):
    with small_portal.test_request_context("/home"):
        shown = Partners().version._value()

    assert not sent(version=shown).version.errors


def test_a_form_that_makes_something_is_sent_once(small_portal):
    with small_portal.test_request_context("/home"):
        assert CreateForm().form_id.data != CreateForm().form_id.data


def test_a_search_needs_no_token(small_portal):
    small_portal.config["WTF_CSRF_ENABLED"] = True
    with small_portal.test_request_context("/home"):
        assert "csrf_token" not in SearchForm()
        assert "csrf_token" in Form()


def test_a_page_with_mistakes_says_so_in_its_title(sent, small_portal):
    form = sent(people="many")

    with small_portal.test_request_context("/home"):
        page = small_portal.jinja_env.from_string('{% extends "layouts/bare.html" %}{% block title %}Partners{% endblock %}')
        drawn = page.render(form=form, portal_name="Portal")

    assert "<title>Error: Partners – Portal</title>" in drawn
    assert '<a href="#people">Write a whole number, like 12</a>' in " ".join(drawn.split())


def test_nothing_is_said_to_be_kept_where_a_password_is_not(sent):
    assert not sent(SignIn).keeps_all
    assert sent().keeps_all


def test_a_text_that_no_database_takes_is_made_one_that_it_takes(sent):
    assert sent(**{"rows-0-partner": "Osma\0rine"}).rows[0].partner.data == "Osma\ufffdrine"


def test_a_number_too_long_to_be_compared_is_told_as_none(sent):
    assert sent(people="9" * 400).people.errors == ["Write a whole number, like 12"]
