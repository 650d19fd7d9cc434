"""What every code says to the operator, and what would raise the credit. One dictionary a language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from app.risk.policy import Policy


class Words(NamedTuple):
    """The text of a code, and the hint its policy names; no hint where nothing can be done."""

    text: str
    hint: str | None


TEXTS: Mapping[str, str] = {
    "G02": "The authorisation is suspended or on hold. While it is, it gives no credit.",
    "G03": "The authorisation has ended.",
    "G04": "No authorisation is in force yet.",
    "G05": "The authorisation was revoked.",
    "G09": "The status could not be confirmed, so no credit is given. This is no mark against you.",
    "B20": "The role, site or mode of transport of this shipment is not covered by your authorisation.",
    "B10": "Credit for the authorisations you hold.",
    "B11": "Credit for an authorisation given by a partner country.",
    "B12": "Credit for an authorisation that has not been validated on site yet.",
    "T10": "Credit for the years you have held your status without a break.",
    "V10": "Credit for a recent full validation.",
    "V11": "A validation was refused, or put off more than once, at your request.",
    "C10": "Material errors found in random checks and audits, compared with businesses in your role.",
    "I10": "Minor infringements, by final decision, beyond what your number of declarations allows for.",
    "I20": "A serious infringement, by final decision. Customs looks at your authorisation again.",
    "S10": "Security incidents, by how customs learned of them and whether measures came on time.",
    "A10": "Corrective actions that are overdue on your side.",
    "M10": "A self-review or a notice of change is still missing after the second reminder.",
    "F10": "A confirmed alert about your solvency.",
    "R90": "The points add up to more than the scale allows, so no credit is left. Customs looks at your authorisation again.",
    "R91": "You have reached the highest credit that a business in your standing can have.",
}

FEWER_ERRORS, BE_CHECKED = "fewer_errors", "be_checked"  # the second where no check has found an error yet

HINTS: Mapping[str, str] = {
    "end_suspension": "Mend what led to the suspension and tell customs. The credit returns when the status is valid again.",
    "apply_again": "Apply again if you want the credit back.",
    "apply": "Apply for this authorisation, or wait for the day your grant takes effect.",
    "apply_after_bar": "You may apply again when the waiting time in the decision is over.",
    "ask_again": "Nothing for you to do. The credit is back as soon as the status can be confirmed.",
    "extend_coverage": "Ask customs to add this role, site or mode of transport to your authorisation.",
    "hold_both": "Holding both authorisations, customs and security, gives the full credit in both figures.",
    "partner": "Nothing for you to do: the credit for a partner's authorisation is fixed.",
    "be_validated": "Agree on a date for the validation on site. After it you get the full credit.",
    "keep_standing": "Keep your status without a break. Credit is added with the years.",
    "be_validated_again": "Agree on a date for the next full validation. The credit returns with its report.",
    "agree_on_visit": "Agree on a date for the validation and keep it.",
    "fewer_errors": "Fewer errors in checks raise this. Errors you disclose before a control is announced are not counted.",
    "be_checked": "Nothing for you to do: random checks without errors raise this, and they come by themselves.",
    "disclose_errors": "Fades with time and is gone 37 months after the decision. What you disclose before a control is free.",
    "mend_serious": "Show in the re-assessment what you changed. This fades with time and is gone 37 months after the decision.",
    "report_in_time": "Report an incident as soon as you know of it and finish the measures on time: then it costs nothing.",
    "close_actions": "Finish the overdue actions and send the evidence. The points go on the day you report it.",
    "send_review": "Send the missing review or notice. The points go on the day it arrives.",
    "show_solvency": "Show customs that the business is solvent, or give a guarantee.",
}

FOR_OFFICERS: Mapping[str, str] = {
    "end_suspension": "Returns when the authorisation is made valid again.",
    "apply_again": "Returns with a new grant.",
    "apply": "Comes with a grant that has taken effect.",
    "apply_after_bar": "Returns with a new grant, after the bar.",
    "ask_again": "Returns as soon as the status can be confirmed.",
    "extend_coverage": "The role, site or mode of transport would have to be covered by the authorisation.",
    "hold_both": "Full with both authorisations.",
    "partner": "Fixed for authorisations of partner countries.",
    "be_validated": "Full after a validation on site. Plan the visit.",
    "keep_standing": "Grows with each whole year held.",
    "be_validated_again": "Full again with the report of the next full validation. Plan the visit.",
    "agree_on_visit": "Ends once the validation has taken place.",
    "fewer_errors": "Fewer material errors in random checks. What the trader disclosed beforehand does not count.",
    "be_checked": "Random checks without errors raise this: there were too few to tell.",
    "disclose_errors": "Fades with time, gone 37 months after the decision.",
    "mend_serious": "Fades with time, gone 37 months after the decision. Look at the authorisation again.",
    "report_in_time": "Fades with time. An incident reported at once, with measures in time, costs nothing.",
    "close_actions": "Ends the day the trader reports the overdue actions as done.",
    "send_review": "Ends the day the review or notice arrives.",
    "show_solvency": "Ends when the alert is lifted or a guarantee is given.",
}


# What a known code stands for: by it pages and engines read the fact that comes along.
KINDS: Mapping[str, str] = {
    **dict.fromkeys(("G02", "G03", "G04", "G05", "G09"), "gate"),
    "B20": "coverage",
    "R90": "clamp",
    "R91": "floor",
    "B10": "base",
    "B11": "flat",
    "B12": "flat",
    "T10": "tenure",
    "V10": "validation",
    "V11": "postponed",
    "C10": "errors",
    "I10": "infringements",
    "I20": "infringements",
    "S10": "incidents",
    "A10": "overdue",
    "M10": "late",
    "F10": "insolvency",
}


def words_of(code: str, policy: Policy) -> Words:
    """What to tell the operator of this code under this policy."""
    text = policy.wording.codes.get(code) or TEXTS[code]
    return Words(text, _said(hint, policy, HINTS) if (hint := policy.hints.get(code)) else None)


def hint_of(code: str, policy: Policy, fact: Mapping[str, Any], *, for_officers: bool) -> str | None:
    """What would raise the credit, said to the business or to customs; without any check there are no errors to be fewer."""
    hint = policy.hints.get(code)
    if hint == FEWER_ERRORS and not fact.get("errors"):
        hint = BE_CHECKED
    return _said(hint, policy, FOR_OFFICERS if for_officers else HINTS) if hint else None


def unsaid(policy: Policy) -> list[str]:
    """What this policy leaves without words, or calls by a code that stands for something else."""
    codes = [code for code in policy.order if code not in TEXTS and code not in policy.wording.codes]
    hints = [hint for hint in dict.fromkeys(policy.hints.values()) if hint not in HINTS and hint not in policy.wording.hints]
    other = [code for code, kind in kinds_of(policy).items() if KINDS.get(code, kind) != kind]
    return [
        *(f"wording.codes.{code}: say what this code means" for code in codes),
        *(f"wording.hints.{hint}: say what would raise the credit" for hint in hints),
        *(f"{code}: this code stands for a rule of the kind {KINDS[code]}; take another one" for code in other),
    ]


def kinds_of(policy: Policy) -> dict[str, str]:
    return {
        **{gate.code: "gate" for gate in policy.gates},
        policy.coverage.code: "coverage",
        policy.clamp.code: "clamp",
        policy.floor.code: "floor",
        **{rule.code: rule.kind for rule in policy.rules},
    }


def _said(hint: str, policy: Policy, known: Mapping[str, str]) -> str:
    return policy.wording.hints.get(hint) or known[hint]
