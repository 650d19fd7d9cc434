"""Systems have no session: a cookie that a browser sends along is not read, and no answer depends on one."""

from __future__ import annotations

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from app.api.errors import OURS

SAME_FOR_ALL = (*OURS, "/openapi.json", "/statuslists/")


class Sessions(SecureCookieSessionInterface):
    """Those of people, and none for systems: so their answers say no `Vary: Cookie`, and caches share them."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        return None if request.path.startswith(SAME_FOR_ALL) else super().open_session(app, request)
