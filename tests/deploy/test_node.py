"""A look-up node alone behind a proxy: bound tokens count there as they do at the portal."""

from tests.deploy.conftest import AGREED
from tests.deploy.test_certificates import BOUND, status


def test_a_token_bound_at_the_portal_is_good_here_with_its_certificate_alone(outside, at_the_node, certified, tin):
    token = outside.showing(certified).bearer()

    assert at_the_node.showing(certified).ask(status(tin), token).status == 200
    made_up = f"{certified.header};secret={AGREED}"
    for headers in ((), (("Client-Cert", made_up),), (("Client_Cert", made_up),)):
        answer = at_the_node.ask(status(tin), token, *headers)
        assert (answer.status, answer.json["detail"]) == (401, BOUND)


def test_it_says_how_fresh_it_is(at_the_node):
    assert at_the_node.ask("/readyz").json["status"] == "ok"


def test_it_answers_as_the_portal_does(outside, at_the_node, tin):
    token = outside.bearer()

    here, there = at_the_node.ask(status(tin), token), outside.ask(status(tin), token)

    assert (here.body, here.headers["ETag"]) == (there.body, there.headers["ETag"])
    assert at_the_node.ask(status(tin), token, ("If-None-Match", here.headers["ETag"])).status == 304
