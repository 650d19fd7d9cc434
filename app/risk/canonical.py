"""One way to write a JSON value, so that the same content always has the same hash."""

from __future__ import annotations

import hashlib
import json

LARGEST_INTEGER = 2**53 - 1


def canonical(value: object) -> bytes:
    """RFC 8785 for values without floats: no figure of the programme may depend on how a machine writes one."""
    return _written(value).encode()


def sha256(value: object) -> str:
    """The hash under which a policy, its input or its output is named."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _written(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{_written(key)}:{_written(value[key])}" for key in sorted(value, key=_utf16)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_written, value)) + "]"
    if value is None or isinstance(value, bool | str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int) and abs(value) <= LARGEST_INTEGER:
        return str(int(value))
    raise TypeError(f"No canonical form for {value!r}: no floats, no integers beyond 2^53 - 1, no dates")


def _utf16(key: object) -> bytes:
    """The order the RFC asks for: by UTF-16 code units, not by code points."""
    if not isinstance(key, str):
        raise TypeError(f"The key {key!r} is not text")
    return key.encode("utf-16-be")
