"""The keys of the officers' pages."""

from __future__ import annotations

from flask import render_template

from app.web.officer import officer


@officer.get("/keys")
def show_keys() -> str:
    return render_template("officer/keys.html")
