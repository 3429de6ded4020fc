"""Money and percentages as people read them."""

from decimal import Decimal
from fractions import Fraction
from math import floor

from .amounts import MoneyError, quantise, to_satang

_DIGITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_MILLION = 1_000_000


def format_baht(amount: Decimal, language: str) -> str:
    """1,234.50 บาท, or THB 1,234.50."""
    written = f"{quantise(amount):,.2f}"
    return f"{written} บาท" if language == "th" else f"THB {written}"


def percent_floor(value: Decimal | Fraction, places: int = 2) -> str:
    """A percentage rounded down, so that 39.999 is never printed as 40, nor -5.001 as -5.00 (T-5)."""
    if places < 0:
        raise MoneyError("the decimals of a percentage are not negative")
    whole = floor(Fraction(value) * 10**places)  # T-5
    if not places:
        return str(whole)
    units, decimals = divmod(abs(whole), 10**places)
    return f"{'-' * (whole < 0)}{units}.{decimals:0{places}d}"


def baht_in_words(amount: Decimal) -> str:
    """The amount in Thai words, as receipts and orders carry it: 21.25 → ยี่สิบเอ็ดบาทยี่สิบห้าสตางค์."""
    satang_in_all = to_satang(amount)
    if satang_in_all < 0:
        raise MoneyError("an amount in words is not negative")
    units, satang = divmod(satang_in_all, 100)
    if not satang:
        return f"{_in_words(units)}บาทถ้วน"
    fraction = f"{_in_words(satang)}สตางค์"
    return f"{_in_words(units)}บาท{fraction}" if units else fraction


def _in_words(number: int) -> str:
    if number == 0:
        return "ศูนย์"
    millions, rest = divmod(number, _MILLION)
    if not millions:
        return _below_a_million(rest, after_millions=False)
    return f"{_in_words(millions)}ล้าน{_below_a_million(rest, after_millions=True)}"


def _below_a_million(number: int, *, after_millions: bool) -> str:
    words = ""
    for place in range(5, -1, -1):
        digit = number // 10**place % 10
        if digit:
            alone = number < 10 and not after_millions
            words += _digit(digit, place, alone=alone) + _PLACES[place]
    return words


def _digit(digit: int, place: int, *, alone: bool) -> str:
    if place == 1 and digit == 1:
        return ""
    if place == 1 and digit == 2:
        return "ยี่"
    if place == 0 and digit == 1 and not alone:
        return "เอ็ด"
    return _DIGITS[digit]
