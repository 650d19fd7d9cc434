"""What look-up nodes must know beside the register is in the feed with the commit of the fact."""

import pytest

from app.accounts import clients
from app.reactions import committing
from app.register.feed import pages
from app.register.feed.record import View
from app.register.feed.words import ChangeKind
from app.signing import service as signing


@pytest.fixture
def told(committed):
    """`told()` is what a node reads of it that was not read before."""
    stands = pages.head(committed)

    def read():
        page = pages.read(committed, stands, 100, view=View.NODE)
        return [(item.kind, item.subject, item.data) for item in page.items]

    return read


def test_that_a_system_was_given_access_and_that_it_ended(committed, told):
    with committing(committed):
        system = clients.create(committed, "port-engine", "Port", ["aeo.status"], "secret", by=None)
    ((kind, subject, data),) = told()
    assert (kind, subject) == (ChangeKind.CLIENT_CHANGED, "port-engine")
    assert b'"is_disabled" : false' in data

    with committing(committed):
        clients.disable(committed, system, by=None)
    assert b'"is_disabled" : true' in told()[-1][2]


def test_that_the_keys_changed(committed, told):
    with committing(committed):
        signing.rotate(committed, by=None)

    assert {kind for kind, *_ in told()} == {ChangeKind.KEYS_CHANGED}
