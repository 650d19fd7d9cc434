"""The public keys and certificates of a system, as somebody brings them: a JWKS, a JWK, or PEM."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from typing import Any

import orjson
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from app.core.certificates import of_certificate
from app.core.errors import Invalid

MOST_OF_EACH, FEWEST_BITS, MOST_BITS = 8, 2048, 4096
ALGORITHMS = {"P-256": ("ES256",), "P-384": ("ES384",), "RSA": ("PS256", "RS256")}
BLOCK = re.compile(r"-----BEGIN ([A-Z ]+)-----.+?-----END \1-----", re.DOTALL)
THUMBPRINT = re.compile(r"[A-Za-z0-9_-]{43}")


class NoKey(Invalid):
    """What was brought is no public key that can be used here."""

    def __init__(self, why: str) -> None:
        super().__init__(why, "keys")


class PrivateKey(NoKey):
    def __init__(self) -> None:
        super().__init__("This is a private key. Nobody else may have it: make a new pair, and register its public half")


class NoCertificate(Invalid):
    def __init__(self) -> None:
        super().__init__("Give certificates as PEM, or their SHA-256 in base64url (43 signs), one a line", "certificates")


def read_keys(text: str) -> list[dict[str, Any]]:
    """The keys in it, each under its name. `NoKey`, `PrivateKey`."""
    keys = [of_pem(block) for block in BLOCK.finditer(text)] or [of_jwk(one) for one in jwks(text)]
    if len(keys) > MOST_OF_EACH or len({key["kid"] for key in keys}) < len(keys):
        raise NoKey(f"Give at most {MOST_OF_EACH} keys, each with a kid of its own")
    return keys


def jwks(text: str) -> list[Any]:
    if not text.strip():
        return []
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise NoKey("Give a JWKS as JSON, or public keys as PEM") from None
    keys = found.get("keys", [found]) if isinstance(found, dict) else None
    if not isinstance(keys, list) or not keys:
        raise NoKey("Give a JWKS: an object with the member keys")
    return keys


def of_pem(block: re.Match[str]) -> dict[str, Any]:
    """Of a public key or a certificate."""
    if "PRIVATE" in block[1]:
        raise PrivateKey
    pem = block[0].encode()
    try:
        key = x509.load_pem_x509_certificate(pem).public_key() if block[1] == "CERTIFICATE" else load_pem_public_key(pem)
    except ValueError:
        raise NoKey("This PEM cannot be read") from None
    if not isinstance(key, EllipticCurvePublicKey | RSAPublicKey):
        raise NoKey("Keys are of the kind EC (P-256, P-384) or RSA")
    told = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    if isinstance(key, EllipticCurvePublicKey):
        return checked(ECKey.import_key(told))
    fitting(key.key_size)
    return checked(RSAKey.import_key(told))


def of_jwk(told: Any) -> dict[str, Any]:
    if not isinstance(told, dict) or told.get("kty") not in {"EC", "RSA"}:
        raise NoKey("Keys are of the kind EC (P-256, P-384) or RSA")
    if "d" in told:
        raise PrivateKey
    try:
        if told["kty"] == "EC":
            return checked(ECKey.import_key(told))
        fitting(int.from_bytes(urlsafe_b64decode(told["n"] + "==")).bit_length())
        return checked(RSAKey.import_key(told))
    except (JoseError, ValueError, KeyError, TypeError):
        raise NoKey("A key of the JWKS cannot be read") from None


def fitting(bits: int) -> None:
    """Short ones are weak, and by long ones anybody makes the portal work: it verifies before it knows who asks."""
    if not FEWEST_BITS <= bits <= MOST_BITS:
        raise NoKey(f"An RSA key has {FEWEST_BITS} to {MOST_BITS} bits")


def checked(key: ECKey | RSAKey) -> dict[str, Any]:
    """Its public members alone, with what it may sign by."""
    told = key.as_dict(private=False)
    possible = ALGORITHMS.get(str(told.get("crv", "RSA")), ())
    algorithm = told.get("alg")
    if not possible or algorithm not in (None, *possible):
        raise NoKey(f"Keys sign by {', '.join(one for each in ALGORITHMS.values() for one in each)}")
    names = ("kty", "crv", "x", "y", "n", "e", "alg")
    return {"kid": str(told.get("kid") or key.thumbprint())} | {name: told[name] for name in names if name in told}


def read_certificates(text: str) -> list[str]:
    """Their thumbprints. `NoCertificate`."""
    found = [certificate(block) for block in BLOCK.finditer(text)]
    found += BLOCK.sub(" ", text).split()
    if len(found) > MOST_OF_EACH or not all(THUMBPRINT.fullmatch(one) for one in found):
        raise NoCertificate
    return found


def certificate(block: re.Match[str]) -> str:
    try:
        return of_certificate(x509.load_pem_x509_certificate(block[0].encode()).public_bytes(Encoding.DER))
    except ValueError:
        raise NoCertificate from None
