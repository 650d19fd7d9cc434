"""Whatever is typed into a form is looked at no longer than it may be long."""

import pytest
import wtforms
from werkzeug.datastructures import MultiDict

from app.core.refusals import LARGEST_FORM
from app.web.account import forms
from app.web.forms import Form
from app.web.public import check
from tests.marks import MARKS, soon

OF_ANYBODY = [
    one for module in (forms, check) for one in vars(module).values() if isinstance(one, type) and issubclass(one, Form)
]


def texts(form):
    return [name for name, field in form._fields.items() if isinstance(field, wtforms.StringField)]


@pytest.mark.parametrize("form", OF_ANYBODY, ids=lambda one: one.__name__)
def test_very_many_marks_in_a_field_are_refused_at_once(app, form):
    with app.test_request_context():
        for name in texts(form()):
            sent = form(MultiDict(dict.fromkeys(texts(form()), "x") | {name: MARKS}))
            with soon():
                sent.validate()


@pytest.mark.parametrize("address", ["/account/register", "/account/forgotten", "/account/reset/x"])
def test_a_page_for_anybody_takes_no_more_than_a_person_types(client, address):
    with soon():
        answer = client.post(address, data={"tin": MARKS, "password": MARKS})

    assert len(MARKS) > LARGEST_FORM
    assert answer.status_code == 413


def test_what_was_kept_still_travels_through_sign_in(client):
    assert client.post("/account/sign-in", data={"kept": "x" * 1_000_000}).status_code == 200
