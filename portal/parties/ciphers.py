"""Secrets that the portal has to know again are kept encrypted: a stolen database alone opens nothing."""

import base64

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def encrypt(text: str, purpose: str) -> str:
    return _cipher(purpose).encrypt(text.encode()).decode()


def decrypt(encrypted: str, purpose: str) -> str:
    """What was encrypted for the same purpose. Raises InvalidToken under another SECRET_KEY or purpose."""
    return _cipher(purpose).decrypt(encrypted.encode()).decode()


def _cipher(purpose: str) -> Fernet:
    """Its key follows from SECRET_KEY, another one for each purpose."""
    derived = HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
