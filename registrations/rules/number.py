"""The REX number: its shape, and how the next one is written."""

import re

SHAPE = re.compile(r"[A-Z]{2}REX[A-Z0-9]{1,30}")  # REX-9
THAI = "THREX"  # REX-9


class NumberPatternError(ValueError):
    """The configured pattern cannot give Thai REX numbers."""


def render(pattern: str, *, year: int, seq: int) -> str:
    """The `seq`-th number of `year` (of the common era) written by `pattern`, e.g. "THREX{year}{seq:06d}" (REX-9).

    Knows nothing of the exporter, so that no number can be derived from a tax id. NumberPatternError when the
    pattern names anything but year and seq, leaves seq out, or gives what is no Thai REX number.
    """
    try:
        number, next_one = (pattern.format(year=year, seq=n) for n in (seq, seq + 1))  # REX-9
    except (KeyError, IndexError, ValueError, AttributeError) as wrong:
        raise NumberPatternError(f"{pattern}: {wrong}") from wrong
    if number == next_one:
        raise NumberPatternError(f"{pattern} gives every exporter the same number")
    if not is_thai(number):
        raise NumberPatternError(f"{pattern} gives {number}, which is no Thai REX number")
    return number


def example(pattern: str) -> str:
    """The first number of a year by `pattern`; NumberPatternError when it gives none (REX-9)."""
    return render(pattern, year=2027, seq=1)


def is_rex_number(number: str) -> bool:
    """Whether `number` has the shape of a REX number of any country (REX-9)."""
    return SHAPE.fullmatch(number) is not None  # REX-9


def is_thai(number: str) -> bool:
    """Whether `number` is one that Thailand gives (REX-9)."""
    return is_rex_number(number) and number.startswith(THAI)  # REX-9


def normalise(typed: str) -> str:
    """The number that somebody meant who typed spaces, dashes or small letters."""
    return re.sub(r"[\s\-–./]", "", typed).upper()
