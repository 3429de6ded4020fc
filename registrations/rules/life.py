"""From when and until when a registration holds."""

from datetime import date


def valid_from(received_on: date) -> date:
    """The day from which a registration is valid: the day a complete form was received (REX-10)."""
    return received_on  # REX-10


def covers(valid_from: date, revoked_on: date | None, day: date) -> bool:
    """Whether a statement made out on `day` rests on the registration: no expiry; a revocation is for the future
    only, so that what was made out before it stands (REX-10)."""
    return valid_from <= day and (revoked_on is None or day < revoked_on)  # REX-10
