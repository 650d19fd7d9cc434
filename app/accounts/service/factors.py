"""The second factor: set up, asked for, replaced by a recovery code, removed."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session

from app.accounts import policy, totp
from app.accounts.models import RecoveryCode, User
from app.core import clock, references
from app.core.errors import Invalid, allow
from app.history.kinds import Kind
from app.history.service import record

CODES = 10


class WrongCode(Invalid):
    """No such code now; a used one counts no second time."""

    def __init__(self, why: str = "This code is not right. Take the one your device shows now") -> None:
        super().__init__(why, "code")


def enrol_factor(session: Session, person: User, *, by: User, secret: str, code: str) -> list[str]:
    """Make this device the second factor in place of any other, or `WrongCode`.

    Gives the recovery codes, which are shown this once.
    """
    allow(by.id == person.id)
    step = totp.step_of(secret, code) if totp.is_secret(secret) else None
    if step is None:
        raise WrongCode
    person.totp_secret, person.totp_last_step = secret, step
    record(session, Kind.FACTOR_ENROLLED, about=person, by=by)
    return new_codes(session, person)


def renew_recovery_codes(session: Session, person: User, *, by: User) -> list[str]:
    """Ten new codes; the old ones open nothing any more."""
    allow(by.id == person.id and person.totp_secret is not None)
    record(session, Kind.RECOVERY_CODES_RENEWED, about=person, by=by)
    return new_codes(session, person)


def remove_factor(session: Session, person: User, *, by: User | None) -> None:
    """The device and the recovery codes open nothing any more. `by` is None at the command line."""
    allow(by is None or policy.can_remove_factor(by, person), "Officers need a second factor: replace it instead.")
    forget_factor(session, person)
    record(session, Kind.FACTOR_RESET, about=person, by=by)


def forget_factor(session: Session, person: User) -> None:
    person.totp_secret = person.totp_last_step = None
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == person.id))


def check_factor(session: Session, person: User, *, code: str) -> None:
    """Take a code of the device, or a recovery code; each counts once, also when sent twice at once. Else `WrongCode`."""
    digits = "".join(code.split())
    is_of_device = len(digits) == 6 and digits.isdecimal()
    if not (take_step(session, person, digits) if is_of_device else take_recovery(session, person, code)):
        raise WrongCode


def take_step(session: Session, person: User, digits: str) -> bool:
    """Whether it is a code of the device now; `WrongCode` for one that was used."""
    step = totp.step_of(person.totp_secret, digits) if person.totp_secret else None
    if step is None:
        return False
    unused = or_(User.totp_last_step.is_(None), User.totp_last_step < step)
    statement = update(User).where(User.id == person.id, unused).values(totp_last_step=step)
    if session.execute(statement.returning(User.id)).first() is None:
        raise WrongCode("This code has been used. Wait for the next one")
    return True


def take_recovery(session: Session, person: User, code: str) -> bool:
    mine = RecoveryCode.user_id == person.id, RecoveryCode.digest == digest(person.id, references.read(code))
    statement = update(RecoveryCode).where(*mine, RecoveryCode.used_at.is_(None)).values(used_at=clock.now())
    return session.execute(statement.returning(RecoveryCode.id)).first() is not None


def new_codes(session: Session, person: User) -> list[str]:
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == person.id))
    codes = [references.check_code() for _ in range(CODES)]
    session.add_all(RecoveryCode(user_id=person.id, digest=digest(person.id, code)) for code in codes)
    return [references.printed(code) for code in codes]


def digest(person_id: UUID, code: str) -> str:
    """60 random bits, bound to the person: a plain hash is enough."""
    return sha256(f"{person_id}:{code}".encode()).hexdigest()
