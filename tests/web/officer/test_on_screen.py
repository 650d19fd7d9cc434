"""What an officer sees without pushing or rolling: on a telephone, and on a low screen."""

import pytest

from app.applications.profile import profile_of
from app.core import clock
from app.criteria.words import Result
from app.risk.service import republish
from tests.chromium import chromium, window  # noqa: F401  a fixture
from tests.house.looking import NARROW, listening, put_on

A_SECOND_CLICK = 1100  # milliseconds after which GOV.UK's button no longer takes it for a double click
LOW = {"width": 1280, "height": 680}
ROOM = 300  # of the 740 pixels of a telephone, for all that stands above the first thing of the page


@pytest.fixture(scope="module")
def screen(chromium):  # noqa: F811
    with window(chromium, "") as page:
        yield page


@pytest.fixture
def see(app, sign_in, screen):
    """`see(user, path)` is the page in a real browser."""
    with listening(app) as address:

        def shown(user, path, size=NARROW):
            put_on(screen, sign_in(user))
            screen.set_viewport_size(size)
            screen.goto(address + path)
            return screen

        yield shown


def top(page, place):
    return page.locator(place).first.bounding_box()["y"]


def bottom(page, place):
    box = page.locator(place).first.bounding_box()
    return box["y"] + box["height"]


def test_the_menu_takes_one_row_of_a_telephone(see, officer):
    page = see(officer, "/officer/cases")

    assert page.locator(".aeo-menu ul").bounding_box()["height"] <= 56
    assert page.locator(".aeo-menu a").evaluate_all(
        "all => all.every((one, i) => !i || one.offsetLeft >= all[i - 1].offsetLeft + all[i - 1].offsetWidth)"
    )
    assert bottom(page, ".aeo-menu") < 200


def test_the_page_open_now_is_in_sight_in_the_menu_and_among_the_pages_of_the_case(see, officer, case):
    page = see(officer, f"/officer/cases/{case.id}/history")

    here = page.locator(".aeo-views [aria-current]").bounding_box()
    assert here["x"] >= 0
    assert here["x"] + here["width"] <= NARROW["width"]


def test_the_pages_of_a_case_take_one_row_of_a_telephone(see, officer, case):
    page = see(officer, f"/officer/cases/{case.id}/requests")

    assert page.locator(".aeo-views").bounding_box()["height"] <= 56
    assert top(page, "main h2") < ROOM + 60


@pytest.mark.parametrize("path", ["", "/cases", "/operators", "/cases/{}/criteria", "/cases/{}/findings", "/cases/{}/decision"])
def test_the_rows_of_a_list_are_read_without_pushing(see, make, officer, case, path):
    make.finding(case, by=officer)

    page = see(officer, "/officer" + path.format(case.id))

    assert page.locator(".aeo-scroll").count()
    assert not page.eval_on_selector_all(".aeo-scroll", "all => all.some(one => one.scrollWidth > one.clientWidth)")


def test_a_row_of_the_desk_says_what_its_cells_are(see, officer, case):
    cell = see(officer, "/officer").locator("tr:has-text('Tern Harbour') td[data-label='Ball with']")

    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Ball with: "'


def test_the_chart_of_a_risk_figure_is_whole_on_a_telephone(see, make, session, officer):
    operator = make.authorisation().operator
    republish(session, [operator.id])
    session.commit()

    page = see(officer, f"/officer/operators/{operator.id}/risk")

    chart = page.locator(".aeo-chart svg:visible").first
    assert chart.get_attribute("class") == "aeo-close"
    assert chart.bounding_box()["x"] + chart.bounding_box()["width"] <= NARROW["width"]


def test_what_is_judged_stays_in_sight_on_a_low_screen_also_where_a_risk_was_noted(see, make, officer, case):
    make.rating(case, "G.2", result=Result.MET, likelihood=2, impact=3, note="Ask again in spring.")

    page = see(officer, f"/officer/cases/{case.id}/criteria/G.2", LOW)

    assert not page.locator(".aeo-rate details").evaluate("one => one.open")
    page.locator(".aeo-rate button").scroll_into_view_if_needed()
    assert page.locator(".aeo-rate").bounding_box()["height"] <= LOW["height"] / 2
    assert page.locator(".aeo-rate").evaluate("one => getComputedStyle(one).position") == "static"


@pytest.fixture
def at_the_gate(see, make, session):
    """An auditor's telephone at a visit of today, on the first point of the checklist."""
    auditor = make.auditor()
    operator = make.operator(activities={"handles_goods": True})
    make.site(operator, name="North Quay", activities={"handles_goods": True})
    case = make.case(operator)
    session.refresh(operator)
    case.profile = profile_of(operator)
    today = clock.today()
    visit = make.audit(case, lead=auditor, starts_on=today, ends_on=today, sites=list(operator.sites))
    session.commit()
    return see(auditor, f"/officer/audits/{visit.id}/checklist/I.3/{visit.sites[0].id}")


def test_a_note_opens_where_a_finding_is_pressed_or_one_is_wanted(at_the_gate):
    point = at_the_gate.locator(".aeo-point").first
    assert not point.locator("textarea").is_visible()

    point.get_by_label("Note on:").check()
    assert point.locator("textarea").is_visible()

    point.get_by_label("Note on:").uncheck()
    point.get_by_label("Finding").check(force=True)
    assert point.locator("textarea").is_visible()


def test_without_a_network_the_page_stays_and_is_sent_once_there_is_one(at_the_gate):
    page = at_the_gate
    page.get_by_label("In order").first.check(force=True)
    page.get_by_label("Anything else").fill("The gate was open.")
    here = page.url

    page.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("No connection. Nothing is lost").wait_for()
    assert (page.url, page.get_by_label("Anything else").input_value()) == (here, "The gate was open.")

    page.context.set_offline(False)
    page.wait_for_timeout(A_SECOND_CLICK)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("I.3 is written down.").wait_for()


def test_control_and_enter_save_a_result_from_its_reason(see, officer, case):
    page = see(officer, f"/officer/cases/{case.id}/criteria/G.2", LOW)
    page.locator("#result").check(force=True)

    page.get_by_label("Reason").press("Control+Enter")

    page.wait_for_url(lambda address: "G.2" not in address)


def test_what_was_found_goes_into_its_box_at_a_press(see, make, case, officer):
    make.rating(case, "A.1", Result.PARTLY, reason="A penalty became final in May.")
    page = see(officer, f"/officer/cases/{case.id}/decision/aeoc/refuse")

    page.get_by_role("button", name="Use this").click()

    assert page.locator("#text_0").input_value() == "A penalty became final in May."
