"""Thai text as it is kept, searched and sorted."""

import re
import unicodedata

from .digits import to_arabic_digits

_TONES = "\u0e48-\u0e4b"  # mai ek, mai tho, mai tri, mai chattawa
_NIKHAHIT, _SARA_AA, _SARA_AM = "\u0e4d", "\u0e32", "\u0e33"
# PDF extraction and some keyboards write ำ as two signs, with the tone mark before, between or after them.
_SPLIT_AM = re.compile(f"{_NIKHAHIT}([{_TONES}]?){_SARA_AA}|([{_TONES}]){_NIKHAHIT}{_SARA_AA}")
_MISPLACED_TONE = re.compile(f"{_SARA_AM}([{_TONES}])")
_TWICE_SARA_E = "\u0e40\u0e40"
_SARA_AE = "\u0e41"
_SPACE = re.compile(r"\s+")
_LEADING_VOWEL = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
_SECONDARY = re.compile("[\u0e47-\u0e4e]")


def normalise(text: str) -> str:
    """One way of writing what looks the same: composed, without invisible signs, single spaces, trimmed.

    Never NFKC: it takes ำ apart.
    """
    seen = "".join(sign for sign in text if sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cf", "Cs"))
    composed = unicodedata.normalize("NFC", _SPACE.sub(" ", seen).strip())
    whole = _SPLIT_AM.sub(lambda found: (found[1] or found[2] or "") + _SARA_AM, composed)
    return _MISPLACED_TONE.sub(rf"\1{_SARA_AM}", whole).replace(_TWICE_SARA_E, _SARA_AE)


def fold(text: str) -> str:
    """What a search compares: normalised, without case, Thai digits as Arabic ones."""
    return normalise(to_arabic_digits(normalise(text).casefold()))


def sort_key(text: str) -> tuple[str, str]:
    """Orders as a Thai dictionary does: by consonant before its leading vowel, tone marks last."""
    written = _LEADING_VOWEL.sub(r"\2\1", fold(text))
    return _SECONDARY.sub("", written), written
