"""What a browser fetches once and keeps."""

import gzip

from app.web.assets import asset


def fetch(portal, filename, **headers):
    with portal.test_client().get(f"/static/{filename}", headers=headers) as response:
        response.get_data()
        return response


def test_a_style_sheet_is_sent_packed_and_whole(small_portal):
    packed = fetch(small_portal, "portal.css", **{"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == fetch(small_portal, "portal.css").data


def test_a_style_sheet_that_the_browser_has_is_not_sent_again(small_portal):
    first = fetch(small_portal, "portal.css", **{"Accept-Encoding": "gzip"})

    again = fetch(small_portal, "portal.css", **{"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")


def test_a_page_is_not_packed_beside_its_token(small_portal):
    page = small_portal.test_client().get("/nowhere", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in page.headers


def test_another_content_has_another_address(small_portal):
    with small_portal.test_request_context("/home"):
        assert asset("portal.css") != asset("portal.js")
        assert asset("portal.css").startswith("/static/portal.css?v=")


def test_what_every_page_needs_of_ours_weighs_little(small_portal):
    ours = [fetch(small_portal, name, **{"Accept-Encoding": "gzip"}).data for name in ("portal.css", "portal.js", "mark.svg")]

    assert sum(len(data) for data in ours) < 8_000
