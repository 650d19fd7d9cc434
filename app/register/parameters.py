"""What a system asks about an operator, read from its words: by whichever door it comes, it is read in one way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from app.core.errors import Invalid
from app.core.refusals import PLACES, Refusal
from app.operators.words import CHECKED_BY, Scheme
from app.programme import identifiers
from app.register.standing import Coverage

NOW, TIN = "now", "tin"
SCHEMES = (TIN, *Scheme)
"""What a number may be one of."""


def only_known(given: Mapping[str, Sequence[str]], known: Collection[str]) -> None:
    """A parameter that nothing reads would be answered as if it had been: a mistyped or repeated one is refused."""
    wrong = [name for name, values in given.items() if name not in known or len(values) > 1]
    if wrong:
        wanted = f"Once: {', '.join(known)}" if known else "This address takes no parameters"
        places = [{"parameter": name, "detail": wanted} for name in wrong[:PLACES]]
        raise Refusal("invalid-request", "A parameter is not one of this address, or was sent twice.", errors=places)


def number_of(written: str, scheme: str | None) -> tuple[Scheme | None, str]:
    """The number in its one form, however it was written, with its scheme; none for a TIN."""
    named = one_of("scheme", scheme, SCHEMES)
    try:
        if named in (None, TIN):
            return None, identifiers.tin(written)
        return Scheme(named), CHECKED_BY[Scheme(named)](written)
    except Invalid:
        raise Refusal("invalid-identifier") from None


def coverage_of(given: str | None) -> Coverage:
    """What must be valid for the answer to be yes."""
    named = one_of("for", given, Coverage)
    return Coverage.ANY if named is None else Coverage(named)


def one_of(name: str, given: str | None, words: Iterable[str]) -> str | None:
    """A mistyped word is refused: taken as it is, it would look like an answer about the operator."""
    if given is None:
        return None
    known = tuple(words)
    if given not in known:
        raise no_such_value(name, f"One of {', '.join(known)}")
    return given


def place_of(name: str, given: str | None) -> str | None:
    """A UN/LOCODE in its one form, however it was written."""
    try:
        return None if given is None else identifiers.locode(given)
    except Invalid:
        raise no_such_value(name, "A UN/LOCODE: two letters of the country and three of the place") from None


def no_such_value(name: str, wanted: str) -> Refusal:
    place = [{"parameter": name, "detail": wanted}]
    return Refusal("invalid-request", f"The parameter {name} has no such value.", errors=place)
