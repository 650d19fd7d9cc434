"""What systems are refused, by either door they come to: the problem, and what is said about this one."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.problems import PROBLEMS

REALM = 'Bearer realm="aeo"'
PLACES = 20
"""So many mistakes are pointed at: no answer is many times its question."""
LARGEST_BODY = 1024 * 1024
"""Bytes of a question."""
LARGEST_FORM = 64 * 1024
"""Bytes of a form that anybody may send, person or system."""


class Refusal(Exception):
    """A problem to answer with; `more` are its extension members."""

    def __init__(self, slug: str, detail: str = "", *, headers: Mapping[str, str] | None = None, **more: object) -> None:
        super().__init__(detail or slug)
        self.problem, self.detail, self.headers, self.more = PROBLEMS[slug], detail, dict(headers or {}), more


class NotFound(Refusal):
    """Whatever may not be known is answered alike, to the last byte."""

    def __init__(self) -> None:
        super().__init__("not-found")


class UsedUp(Refusal):
    """More was asked than is allowed in a minute."""

    def __init__(self, seconds: int) -> None:
        detail = f"More was asked than is allowed in a minute. Ask again in {seconds} s."
        super().__init__("rate-limited", detail, headers={"Retry-After": str(seconds)}, retry_after=seconds)


class Unauthenticated(Refusal):
    """No token, or one that counts for nothing; `error` is the word of RFC 6750 for what is wrong with it."""

    def __init__(self, detail: str, error: str = "") -> None:
        challenge = f'{REALM}, error="{error}"' if error else REALM
        super().__init__("unauthenticated", detail, headers={"WWW-Authenticate": challenge})


class NoToken(Unauthenticated):
    """None was sent where one is needed."""

    def __init__(self) -> None:
        super().__init__("This asks for an access token.")


class NotBearer(Unauthenticated):
    """Something else was sent in its place."""

    def __init__(self) -> None:
        super().__init__("Send the token as Authorization: Bearer.", "invalid_request")


class BadToken(Unauthenticated):
    """One that opens nothing. Why is told only where its owner can do something about it."""

    def __init__(self, detail: str = "The token is not valid, or no longer.") -> None:
        super().__init__(detail, "invalid_token")


class AccessEnded(BadToken):
    """Of the system that the token names."""

    def __init__(self) -> None:
        super().__init__("The access of this system has ended.")


class BeyondScope(Refusal):
    """The token is good for something else."""

    def __init__(self, scope: str) -> None:
        challenge = f'{REALM}, error="insufficient_scope", scope="{scope}"'
        super().__init__("insufficient-scope", f"This asks for the scope {scope}.", headers={"WWW-Authenticate": challenge})
