"""The same pages without JavaScript, and by keyboard alone."""

from tests.journeys import trader
from tests.journeys.answering import answer

SOME = 12  # questions: text, choices, tables, dates and files are among them
DRAFTING = "office@zephyr.example"  # its next question is answered by yes or no
FOCUSED = """() => {
  const { innerText, labels } = document.activeElement;
  return [innerText, ...[...(labels ?? [])].map(one => one.innerText)].join(" ").trim();
}"""


def test_without_javascript_one_registers_applies_and_answers(arrive):
    ada = arrive(java_script_enabled=False)

    trader.register(ada)
    trader.describe(ada)
    trader.begin(ada)
    for _ in range(SOME):
        answer(ada)

    ada.press("Save and go to the list").sees(f"{SOME} of")


def test_by_keyboard_alone_one_signs_in_and_answers_a_question(arrive):
    zoe = arrive()
    set_password(zoe)

    keyboard = zoe.go("/account/sign-in").page.keyboard
    tab_to(zoe, "E-mail address")
    keyboard.type(DRAFTING)
    tab_to(zoe, "Password")
    keyboard.type(trader.PASSWORD)
    enter(zoe)
    enter(zoe, "Open the application")
    enter(zoe, "Go on with the next question")
    asked = zoe.path
    tab_to(zoe, "Yes")
    keyboard.press("Space")
    enter(zoe, "Save and continue")

    assert "/questions/" in zoe.path
    assert zoe.path != asked
    zoe.go(asked)
    assert zoe.page.get_by_label("Yes").is_checked()


def set_password(person):
    """By the link that the portal sends."""
    person.go("/account/forgotten").write("E-mail address", DRAFTING).press("Send")
    person.waits_for(f"/demo/mailbox?to={DRAFTING}", "password").page.locator("main td a, main th a").first.click()
    person.press("http://").write("New password", trader.PASSWORD).press("Set the password")


def tab_to(person, name):
    """Press Tab until what is called so has the focus."""
    for _ in range(100):
        person.page.keyboard.press("Tab")
        if person.page.evaluate(FOCUSED).startswith(name):
            return
    raise AssertionError(f"{person.path}: “{name}” cannot be reached by keyboard")


def enter(person, name=""):
    """Press Enter, on what is called so if it has a name; then the next page is there."""
    if name:
        tab_to(person, name)
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")
