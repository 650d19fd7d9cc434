"""Places are drawn without anybody waiting for anybody."""

from app.programme.words import AuthorisationType
from app.reactions import republish
from tests.makers import Maker


def test_two_operators_get_their_first_entries_at_once(committed, other):
    """Neither transaction waits for the other: in one thread it would wait for ever."""
    for session in (committed, other):
        operator = Maker(session).operator()
        Maker(session).authorisation(operator, AuthorisationType.AEOC)
        republish(session, [operator.id])

    other.commit()
    committed.commit()
