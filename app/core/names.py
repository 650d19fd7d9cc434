"""What may stand as a name. Names go into letters to strangers, so they carry no address and no line of their own."""

from __future__ import annotations

import re
import unicodedata

from app.core.errors import Invalid

ADDRESS = re.compile(r"://|\bwww\.|@", re.IGNORECASE)
OF_DIRECTION = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
JOINTS = re.compile(r"(?<=\w)\.(?=\w)")
WORD_JOINER = "\u2060"


class NoName(Invalid):
    """An address, or signs that no keyboard makes."""

    def __init__(self, field: str) -> None:
        super().__init__("Write the name alone, without a web or e-mail address and without signs that cannot be seen", field)


def checked(text: str, field: str = "name") -> str:
    """The name with single spaces, or `NoName`."""
    name = text.strip()
    if ADDRESS.search(name) or any(is_unseen(sign) for sign in name):
        raise NoName(field)
    return " ".join(name.split())


def is_unseen(sign: str) -> bool:
    """What ends a line, commands a screen or turns the direction of writing round."""
    return unicodedata.category(sign) in {"Cc", "Zl", "Zp"} or unicodedata.bidirectional(sign) in OF_DIRECTION


def without_links(name: str) -> str:
    """The same to the eye; no mail program takes "Parcels.com" for an address and makes a link of it."""
    return JOINTS.sub(f".{WORD_JOINER}", name)
