"""FastAPI with asyncpg: reads the same row of the same PostgreSQL, asks nobody for a token and counts nothing."""

import os
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlsplit

import asyncpg
from fastapi import FastAPI, Request, Response

STATUS = """
SELECT restricted.status, entry.seq FROM register_entry entry
JOIN register_restricted restricted ON restricted.entry_id = entry.id WHERE entry.tin = $1
"""


def address() -> dict[str, str]:
    """Of the socket, as psycopg has it."""
    told = urlsplit(os.environ["DATABASE_URL"])
    host = parse_qs(told.query).get("host", [told.hostname])[0]
    return {"host": host, "user": told.username, "database": told.path.lstrip("/")}


@asynccontextmanager
async def connected(app):
    settings = {"app.audience": "client", "app.operators": "", "app.person": "", "app.key": ""}
    async with asyncpg.create_pool(**address(), min_size=4, max_size=4, server_settings=settings, reset=none) as app.state.pool:
        yield


async def none(connection) -> None:
    """No session is left to be tidied up."""


app = FastAPI(lifespan=connected)


@app.get("/api/v1/operators/{tin}/status")
async def show_status(tin: str, request: Request) -> Response:
    row = await request.app.state.pool.fetchrow(STATUS, tin)
    tag = f'"{row["seq"]}"'
    if request.headers.get("If-None-Match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    return Response(row["status"], media_type="application/json", headers={"ETag": tag, "Cache-Control": "private, no-cache"})
