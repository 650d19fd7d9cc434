"""Somebody at the served portal who sees every answer as it is: no redirect is followed, no error is smoothed over."""

import http.client
import json
import re
from urllib.parse import urlencode, urlsplit

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
VERSION = re.compile(r'name="version"[^>]*value="([^"]*)"')


class Visitor:
    """A connection, a cookie, and the token of the page seen last."""

    def __init__(self, address, token=None):
        self.host = urlsplit(address).netloc
        self.cookie = f"aeo={signed_in(token)}" if token else ""
        self.token = self.version = ""

    def get(self, path):
        answer = self.send("GET", path)
        self.token = next(iter(TOKEN.findall(answer.text)), self.token)
        self.version = next(iter(VERSION.findall(answer.text)), "")
        return answer

    def post(self, path, **fields):
        """With the token and the version of the page seen last."""
        body = urlencode({"csrf_token": self.token, "version": self.version, **fields})
        return self.send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def send(self, method, path, body=None, headers=()):
        connection = http.client.HTTPConnection(self.host, timeout=30)
        try:
            connection.request(method, path, body, {"Cookie": self.cookie, "Origin": f"http://{self.host}", **dict(headers)})
            answer = Seen(connection.getresponse())
        finally:
            connection.close()
        if answer.cookie:
            self.cookie = answer.cookie
        return answer


class Seen:
    """An answer, read whole."""

    def __init__(self, response):
        self.status, self.headers = response.status, response.headers
        self.text = response.read().decode(errors="replace")
        self.cookie = next((one.partition(";")[0] for one in response.headers.get_all("Set-Cookie", ())), "")

    @property
    def json(self):
        return json.loads(self.text)


def signed_in(token):
    """The cookie of a person who has signed in, as the portal signs it; `Maker.signed_in` gives the token."""
    signer = Flask("app")
    signer.secret_key = "only-for-tests-only-for-tests-only-for-tests"
    serializer = SecureCookieSessionInterface().get_signing_serializer(signer)
    return serializer.dumps({"_user_id": token, "_fresh": True})
