import pytest

from app.applications.service import release
from app.applications.states import State
from app.core.errors import WrongState


def test_a_registration_with_only_a_draft_is_released(session, make):
    draft = make.application()

    release(session, draft.operator, by=make.case_officer(), reason="An extract of the register.")

    assert draft.operator.released_at


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFT])
def test_a_business_that_has_sent_an_application_is_taken_from_nobody(session, make, state):
    application = make.application(state=state)

    with pytest.raises(WrongState, match="its registration stays"):
        release(session, application.operator, by=make.case_officer(), reason="An extract of the register.")
