"""Jobs whose row rides in the session's own transaction: no job for work that was rolled back."""

from __future__ import annotations

from procrastinate import App, SyncPsycopgConnector
from sqlalchemy.orm import Session

queue = App(connector=SyncPsycopgConnector())


def defer(session: Session, task: str, *, lock: str | None = None, **arguments: str) -> None:
    """Have the worker run a task of `app.worker`, by name, once this transaction is committed.

    A session marked `quiet` asks for nothing: the made-up past of a demonstration sends no letters.
    """
    if session.info.get("quiet"):
        return
    connection = session.connection().connection.driver_connection
    queue.configure_task(task, connection=connection, lock=lock).defer(**arguments)
