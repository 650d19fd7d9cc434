"""A hearing as it goes: the letter is opened, and then replied to."""

from app.decisions.service import open_hearing_letter, reply


def replied(session, hearing, *, by, **said):
    """The signatory opens the letter and replies."""
    open_hearing_letter(session, hearing, by=by)
    reply(session, hearing, by=by, **said)
