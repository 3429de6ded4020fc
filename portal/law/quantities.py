"""Quantities as answers carry them: exact, plain decimals."""

from decimal import Decimal
from fractions import Fraction


class QuantityError(ValueError):
    """A quantity that no finite decimal can write, such as a third."""


def plain(quantity: Fraction | Decimal | int) -> str:
    """`quantity` as a decimal without exponent or trailing zeros, exactly; QuantityError for a third and the like."""
    exact = Fraction(quantity)
    places, rest = 0, exact.denominator
    while rest % 10 == 0:
        places, rest = places + 1, rest // 10
    while rest != 1:
        factor = next((prime for prime in (2, 5) if rest % prime == 0), None)
        if factor is None:
            raise QuantityError(f"{exact} is no finite decimal")
        places, rest = places + 1, rest // factor
    digits = exact.numerator * 10**places // exact.denominator
    sign, written = "-" * (digits < 0), str(abs(digits)).rjust(places + 1, "0")
    whole, decimals = written[: len(written) - places], written[len(written) - places :].rstrip("0")
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"
