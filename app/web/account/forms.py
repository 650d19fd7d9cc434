"""The forms of this door: shape only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import wtforms
from wtforms.validators import Email, InputRequired, ValidationError

from app.accounts import passwords, totp
from app.core.errors import Invalid
from app.programme import identifiers
from app.web.fields import CountryField, EmailField, PasswordField, StringField
from app.web.forms import CreateForm, Form
from app.web.lengths import Length


def box(fill: str = "off", classes: str = "govuk-!-width-two-thirds", **params: Any) -> dict[str, Any]:
    """How an entry looks: what the browser may fill in, how wide it is, its label in bold."""
    label = {"classes": "govuk-label--s"}
    return {"params": {"autocomplete": fill, "spellcheck": False, "classes": classes, "label": label} | params}


def given(what: str, longest: int) -> list[Any]:
    return [InputRequired(f"Enter {what}"), Length(max=longest, message=f"Write at most {longest} characters")]


def shaped(check: Callable[[str], str]) -> Callable[[wtforms.Form, wtforms.Field], None]:
    """The identifier has its shape, by the same check that the programme makes."""

    def validate(form: wtforms.Form, field: wtforms.Field) -> None:
        if (field.data or "").strip():
            try:
                check(field.data)
            except Invalid as error:
                raise ValidationError(str(error)) from None

    return validate


def email_field(label: str = "E-mail address", fill: str = "email", **more: Any) -> EmailField:
    wrong = "Enter an e-mail address like name@example.com"
    shape = [InputRequired("Enter an e-mail address"), Length(max=254, message=wrong), Email(wrong, allow_smtputf8=False)]
    return EmailField(label, shape, filters=[stripped], render_kw=box(fill, type="email"), **more)


def stripped(value: str | None) -> str | None:
    return value.strip() if value else value


def password_field(label: str, fill: str, missing: str, *checks: Any, **more: Any) -> PasswordField:
    return PasswordField(label, [*given(missing, 1_000), *checks], render_kw=box(fill), **more)


def new_password_field(label: str = "Password") -> PasswordField:
    hint = "At least 12 characters. A few words that do not belong together are easy to remember and hard to guess."
    missing = "a password of at least 12 characters"
    return password_field(label, "new-password", missing, shaped(passwords.long_enough), description=hint)


class Button(Form):
    """A button, and nothing to fill in."""


class EmailForm(Form):
    email = email_field(fill="username")


class NewPasswordForm(Form):
    password = new_password_field("New password")


class ChangePasswordForm(Form):
    present = password_field("Present password", "current-password", "your present password")
    password = new_password_field("New password")


class PresentPasswordForm(Form):
    """Asked again before what a stranger at an open screen must not do."""

    present = password_field("Your password", "current-password", "your password")


class NameForm(Form):
    name = StringField("Your full name", given("your full name", 200), render_kw=box("name"))


class JoinForm(NameForm):
    """Whoever is invited and has no account makes one."""

    password = new_password_field()


class SetUpForm(Form):
    """The secret travels in the page until a code shows that the device has it."""

    secret = wtforms.HiddenField(default=totp.new_secret)
    next = wtforms.HiddenField()
    present = password_field("Your password", "current-password", "your password")
    code = StringField(
        "Code the app shows now",
        given("the code the app shows", 40),
        description="6 digits",
        render_kw=box("one-time-code", "govuk-input--width-10", inputmode="numeric"),
    )


class SignInForm(Form):
    email = email_field(fill="username")
    password = password_field("Password", "current-password", "your password")
    next = wtforms.HiddenField()
    kept = wtforms.HiddenField()


class CodeForm(Form):
    """A code of the device, or a recovery code."""

    code = StringField(
        "Code",
        given("the code", 40),
        description="6 digits from your authenticator app, or one of your recovery codes",
        render_kw=box("one-time-code", "govuk-input--width-10"),
    )
    next = wtforms.HiddenField()
    kept = wtforms.HiddenField()


class BusinessForm(CreateForm):
    """A business as its register knows it."""

    business = StringField(
        "Legal name",
        given("the legal name of the business", 300),
        render_kw=box("organization"),
        description="As in its register",
    )
    legal_form = StringField(
        "Legal form",
        given("the legal form, like Ltd", 100),
        description="For example Ltd, GmbH, SA, sole trader",
        render_kw=box(classes="govuk-input--width-20"),
    )
    country = CountryField(render_kw=box("country"))
    tin = StringField(
        "Trader number (TIN)",
        [*given("the trader number", 40), shaped(identifiers.tin)],
        description="Two letters of the country and up to 15 letters or digits, like ZZ1000000001",
        render_kw=box(classes="govuk-input--width-20"),
    )
    eori = StringField(
        "EORI number (optional)",
        [Length(max=40), shaped(identifiers.eori)],
        description="If customs of the European Union or the United Kingdom know the business",
        render_kw=box(classes="govuk-input--width-20"),
    )
    lei = StringField(
        "LEI (optional)",
        [Length(max=40), shaped(identifiers.lei)],
        description="Legal entity identifier, 20 characters",
        render_kw=box(classes="govuk-input--width-20"),
    )
    vat = StringField(
        "VAT number (optional)", [Length(max=40), shaped(identifiers.vat)], render_kw=box(classes="govuk-input--width-20")
    )
    street = StringField("Street and number", given("street and number", 300), render_kw=box("street-address"))
    postcode = StringField("Postcode", given("the postcode", 20), render_kw=box("postal-code", "govuk-input--width-10"))
    city = StringField("Town or city", given("the town or city", 120), render_kw=box("address-level2"))


class RegistrationForm(BusinessForm):
    """A person and the business, in one go."""

    name = StringField("Your full name", given("your full name", 200), render_kw=box("name"))
    email = email_field(description="We send you a link to confirm it")
    password = new_password_field()
