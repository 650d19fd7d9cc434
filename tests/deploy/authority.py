"""An authority of the tests: it certifies the portal's server, and systems that ask."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.core import clock


@dataclass(frozen=True)
class Certified:
    """A certificate, the file of it with its key, and the header by which a proxy would tell of it."""

    der: bytes
    file: Path

    @property
    def header(self):
        return f":{b64encode(self.der).decode()}:"


class Authority:
    """Its own certificate is `file`."""

    def __init__(self, folder, name):
        self.folder, self.name = folder, name
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.file = self.certify(name, ca=True, key=self.key).file

    def certify(self, name, *other_names, ca=False, key=None):
        """The more names, the longer the certificate."""
        key = key or ec.generate_private_key(ec.SECP256R1())
        builder = x509.CertificateBuilder(named(self.name), named(name), key.public_key(), x509.random_serial_number())
        builder = builder.not_valid_before(clock.now() - timedelta(days=1)).not_valid_after(clock.now() + timedelta(days=1))
        builder = builder.add_extension(x509.BasicConstraints(ca, None), critical=True)
        names = x509.SubjectAlternativeName([x509.DNSName(one) for one in (name, *other_names)])
        made = builder.add_extension(names, critical=False).sign(self.key, hashes.SHA256())
        file = self.folder / f"{name}.pem"
        file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + written(key))
        return Certified(made.public_bytes(serialization.Encoding.DER), file)


def named(name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def written(key):
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
