"""A system that asks: a token, then status and risk of an operator."""

import json
from base64 import b64encode
from urllib.request import Request, urlopen


class RiskEngine:
    """The client of the demonstration."""

    def __init__(self, address):
        self.address = address
        secret = b64encode(b"demo-risk-engine:demo-secret-2026").decode()
        answer = self.post("/oauth/token", b"grant_type=client_credentials", Authorization=f"Basic {secret}")
        self.token = answer["access_token"]

    def asks(self, path):
        return self.post(path, None, Authorization=f"Bearer {self.token}")

    def post(self, path, body, **headers):
        with urlopen(Request(f"{self.address}{path}", body, headers)) as answer:
            return json.load(answer)
