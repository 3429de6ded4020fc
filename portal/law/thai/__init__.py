"""Thai dates, digits and text, as officials write them and as people type them."""

from .dates import ThaiDateError, english_date, parse_thai_date, thai_date
from .digits import to_arabic_digits, to_thai_digits
from .text import fold, normalise, sort_key

__all__ = [
    "ThaiDateError",
    "english_date",
    "fold",
    "normalise",
    "parse_thai_date",
    "sort_key",
    "thai_date",
    "to_arabic_digits",
    "to_thai_digits",
]
