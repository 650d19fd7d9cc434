"""A case officer, a case of theirs that was sent, and the browser they sit at."""

import pytest

from tests.web.officer.cases import sent


@pytest.fixture
def officer(make):
    return make.case_officer()


@pytest.fixture
def case(make, officer):
    return sent(make, officer=officer)


@pytest.fixture
def browser(sign_in, officer):
    return sign_in(officer)
