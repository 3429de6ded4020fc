"""Verification codes: long enough that nobody guesses one, and readable off a paper."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U to mistake for 1, 1, 0, V
LENGTH = 28  # × 5 bits = 140 bits
GROUP = 4
_AS_MEANT = str.maketrans({"I": "1", "L": "1", "O": "0", " ": None, "-": None})


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """The code as printed and read out: ABCD-EFGH-…"""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def typed(text: str) -> str:
    """The code that somebody typed, as we write it; "" where it cannot be one."""
    code = text.strip().upper().translate(_AS_MEANT)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""
