"""A receiver of webhooks in the standard library alone: it checks the signature and the age, and takes each message once.

    WEBHOOK_SECRETS="whsec_… whsec_…" python3 receiver.py 9000

Two secrets while you change from one to the other. Behind a proxy that ends TLS. Answer first, work afterwards: whatever is
not answered within 15 seconds with 2xx is sent again.
"""

import base64
import hmac
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LARGEST, OLDEST = 64 * 1024, 300  # bytes; seconds
taken = set()  # the ids of messages that came; keep them in your database


class Refused(Exception):
    """Not a message of the portal, or one that somebody sent again later."""


def verify(secrets, headers, body, now):
    """The message, if one of the secrets made one of its signatures; else `Refused`."""
    message_id, sent_at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not sent_at.isdecimal() or abs(now - int(sent_at)) > OLDEST:
        raise Refused("too old, or from the future")
    signed = f"{message_id}.{sent_at}.".encode() + body
    made = {hmac.digest(base64.b64decode(secret.removeprefix("whsec_")), signed, "sha256") for secret in secrets}
    for part in headers.get("webhook-signature", "").split():
        version, _, signature = part.partition(",")
        if version == "v1" and any(hmac.compare_digest(base64.b64decode(signature), one) for one in made):
            return json.loads(body)
    raise Refused("no signature fits")


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(min(int(self.headers.get("content-length", 0)), LARGEST))
        try:
            message = verify(os.environ["WEBHOOK_SECRETS"].split(), self.headers, body, time.time())
        except (Refused, ValueError) as reason:
            return self.answer(400, str(reason))
        if message["id"] not in taken:
            taken.add(message["id"])
            print(f"{message['type']} {message.get('subject')}\n", end="", flush=True)  # here: ask for it, or read the feed
        return self.answer(204)

    def answer(self, status, reason=""):
        self.send_response(status, reason or None)
        self.send_header("content-length", "0")
        self.end_headers()


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()
