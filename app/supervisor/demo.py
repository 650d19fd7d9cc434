"""`make demo`, from the data to the printed address; it ends when it is asked to, and everything with it."""

from __future__ import annotations

from app.supervisor.alone import alone
from app.supervisor.children import end_leftovers
from app.supervisor.databases import database, start_over
from app.supervisor.keeping import keep
from app.supervisor.preparing import prepare
from app.supervisor.serving import served, wait_until_ready
from app.supervisor.settings import Place, environment
from app.supervisor.stopping import Stop
from app.supervisor.terminal import say, step

WELCOME = """
The portal is ready: {address}

  Sign in (the password of all is Portal-demo-2026!)
    trader   signatory@northwind.example, contributor@northwind.example
    customs  officer@customs.example, auditor@customs.example, decider@customs.example,
             manager@customs.example, admin@customs.example
  Ask as a risk engine: client demo-risk-engine, secret demo-secret-2026, operator ZZ1000000001
  Mail that was sent: {address}/demo/mailbox

Ctrl-C ends it. The data stay; make demo RESET=1 starts over. Logs: {logs}"""


def demo(chosen: Place, stop: Stop) -> None:
    with alone(chosen, "The demonstration"):
        end_leftovers(chosen.folder)
        chosen.require_free_port()
        if chosen.reset:
            start_over(chosen.folder)
        with database(chosen) as used:
            env = environment(chosen, used.url, used.migration_url)
            prepare(chosen, used, env, stop)
            with served(chosen, env) as children:
                with step("Starting web and worker"):
                    wait_until_ready(chosen, children, stop)
                say(WELCOME.format(address=chosen.address, logs=chosen.folder / "log"))
                keep([*used.kept, *children], stop)
