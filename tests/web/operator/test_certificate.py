import pytest

from app.authorisations.states import State
from app.programme.words import AuthorisationType


@pytest.fixture
def page(sign_in, viewer):
    return lambda: sign_in(viewer).get("/operator/certificate").text


def test_before_a_grant_there_is_none(page):
    assert "No certificate yet" in page()


def test_while_the_worker_draws_it_the_page_says_so(make, business, page):
    make.authorisation(business)

    assert "Your certificate is being made" in page()


def test_the_newest_is_downloaded_and_shown_as_others_see_it(make, business, certify, page):
    certificate = certify(make.authorisation(business))

    shown = page()

    assert f"/operator/certificates/{certificate.id}/pdf" in shown
    assert f"/v/{certificate.code}" in shown
    assert "7Q4K-2M9D-XT3P" in shown


def test_a_second_grant_has_it_made_anew(make, business, certify, page):
    certify(make.authorisation(business, AuthorisationType.AEOC))
    make.authorisation(business, AuthorisationType.AEOS)

    assert "Your certificate is being made" in page()


@pytest.mark.parametrize(
    ("state", "said"), [(State.SUSPENDED, "while the authorisation is suspended"), (State.REVOKED, "no effect any more")]
)
def test_one_without_effect_says_so(make, business, certify, page, state, said):
    certify(make.authorisation(business, state=state))

    shown = page()

    assert said in shown
    assert "Not valid today" in shown


def test_one_that_is_valid_in_part_says_so(make, business, certify, page):
    certify(
        make.authorisation(business, AuthorisationType.AEOC),
        make.authorisation(business, AuthorisationType.AEOS, state=State.SUSPENDED),
    )

    assert "It also names what is not valid today" in page()


def test_the_bytes_are_kept_by_this_browser_alone(make, business, certify, sign_in, viewer):
    certificate = certify(make.authorisation(business))

    with sign_in(viewer).get(f"/operator/certificates/{certificate.id}/pdf") as answer:
        sent = answer.data

    assert sent == b"%PDF-1.7 a certificate"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={business.tin}-certificate-{certificate.code}.pdf"


def test_a_browser_that_has_them_is_not_sent_them_again(make, business, certify, sign_in, viewer):
    certificate, browser = certify(make.authorisation(business)), sign_in(viewer)
    path = f"/operator/certificates/{certificate.id}/pdf"
    with browser.get(path) as first:
        seen = first.headers["ETag"]

    with browser.get(path, headers={"If-None-Match": seen}) as again:
        assert again.status_code == 304


def test_the_certificate_of_another_business_is_not_there(make, business, certify, sign_in, stranger):
    certificate, browser = certify(make.authorisation(business)), sign_in(stranger)

    assert browser.get(f"/operator/certificates/{certificate.id}/pdf").status_code == 404
    assert certificate.code not in browser.get("/operator/certificate").text


def test_the_page_asks_little(everything, asks_little):
    asks_little("/operator/certificate")
