"""Public keys and certificates, as somebody brings them."""

from datetime import UTC, datetime

import orjson
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc.jwk import ECKey, OKPKey, RSAKey

from app.accounts.client_keys import NoCertificate, NoKey, PrivateKey, read_certificates, read_keys
from app.core.certificates import of_certificate

EC, EC384, RSA = ECKey.generate_key("P-256"), ECKey.generate_key("P-384"), RSAKey.generate_key(2048)
SHORT = rsa.generate_private_key(65537, 1024)


def of_bits(bits):
    key = rsa.RSAPublicNumbers(65537, 2 ** (bits - 1) + 1).public_key()
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def jwks(*keys, **more):
    return orjson.dumps({"keys": [key.as_dict(private=False) | more for key in keys]}).decode()


def pem(key, private=False):
    return key.as_pem(private=private).decode()


@pytest.fixture(scope="module")
def certificate():
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    dated = made.not_valid_before(datetime(2026, 1, 1, tzinfo=UTC)).not_valid_after(datetime(2036, 1, 1, tzinfo=UTC))
    return dated.sign(key, SHA256())


@pytest.mark.parametrize("key", [EC, EC384, RSA], ids=["P-256", "P-384", "RSA"])
def test_the_same_key_has_the_same_name_however_it_is_brought(key):
    (by_jwks,), (by_pem,) = read_keys(jwks(key)), read_keys(pem(key))

    assert by_jwks == by_pem
    assert by_jwks["kid"] == key.thumbprint()


def test_a_name_of_its_own_is_kept():
    assert read_keys(jwks(EC, kid="mine", alg="ES256", use="sig", x5c=["long"])) == [
        {"kid": "mine", **{name: value for name, value in EC.as_dict(private=False).items() if name != "kid"}, "alg": "ES256"}
    ]


def test_several_may_be_brought_and_none():
    assert len(read_keys(pem(EC) + pem(RSA))) == 2
    assert len(read_keys(jwks(EC, RSA))) == 2
    assert read_keys(" \n") == []


def test_a_certificate_brings_its_key(certificate):
    assert read_keys(certificate.public_bytes(Encoding.PEM).decode())[0]["kty"] == "EC"


@pytest.mark.parametrize("text", [pem(EC, private=True), orjson.dumps(EC.as_dict(private=True)).decode()], ids=["PEM", "JWK"])
def test_a_private_key_is_refused_with_what_to_do(text):
    with pytest.raises(PrivateKey, match="make a new pair"):
        read_keys(text)


WRONG = [
    "nonsense",
    "[]",
    "{}",
    '{"keys": []}',
    '{"keys": [7]}',
    '{"keys": [{"kty": "EC"}]}',
    '{"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}',
    '{"keys": [{"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}]}',
    "-----BEGIN PUBLIC KEY-----\nnonsense\n-----END PUBLIC KEY-----",
    jwks(OKPKey.generate_key("Ed25519")),
    jwks(ECKey.generate_key("P-521")),
    orjson.dumps({"kty": "RSA", "e": "AQAB", "n": "A" * 171}).decode(),
    SHORT.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode(),
    jwks(EC, alg="RS256"),
    jwks(EC, EC),
    jwks(*(ECKey.generate_key("P-256") for _ in range(9))),
]


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_whatever_signs_nothing_here_is_refused(text):
    with pytest.raises(NoKey):
        read_keys(text)


@pytest.mark.parametrize("brought", [of_bits, lambda bits: jwks(RSAKey.import_key(of_bits(bits)))], ids=["PEM", "JWK"])
def test_a_key_that_is_long_to_verify_is_refused(brought):
    assert len(read_keys(brought(4096))) == 1
    with pytest.raises(NoKey, match="2048 to 4096 bits"):
        read_keys(brought(4097))


def test_certificates_are_kept_by_their_hash(certificate):
    print_ = of_certificate(certificate.public_bytes(Encoding.DER))

    assert read_certificates(certificate.public_bytes(Encoding.PEM).decode()) == [print_]
    assert read_certificates(f"{print_}\n{'A' * 43}") == [print_, "A" * 43]
    assert read_certificates("") == []


@pytest.mark.parametrize("text", ["nonsense", "A" * 42, "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----"])
def test_what_is_no_certificate_is_refused(text):
    with pytest.raises(NoCertificate):
        read_certificates(text)
