"""What a trader does, from registration to the answer to a request."""

from tests.journeys.answering import answer

NAME, TIN, EMAIL, PERSON = "Quillhaven Customs Brokers", "ZZ7000000042", "ada@quillhaven.example", "Ada Quill"
PASSWORD = "four plain words together"
AT_MOST = 300  # questions: more would mean going round in circles


def register(trader):
    """Up to the confirmed e-mail address."""
    trader.go("/").press("Register your business")
    trader.fill(Legal_name=NAME, Legal_form="Ltd", Country="Example Country", Your_full_name=PERSON, Password=PASSWORD)
    trader.fill(Street_and_number="3 Quay Road", Postcode="1000", Town_or_city="Exampleton")
    trader.write("Trader number (TIN)", TIN).write("E-mail address", EMAIL).press("Register").sees("Confirm your e-mail address")
    trader.waits_for(f"/demo/mailbox?to={EMAIL}", "Confirm").press("Confirm").press("http://").press("Confirm")
    trader.sees("Your e-mail address is confirmed")


def describe(trader):
    """The three steps that the first page names."""
    trader.go("/operator/business/details").write("People who work there", 4).press("Save")
    trader.go("/operator/business/roles").tick("Customs broker", "Road").press("Save").sees("Roles and modes are saved")
    trader.press("Add the first site").fill(Name_of_the_site="Office", Street_and_number="3 Quay Road")
    trader.fill(Town_or_city="Exampleton", Country="Example Country").press("Save").sees("The site is saved")


def begin(trader):
    """Apply for both authorisations, up to the first question."""
    trader.go("/operator/applications").press("Start an application").tick("AEOC", "AEOS").press("Start")
    trader.press("Say what the business does").press("Save and continue").press("Begin with the first question")


def answer_all(trader):
    """Every question, whatever its kind."""
    for _ in range(AT_MOST):
        if "/questions/" not in trader.path:
            break
        answer(trader)
    trader.sees("Nothing is missing")


def sign(trader):
    trader.tick("I have read the answers", "We will tell customs").write("Your full name", PERSON).press("Sign and send")
    trader.sees("Your application has been signed and sent to customs", "Sent to customs")


def answer_request(trader):
    """What customs asked stands on the first page."""
    trader.go("/operator").press("Answer: Who holds the key").write("Your answer", "The office manager does.")
    trader.tick("Paper.pdf").press("Send the answer").sees("Your answer has been sent to customs")
