"""Pages that only tell: what the programme is, what it brings, how it goes, whom to ask."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app.applications.states import State
from app.programme.benefits import BENEFITS
from app.programme.rules import rules
from app.web.public import public

STAGES = {
    State.DRAFT: "You are answering the questions. Customs sees nothing yet.",
    State.SUBMITTED: "Customs checks whether the application is complete and whether it is the right office for you.",
    State.RETURNED: "Something is missing. You are told once what it is and by when it must be there.",
    State.NOT_ACCEPTED: "The application cannot be taken up. The letter says why, and what you can do about it.",
    State.UNDER_ASSESSMENT: "The clock runs. Customs reads your answers, asks where something is unclear, and visits your sites.",
    State.DECIDED: "Each authorisation has its own decision, with reasons.",
    State.WITHDRAWN: "You took the application back.",
}


@public.route("/")
def home() -> ResponseReturnValue:
    return render_template("public/home.html", days=rules().days)


@public.route("/benefits")
def benefits() -> ResponseReturnValue:
    return render_template("public/benefits.html", benefits=BENEFITS)


@public.route("/help")
def help_page() -> ResponseReturnValue:
    return render_template("public/help.html", stages=STAGES, rules=rules())


@public.route("/accessibility")
def accessibility() -> ResponseReturnValue:
    return render_template("public/accessibility.html")


@public.route("/privacy")
def privacy() -> ResponseReturnValue:
    return render_template("public/privacy.html")


@public.route("/contact")
def contact() -> ResponseReturnValue:
    return render_template("public/contact.html", rules=rules())
