"""The embedded PostgreSQL: a real one from a wheel, used when no DATABASE_URL is set, and by the tests.

`with running(folder) as server: server.url("aeo", user="aeo_owner")`; only its binaries are the wheel's.
"""

from app.core.embedded.errors import AlreadyRunning, CannotStart, EmbeddedError, NotInstalled
from app.core.embedded.server import Server, discard, held, running
from app.core.embedded.throwaway import temporary

__all__ = ["AlreadyRunning", "CannotStart", "EmbeddedError", "NotInstalled", "Server", "discard", "held", "running", "temporary"]
