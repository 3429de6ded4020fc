"""Quantities are written exactly, as people write decimals."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.law.quantities import QuantityError, plain
from tests.many import many


@pytest.mark.parametrize(
    ("quantity", "written"),
    [
        (0, "0"),
        (210, "210"),
        (Decimal("210.00"), "210"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0.0000001"),
        (Fraction(1, 8), "0.125"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(-3, 2), "-1.5"),
        (Fraction(7, 25), "0.28"),
        (Fraction(1, 16), "0.0625"),
        (Fraction(12345, 1000), "12.345"),
        (Fraction(10**30 + 1, 10**15), "1000000000000000.000000000000001"),
        (Fraction(1, 640), "0.0015625"),
    ],
)
def test_a_quantity_is_a_plain_decimal(quantity: Fraction | Decimal | int, written: str) -> None:
    assert plain(quantity) == written


@pytest.mark.parametrize("denominator", [3, 6, 7, 30, 700])
def test_what_no_decimal_can_write_is_refused(denominator: int) -> None:
    with pytest.raises(QuantityError, match=f"1/{denominator}"):
        plain(Fraction(1, denominator))


@many
@given(st.integers(), st.integers(0, 60), st.integers(0, 60))
def test_what_is_written_is_what_was_meant(numerator: int, twos: int, fives: int) -> None:
    quantity = Fraction(numerator, 2**twos * 5**fives)

    written = plain(quantity)

    assert Fraction(written) == quantity
    assert "e" not in written.lower()
    assert "." not in written or written[-1] not in "0."
