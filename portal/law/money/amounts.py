"""Amounts of THB or USD, kept to two decimals."""

from decimal import Decimal
from fractions import Fraction
from math import floor

_SATANG_A_BAHT = 100


class MoneyError(ValueError):
    """An amount that cannot be: not a number, finer than a satang, more than there is."""


def quantise(amount: Decimal | Fraction | int) -> Decimal:
    """`amount` to the satang (or cent), half away from zero, computed exactly (T-5)."""
    if isinstance(amount, Decimal) and not amount.is_finite():
        raise MoneyError("an amount is a finite number")
    exact = Fraction(amount)
    satang = floor(abs(exact) * _SATANG_A_BAHT + Fraction(1, 2))  # T-5
    return from_satang(satang if exact >= 0 else -satang)


def baht(amount: Decimal | Fraction | int | str) -> Decimal:
    """An amount in THB with its two decimals, from a number or from text such as "2100.005"."""
    return quantise(Decimal(amount) if isinstance(amount, str) else amount)


def to_satang(amount: Decimal) -> int:
    """Whole satang; MoneyError when the amount is finer than that."""
    satang = Fraction(quantise(amount)) * _SATANG_A_BAHT
    if Fraction(amount) * _SATANG_A_BAHT != satang:
        raise MoneyError("an amount has at most two decimals")
    return int(satang)


def from_satang(satang: int) -> Decimal:
    """THB with two decimals; exact at any size, whatever the precision of the context."""
    sign, digits = int(satang < 0), tuple(int(digit) for digit in str(abs(satang)))
    return Decimal((sign, digits, -2))
