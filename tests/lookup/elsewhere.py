"""A portal elsewhere, as little of it as a look-up node asks, that answers wrongly where it is told to."""

from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

import orjson
import zstandard


class Elsewhere:
    """`answers` by path; `tokens` are those still taken."""

    def __init__(self):
        self.tokens, self.given, self.answers, self.date = set(), 0, {}, None

    def has(self, records, clients=(), changes=()):
        files = [self._file("node", records), self._file("clients", clients)]
        self.answers["/api/v1/snapshots/latest"] = {"files": files, "cursor": "start"}
        self.answers["/api/v1/node"] = {"keys": {"keys": []}, "policies": [], "periods": []}
        self.goes_on(*changes)

    def goes_on(self, *changes, cursor="here"):
        items = [{"type": kind, "data": data} for kind, data in changes]
        self.answers["/api/v1/changes"] = {"items": items, "cursor": cursor, "more": False}

    def _file(self, name, documents):
        packed = zstandard.compress(b"".join(orjson.dumps(one) + b"\n" for one in documents))
        href = f"/api/v1/snapshots/1/{name}.ndjson.zst"
        self.answers[href] = packed
        return {"name": f"{name}.ndjson.zst", "count": len(documents), "sha256": sha256(packed).hexdigest(), "href": href}


def handler_of(portal):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            portal.given += 1
            portal.tokens.add(f"token-{portal.given}")
            self.answer(200, orjson.dumps({"access_token": f"token-{portal.given}", "expires_in": 600}))

        def do_GET(self):
            if self.headers["Authorization"].removeprefix("Bearer ") not in portal.tokens:
                return self.answer(401, b"{}")
            told = portal.answers.get(urlsplit(self.path).path, 404)
            if isinstance(told, int):
                return self.answer(told, b"{}")
            return self.answer(200, told if isinstance(told, bytes) else orjson.dumps(told))

        def answer(self, status, body):
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def date_time_string(self, timestamp=None):
            return portal.date or super().date_time_string(timestamp)

        def log_message(self, *_):
            pass

    return Handler


@contextmanager
def elsewhere():
    portal = Elsewhere()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(portal))
    portal.address = f"http://127.0.0.1:{server.server_port}"
    serving = Thread(target=server.serve_forever)
    serving.start()
    try:
        yield portal
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
