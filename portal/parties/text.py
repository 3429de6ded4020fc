"""What may stand in a name or an address, and what is refused with the sign named.

Names go onto certificates that are read abroad: a hidden sign that turns the reading direction round, or a
picture, has no place there. Unseen spaces that Thai text brings along when pasted are taken out silently.
"""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.law.thai.text import normalise

_UNSEEN_SPACES = dict.fromkeys((0x200B, 0x2060, 0xFEFF, 0x00AD))
_PLAIN_SYMBOLS = frozenset("©®™°№")
_REFUSED_CATEGORIES = {"Cc", "Cf", "Co", "Cs", "Cn"}
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)


def tidy(text: str) -> str:
    """One form for what looks the same, line by line; lines with hidden signs stay as they are, to be refused."""
    lines = text.translate(_UNSEEN_SPACES).replace("\r\n", "\n").split("\n")
    return "\n".join(line if any(map(_is_hidden, line)) else normalise(line) for line in lines).strip()


def _is_hidden(sign: str) -> bool:
    return sign != "\t" and unicodedata.category(sign) in _REFUSED_CATEGORIES


def _is_picture(sign: str) -> bool:
    if sign in _PLAIN_SYMBOLS:
        return False
    # Emoji modifiers are category Sk from U+1F3FB on; selectors turn plain signs into pictures.
    return unicodedata.category(sign) == "So" or ord(sign) >= 0x1F000 or ord(sign) in _VARIATION_SELECTORS


def validate_plain_text(text: str) -> None:
    """Refuses control signs, reading-direction signs and scripts, private signs, emoji: each named in the message."""
    for sign in text:
        code = f"U+{ord(sign):04X}"
        if sign != "\n" and _is_hidden(sign):
            raise ValidationError(
                _("There is an invisible sign (%(code)s) in this text. Delete the text and type it again."),
                code="control",
                params={"code": code},
            )
        if _is_picture(sign):
            raise ValidationError(
                _("Pictures such as “%(sign)s” cannot be used here. Use letters, digits and punctuation."),
                code="picture",
                params={"sign": sign, "code": code},
            )
        if unicodedata.bidirectional(sign) in ("R", "AL", "AN"):
            raise ValidationError(
                _("“%(sign)s” is of a script written from right to left. Use Thai or Latin letters."),
                code="right-to-left",
                params={"sign": sign, "code": code},
            )


def _is_thai(sign: str) -> bool:
    return "ก" <= sign <= "๛"


def validate_english(text: str) -> None:
    """Refuses letters that are not Latin, and a text without any letter or digit."""
    foreign = next((sign for sign in text if sign.isalpha() and "LATIN" not in unicodedata.name(sign, "")), "")
    if not foreign:
        foreign = next((sign for sign in text if _is_thai(sign)), "")
    if foreign:
        raise ValidationError(
            _("Write this in English: “%(sign)s” is not a Latin letter."), code="not-english", params={"sign": foreign}
        )
    if not any(sign.isalnum() for sign in text):
        raise ValidationError(_("Write this in English, with letters."), code="no-letters")


def validate_thai(text: str) -> None:
    """Refuses a text without a single Thai letter."""
    if not any("ก" <= sign <= "ฮ" for sign in text):
        raise ValidationError(_("Write this in Thai."), code="not-thai")
