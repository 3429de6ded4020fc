"""Secrets and signatures, by the Standard Webhooks specification (standardwebhooks.com)."""

import base64
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from standardwebhooks import Webhook

from portal.api.models import Endpoint
from portal.parties import ciphers

PURPOSE = "webhooks"
BOTH_FOR = timedelta(hours=24)  # how long the old secret signs too, after a new one was made
BYTES = 32


class Unreadable(Exception):
    """The portal's key has changed since: what was kept under the old one is lost."""


def new_secret() -> str:
    return f"whsec_{base64.b64encode(secrets.token_bytes(BYTES)).decode()}"


def kept(secret: str) -> str:
    """The secret as it stands in the database."""
    return ciphers.encrypt(secret, PURPOSE)


def secrets_of(endpoint: Endpoint, now: datetime) -> list[str]:
    """The secrets that sign now: the newest first, and for a day the one before it.

    Raises Unreadable where SECRET_KEY is another one than when they were kept.
    """
    found = [endpoint.secret]
    if endpoint.old_secret and endpoint.old_secret_until and now < endpoint.old_secret_until:
        found.append(endpoint.old_secret)
    try:
        return [ciphers.decrypt(secret, PURPOSE) for secret in found]
    except InvalidToken as failure:
        raise Unreadable from failure


def headers(name: str, body: str, keys: Iterable[str], at: datetime) -> dict[str, str]:
    """What lets the receiver know that `body` is ours, untouched, and of this moment (`at`, in UTC)."""
    signatures = [Webhook(key).sign(name, at, body) for key in keys]
    return {
        "webhook-id": name,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
