"""A demo key at set-up, so that papers can be signed before the agency brings its own."""

import os
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.management.base import BaseCommand

NAME = "DEMO Origin Portal (not a real signature)"
LIFE = timedelta(days=3650)


class Command(BaseCommand):
    help = "Makes a self-signed demo key where SIGNING_KEY_FILE names none; an existing key is left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.SIGNING_KEY_FILE
        if path.exists():
            self.stdout.write(f"Signing key: {path} is there already.")
            return
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(demo_key(settings.SIGNING_KEY_PASSWORD))
        unfinished.rename(path)  # whole or not at all
        self.stdout.write(f"Signing key: made a DEMO key in {path}. Replace it before anybody relies on a document.")


def demo_key(password: str = "", *, life: timedelta = LIFE) -> bytes:
    """A PKCS#12 file with a key and a self-signed certificate whose subject says DEMO."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    name = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "TH"), x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    start = datetime.now(UTC) - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + life)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_for_signing(), critical=True)
        .sign(key, hashes.SHA256())
    )
    sealed_with = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"portal", key, certificate, None, sealed_with)


def _for_signing() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
