"""Money: Decimal, to the satang, half-up per posting, never more than is left (T-5)."""

from .amounts import MoneyError, baht, from_satang, quantise, to_satang
from .lots import Lot, Posting, draw
from .wording import baht_in_words, format_baht, percent_floor

__all__ = [
    "Lot",
    "MoneyError",
    "Posting",
    "baht",
    "baht_in_words",
    "draw",
    "format_baht",
    "from_satang",
    "percent_floor",
    "quantise",
    "to_satang",
]
