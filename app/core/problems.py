"""What can go wrong between systems (RFC 9457): each problem has an address, and the portal a page at it."""

from __future__ import annotations

from typing import NamedTuple

MEDIA_TYPE = "application/problem+json"


class Problem(NamedTuple):
    """A kind of refusal. `meaning` and `remedy` are for the page at its address."""

    slug: str
    status: int
    title: str
    meaning: str
    remedy: str

    @property
    def type(self) -> str:
        return f"/problems/{self.slug}"

    def body(self, detail: str = "", **more: object) -> dict[str, object]:
        said = {"type": self.type, "title": self.title, "status": self.status, "detail": detail or self.meaning}
        return said | {name: value for name, value in more.items() if value is not None}


ALL = (
    Problem(
        "invalid-request",
        400,
        "The request is not well formed",
        "The request could not be read: broken JSON, a missing field, or a value that is not one of those allowed.",
        "Look at the member errors: each entry points at the place and says what was expected there. Of many mistakes the"
        " first are told.",
    ),
    Problem(
        "unauthenticated",
        401,
        "No valid credentials",
        "The request needs an access token, and none was sent, or it has expired, or its system has no access any more;"
        " or the client credentials sent for one are not right.",
        "Get a token at /oauth/token with your client credentials and send it as Authorization: Bearer. It lasts ten minutes.",
    ),
    Problem(
        "insufficient-scope",
        403,
        "The token does not cover this",
        "The token is good, but it was not given for what was asked.",
        "Ask for a token with the scope named in WWW-Authenticate. If you do not have it, ask the programme office.",
    ),
    Problem(
        "not-found",
        404,
        "Not found",
        "There is nothing at this address that may be shown.",
        "Check the number. Without a token only operators that agreed to it are shown: another may still be authorised.",
    ),
    Problem(
        "method-not-allowed",
        405,
        "This address takes another method",
        "The address exists, but not for this method.",
        "The methods it takes stand in the header Allow.",
    ),
    Problem(
        "not-acceptable",
        406,
        "Only JSON is spoken here",
        "The header Accept allows none of the forms this address answers in.",
        "Send Accept: application/json, or no such header.",
    ),
    Problem(
        "conflict",
        409,
        "Not now",
        "The thing stands otherwise than the request supposes, or the same request is being done at this moment.",
        "Look how it stands and ask again; a request with the same Idempotency-Key after a second.",
    ),
    Problem(
        "cursor-expired",
        410,
        "The feed cannot be read on from there",
        "The cursor is older than 90 days, or the register was restored from a backup since, or the portal has another key:"
        " what changed in between could be missed.",
        "Load the snapshot at the address in snapshot, and go on with the cursor that comes with it.",
    ),
    Problem(
        "not-reproduced",
        409,
        "The answer comes out otherwise",
        "The receipt is genuine, but what is stored no longer gives the answer that was given for it.",
        "Nothing else is shown in its place. Send the receipt to the programme office.",
    ),
    Problem(
        "too-large",
        413,
        "The request is too large",
        "The body is larger than this address takes.",
        "Ask for at most 1,000 numbers at once.",
    ),
    Problem(
        "unsupported-media-type",
        415,
        "The body has another media type",
        "The body was not sent as what this address reads: JSON, and a form under /oauth.",
        "Send Content-Type: application/json; under /oauth application/x-www-form-urlencoded.",
    ),
    Problem(
        "no-such-part",
        416,
        "The file has no such part",
        "The range that was asked for begins behind the end of the file. Content-Range says how long it is.",
        "If you have as much already, you have all of it: compare the digest.",
    ),
    Problem(
        "invalid-identifier",
        422,
        "Not a number of an operator",
        "A trader number (TIN) has two letters of the country and 1 to 15 letters or digits.",
        "Check the number. Other identifiers, as EORI or LEI, are only taken together with their scheme.",
    ),
    Problem(
        "idempotency-key-reused",
        422,
        "The key belongs to another request",
        "The Idempotency-Key was sent before, with another address or another body.",
        "Take a new key for each request; the old one only to send the very same request again.",
    ),
    Problem(
        "not-yet-supported",
        422,
        "Not supported yet",
        "The question is understood, but this portal cannot answer it yet.",
        "Leave the parameter out: the answer is then about this moment.",
    ),
    Problem(
        "not-yet-known",
        422,
        "Beyond what is known",
        "The moment asked about lies further ahead than what is known about it. An answer would be a guess.",
        "Ask about an earlier moment, or about this one when it has come.",
    ),
    Problem(
        "rate-limited",
        429,
        "Too many requests",
        "More was asked than is allowed in this time.",
        "Wait for the seconds in Retry-After. RateLimit says what is left. For many numbers use the batch look-up.",
    ),
    Problem(
        "internal",
        500,
        "A fault on our side",
        "The portal made a mistake. It has been written down.",
        "Try again. If it happens again, tell the programme office the X-Request-Id of the answer.",
    ),
    Problem(
        "history-not-kept",
        501,
        "Only the present one is kept",
        "A list of an earlier moment was asked for, and none is kept.",
        "Leave the parameter out. An authorised system asks for the status of an operator at another moment.",
    ),
    Problem(
        "unavailable",
        503,
        "Could not check",
        "The register did not answer. This says nothing about any operator.",
        "Try again after the seconds in Retry-After. Until then give no credit, and hold nothing against the operator.",
    ),
)

PROBLEMS: dict[str, Problem] = {problem.slug: problem for problem in ALL}
BY_STATUS: dict[int, Problem] = {problem.status: problem for problem in reversed(ALL)}


def of_status(status: int) -> Problem:
    """The problem of an HTTP status; one without a name of its own falls to its family's."""
    return BY_STATUS.get(status) or PROBLEMS["internal" if status >= 500 else "invalid-request"]
