"""HTTPS for a venue without the internet: a certificate authority of its own.

Browsers give a page the camera only on this computer or over HTTPS. Every other kiosk gets the
authority's certificate installed once.
"""

import ipaddress
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_DAYS = 3650
SERVER_DAYS = 397  # browsers refuse longer ones


@dataclass(frozen=True)
class Certificate:
    """Where the files are; only key and authority_key are secret."""

    authority: Path
    authority_key: Path
    certificate: Path
    key: Path


def certificate_in(folder: Path) -> Certificate:
    """The file names in the folder, whether they exist or not."""
    return Certificate(
        authority=folder / "rozmowa-authority.crt",
        authority_key=folder / "authority.key",
        certificate=folder / "server.crt",
        key=folder / "server.key",
    )


def make_certificate(folder: Path, hosts: Sequence[str], *, now: datetime) -> Certificate:
    """A certificate for these names and addresses, signed by the folder's authority.

    An authority that is there already is kept, so that kiosks which trust it go on.
    """
    files = certificate_in(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if not (files.authority.exists() and files.authority_key.exists()):
        _make_authority(files, now)
    authority = x509.load_pem_x509_certificate(files.authority.read_bytes())
    authority_key = serialization.load_pem_private_key(files.authority_key.read_bytes(), None)
    assert isinstance(authority_key, ec.EllipticCurvePrivateKey)
    key = ec.generate_private_key(ec.SECP256R1())
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    made = (
        _builder("Rozmowa", key, now, SERVER_DAYS)
        .issuer_name(authority.subject)
        .add_extension(x509.SubjectAlternativeName([_name(host) for host in hosts]), False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
        .add_extension(usage, False)
        .sign(authority_key, hashes.SHA256())
    )
    _write_key(files.key, key)
    files.certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return files


def _make_authority(files: Certificate, now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder("Rozmowa venue authority", key, now, AUTHORITY_DAYS)
    made = (
        builder.issuer_name(_subject("Rozmowa venue authority"))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .add_extension(_signs_certificates(), True)
        .sign(key, hashes.SHA256())
    )
    _write_key(files.authority_key, key)
    files.authority.write_bytes(made.public_bytes(serialization.Encoding.PEM))


def _builder(
    name: str, key: ec.EllipticCurvePrivateKey, now: datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_subject(name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=days))
    )


def _subject(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _signs_certificates() -> x509.KeyUsage:
    return x509.KeyUsage(
        key_cert_sign=True,
        crl_sign=True,
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _write_key(file: Path, key: ec.EllipticCurvePrivateKey) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
