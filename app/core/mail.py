"""Sending one letter over SMTP. The caller gives the Message-ID: a second try is the same letter."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
PATIENCE = 20


@dataclass(frozen=True)
class Server:
    """smtp://host:25 in the clear, smtp+tls:// with STARTTLS, smtps:// encrypted from the start; user and password if asked."""

    url: str

    def connect(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise ValueError(f"SMTP_URL: {parts.scheme or 'nothing'} is not one of {', '.join(PORTS)}")
        port = parts.port or PORTS[parts.scheme]
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(parts.hostname, port, timeout=PATIENCE, context=ssl.create_default_context())
        else:
            server = smtplib.SMTP(parts.hostname, port, timeout=PATIENCE)
        if parts.scheme == "smtp+tls":
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        return server


@dataclass(frozen=True)
class Mail:
    """A letter as it is sent."""

    sender: str
    recipient: str
    message_id: str
    subject: str
    text: str
    html: str

    def message(self) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, self.recipient, self.subject
        message["Message-ID"], message["Date"] = self.message_id, formatdate(usegmt=True)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(self.text)
        message.add_alternative(self.html, subtype="html")
        return message


def send(url: str, mail: Mail) -> None:
    """Hand the letter to the server; an `OSError` or `SMTPException` where it does not take it."""
    with Server(url).connect() as server:
        server.send_message(mail.message())
