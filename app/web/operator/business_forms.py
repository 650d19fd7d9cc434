"""The forms about the business: shape only."""

from __future__ import annotations

from typing import Any

from wtforms.validators import Email, InputRequired, NumberRange
from wtforms.validators import Optional as MayBeEmpty

from app.operators.words import ContactPurpose, Scheme
from app.programme.words import Mode, Role
from app.web.fields import (
    CountryField,
    DateField,
    EmailField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
)
from app.web.forms import CreateForm, EditForm
from app.web.lengths import Length


def needed(what: str, longest: int = 200) -> list[Any]:
    return [InputRequired(f"Enter {what}"), *at_most(longest)]


def at_most(longest: int) -> list[Any]:
    return [Length(max=longest, message=f"Write at most {longest} characters")]


def box(classes: str = "", **params: Any) -> dict[str, Any]:
    """How an entry looks: its width, its label in bold."""
    return {"params": {"classes": classes, "spellcheck": False, "label": {"classes": "govuk-label--s"}} | params}


def group(label: str) -> dict[str, Any]:
    """The same for boxes and buttons to choose from."""
    return {"params": {"fieldset": {"legend": {"text": label, "classes": "govuk-fieldset__legend--s"}}}}


def choose(label: str, choices: Any, description: str) -> SelectMultipleField:
    return SelectMultipleField(label, choices=choices, description=description, render_kw=group(label))


class AddressForm(EditForm):
    street = StringField("Street and number", needed("the street and number"), render_kw=box())
    postcode = StringField("Postcode", at_most(20), render_kw=box("govuk-input--width-10"))
    city = StringField("Town or city", needed("the town or city"), render_kw=box("govuk-input--width-20"))
    country = CountryField(render_kw=box("govuk-!-width-two-thirds"))


class DetailsForm(AddressForm):
    """The business as the trade register shows it."""

    name = StringField("Legal name", needed("the legal name of the business"), render_kw=box())
    legal_form = StringField(
        "Legal form",
        needed("the legal form"),
        description="For example Ltd, GmbH, cooperative",
        render_kw=box("govuk-input--width-20"),
    )
    established_on = DateField(
        "Established on",
        [MayBeEmpty()],
        description="As the trade register shows it, for example 27 3 2012",
        render_kw=group("Established on"),
    )
    people = IntegerField(
        "People who work there",
        [MayBeEmpty(), NumberRange(0, 1_000_000, "Write how many people work there, like 12")],
        description="On an ordinary day, the owner and temporary workers included. A firm of up to ten is asked less.",
        render_kw=box("govuk-input--width-5", inputmode="numeric"),
    )


class RolesForm(EditForm):
    """What the business does in the supply chain."""

    roles = choose("Roles", Role.choices(), "Choose all that apply")
    modes = choose("Modes of transport", Mode.choices(), "By which your goods, or those of your clients, travel")


class ConsentForm(EditForm):
    public = RadioField(
        "May name and status of the business stand in the public register?",
        [InputRequired("Choose yes or no")],
        choices=[("yes", "Yes, anybody may find it there"), ("no", "No")],
    )


class IdentifierForm(CreateForm):
    """Another number of the business."""

    scheme = RadioField(
        "Kind of number",
        [InputRequired("Choose the kind of number")],
        choices=Scheme.choices(),
        render_kw=group("Kind of number"),
    )
    value = StringField(
        "Number",
        needed("the number", 60),
        description="Spaces, dots and hyphens do not matter",
        render_kw=box("govuk-input--width-20"),
    )


class ContactFields(EditForm):
    name = StringField("Name or desk", needed("a name"), render_kw=box())
    purpose = RadioField(
        "For what", [InputRequired("Choose for what")], choices=ContactPurpose.choices(), render_kw=group("For what")
    )
    email = EmailField(
        "E-mail address",
        [MayBeEmpty(), Length(max=254), Email("Enter an e-mail address like name@example.com", allow_smtputf8=False)],
        render_kw=box(type="email"),
    )
    phone = StringField(
        "Telephone", at_most(40), description="With the code of the country", render_kw=box("govuk-input--width-20", type="tel")
    )


class NewContactForm(ContactFields, CreateForm):
    """Someone more to reach."""


class SiteFields(AddressForm):
    """A place of the business."""

    name = StringField(
        "Name of the site",
        needed("a name for the site", 120),
        description="As your people call it, for example Harbour Road warehouse",
        render_kw=box(),
    )
    locode = StringField(
        "UN/LOCODE of the place, if you know it",
        at_most(10),
        description="Two letters of the country and three of the place, like NLRTM",
        render_kw=box("govuk-input--width-10"),
    )
    site_class = StringField(
        "Class of sites, if several work to one standard",
        at_most(60),
        description="Sites of one class share one set of answers, for example Depots. Leave it empty if this site has its own.",
        render_kw=box("govuk-input--width-20"),
    )
    roles = choose("What the business does there", Role.choices(), "Leave all empty if it is the same as for the business")
    modes = choose("Modes of transport there", Mode.choices(), "Leave all empty if they are the same as for the business")
    contact_name = StringField("Whom to call there", at_most(200), render_kw=box("govuk-input--width-20"))
    contact_phone = StringField(
        "Telephone, at any hour if you can", at_most(40), render_kw=box("govuk-input--width-20", type="tel")
    )


class NewSiteForm(SiteFields, CreateForm):
    """A further place."""
