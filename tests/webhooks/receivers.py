"""Receivers on this machine: real servers, each with its own manners."""

import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Received(NamedTuple):
    """One message as it came in."""

    path: str
    headers: dict
    body: bytes
    at: float


class Receiver(ThreadingHTTPServer):
    """Answers what `answer(number)` says: a status, or a status with headers; `delay` seconds late.

    `most` is how many messages were there at once.
    """

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, answer=lambda number: 204, delay=0.0):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer, self.delay, self.received, self.lock = answer, delay, [], threading.Lock()
        self.is_closing = threading.Event()
        self.there = self.most = 0

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/hook"

    def wait_for(self, number, seconds=10.0):
        until = time.monotonic() + seconds
        while len(self.received) < number and time.monotonic() < until:
            time.sleep(0.01)
        return self.received


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with self.server.lock:
            self.server.received.append(Received(self.path, dict(self.headers), body, time.time()))
            number = len(self.server.received)
            self.server.there += 1
            self.server.most = max(self.server.most, self.server.there)
        self.server.is_closing.wait(self.server.delay)
        with self.server.lock:
            self.server.there -= 1
        told = self.server.answer(number)
        status, headers = told if isinstance(told, tuple) else (told, {})
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self):
        self.do_POST()

    def handle(self):
        with suppress(ConnectionError):  # we hang up as soon as we know the status
            super().handle()

    def log_message(self, *arguments):
        pass


@contextmanager
def receiving(server):
    """Serve until the end of the block."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.is_closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
