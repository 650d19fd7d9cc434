"""A link that opens nothing any more says why, and what to do."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app.accounts.links import DeadLink


def dead_link(dead: DeadLink) -> ResponseReturnValue:
    return render_template("account/dead_link.html", reason=str(dead)), 410
