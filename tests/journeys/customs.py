"""What officers of customs do with a case, each through the pages of the own desk."""

from datetime import timedelta

from app.core import clock
from tests.journeys.trader import NAME

AT_MOST = 100  # criteria


def accept(officer):
    officer.go("/officer?list=unassigned").press("Decide if the application is complete", beside=NAME)
    officer.press("Take the case").sees("The case is yours")
    officer.press("Accept").press("Accept").sees("The application is accepted")


def ask(officer):
    officer.press("Requests").press("Ask the trader").write("What do you want to know?", "Who holds the key to the store?")
    officer.write_day("Answer by", clock.today() + timedelta(days=14)).press("Ask").sees("Waiting for the trader")


def read_answer(officer):
    officer.go("/officer").press("Read the answer", beside=NAME).sees("The office manager does.").press("I have read it")


def rate(officer):
    """Every criterion is met: one key, one button."""
    officer.press("Criteria").press("Rate the next")
    for _ in range(AT_MOST):
        if not officer.path.partition("/criteria/")[2]:
            break
        officer.page.keyboard.press("1")
        officer.press("Save")
    officer.sees("Every criterion has a result", "0 open")


def plan_visit(officer):
    """For today, so that it can be reported today."""
    officer.press("Visit").press("Plan a visit").tick("Office", "On site").write("Lead", "Marco Ferrante (auditor)")
    officer.write_day("First day", clock.today()).write_day("Last day", clock.today())
    officer.write("Agenda", "9:00 Arrival").press("Plan the visit").sees("The visit is planned")


def visit(auditor):
    """One point of the checklist, then the report that is drafted from it, signed."""
    auditor.go("/officer/audits").press(NAME).press("Open the checklist").is_sound().press("I.3").is_sound()
    for point in auditor.page.get_by_label("In order").all():
        point.check(force=True)
    auditor.press("Save").page.get_by_text("I.3 is written down").wait_for()  # it asks first whether there is a network
    auditor.press("All points").sees("2 of")
    auditor.go("/officer/audits").press(NAME).press("Write the report").is_sound()
    auditor.press("Save, then read and sign").is_sound().press("Sign the report").sees("The report is signed")


def propose_both(officer):
    """With effect from today."""
    officer.go("/officer").press("Propose a decision", beside=NAME)
    for kind in ("AEOC", "AEOS"):
        officer.press(f"Propose to grant {kind}").is_sound().write_day("In force from", clock.today())
        officer.press("Propose").sees(f"{kind}: grant proposed")


def sign_grants(decider):
    decider.go("/officer").press("Decide on", beside=NAME).is_sound()
    for choice in decider.page.get_by_label("Grant, as proposed").all():
        choice.check()
    decider.press("Sign what is chosen").sees("AEOC: signed", "AEOS: signed")


def suspend(officer, decider, kind):
    """Urgent: without hearing, in force with the signature."""
    officer.go(f"/officer?find={NAME}").press("Open the file").press(f"ZZ-{kind}").press("Suspend").is_sound()
    officer.tick("Immediate risk").write("Reasons", "Goods left the closed area twice without release.")
    officer.press("Propose").sees("suspend proposed")
    decider.go("/officer").press("Decide", beside=NAME).is_sound()
    decider.page.get_by_label("Suspend, as proposed").check()
    decider.press("Sign")
