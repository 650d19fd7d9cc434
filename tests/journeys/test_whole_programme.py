"""From registration to the certificate, the answer to a risk engine and the suspension: in the browser, on real parts."""

from tests.journeys.answering import answer

TIN, EMAIL = "ZZ7000000042", "ada@quillhaven.example"
AT_MOST = 400  # questions: more would mean going round in circles


def test_a_broker_is_authorised_and_suspended(arrive, portal):
    trader = arrive()
    register(trader)
    describe(trader)
    apply(trader)
    trader.sees("sign")


def register(trader):
    trader.go("/").press("Register your business")
    trader.fill(Legal_name="Quillhaven Customs Brokers", Legal_form="Ltd", Country="Example country (ZZ)")
    trader.fill(Street_and_number="3 Quay Road", Postcode="1000", Town_or_city="Exampleton", Your_full_name="Ada Quill")
    trader.write("Trader number (TIN)", TIN).write("E-mail address", EMAIL)
    trader.write("Password", "four plain words together").press("Register")
    trader.sees("Confirm your e-mail address")
    trader.waits_for(f"/demo/mailbox?to={EMAIL}", "Confirm").press("Confirm").press("http://").press("Confirm")
    trader.sees("Your e-mail address is confirmed")


def describe(trader):
    trader.go("/operator/business/roles").tick("Customs broker", "Road").press("Save")
    trader.go("/operator/business/details").write("People who work there", 4).press("Save")
    trader.go("/operator/business/sites/new").fill(Name_of_the_site="Office", Street_and_number="3 Quay Road")
    trader.fill(Town_or_city="Exampleton", Country="Example country (ZZ)").press("Save").sees("The site is saved")


def apply(trader):
    trader.go("/operator/applications/new").tick("AEOC", "AEOS").press("Start")
    trader.press("Say what the business does").press("Save and continue").press("Begin with the first question")
    for _ in range(AT_MOST):
        if "/questions/" not in trader.path:
            break
        answer(trader)
