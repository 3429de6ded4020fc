"""Money and percentages (T-5)."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.law.money import (
    Lot,
    MoneyError,
    baht,
    baht_in_words,
    draw,
    format_baht,
    from_satang,
    percent_floor,
    quantise,
    to_satang,
)

from .conftest import vectors


@pytest.mark.parametrize(
    ("exact", "kept"),
    [
        ("0.004", "0.00"),
        ("0.005", "0.01"),
        ("0.015", "0.02"),
        ("2.675", "2.68"),
        ("-0.005", "-0.01"),
        ("2100", "2100.00"),
    ],
)
def test_an_amount_is_rounded_half_up_to_the_satang(exact: str, kept: str) -> None:
    assert str(baht(exact)) == kept


def test_a_third_of_a_baht_is_rounded_from_the_exact_fraction() -> None:
    assert quantise(Fraction(1, 3)) == Decimal("0.33")
    assert quantise(Fraction(2, 3)) == Decimal("0.67")


def test_an_amount_beyond_the_usual_precision_stays_exact() -> None:
    assert baht("123456789012345678901234567890.125") == Decimal("123456789012345678901234567890.13")


@pytest.mark.parametrize("strange", ["NaN", "Infinity"])
def test_what_is_no_number_is_no_amount(strange: str) -> None:
    with pytest.raises(MoneyError):
        baht(strange)


def test_an_amount_finer_than_a_satang_is_no_whole_number_of_them() -> None:
    assert to_satang(Decimal("2100.01")) == 210001

    with pytest.raises(MoneyError):
        to_satang(Decimal("2100.001"))


@given(st.integers(-(10**20), 10**20))
def test_satang_go_there_and_back(satang: int) -> None:
    assert to_satang(from_satang(satang)) == satang


def test_a_lot_of_a_hundred_kilograms_is_drawn_by_its_share() -> None:
    lot = Lot.of(Decimal(1000), Decimal("10000.00"))

    posting, left = draw(lot, Decimal(210))

    assert posting.amount == Decimal("2100.00")
    assert (left.quantity_left, left.amount_left) == (Decimal(790), Decimal("7900.00"))


def test_the_last_posting_takes_the_remainder() -> None:
    lot = Lot.of(Decimal(3), Decimal("100.00"))

    amounts = []
    for _ in range(3):
        posting, lot = draw(lot, Decimal(1))
        amounts.append(posting.amount)

    assert amounts == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]


def test_roundings_up_never_take_more_than_is_left() -> None:
    lot = Lot.of(Decimal(4), Decimal("0.02"))

    amounts = []
    for _ in range(4):
        posting, lot = draw(lot, Decimal(1))
        amounts.append(posting.amount)

    assert amounts == [Decimal("0.01"), Decimal("0.01"), Decimal("0.00"), Decimal("0.00")]


@pytest.mark.parametrize("asked", ["0", "-1", "3.0001"])
def test_nothing_or_more_than_is_left_cannot_be_drawn(asked: str) -> None:
    with pytest.raises(MoneyError):
        draw(Lot.of(Decimal(3), Decimal(100)), Decimal(asked))


@pytest.mark.parametrize(("quantity", "paid"), [("0", "1"), ("-1", "1"), ("1", "-0.01")])
def test_a_lot_without_quantity_or_of_less_than_nothing_is_refused(quantity: str, paid: str) -> None:
    with pytest.raises(MoneyError):
        Lot.of(Decimal(quantity), Decimal(paid))


@given(paid=st.integers(0, 10**9), cuts=st.lists(st.integers(1, 10**6), min_size=1, max_size=25))
def test_the_postings_of_a_used_up_lot_add_up_to_what_was_paid(paid: int, cuts: list[int]) -> None:
    lot = Lot.of(Decimal(sum(cuts)), from_satang(paid))

    postings = []
    for cut in cuts:
        posting, lot = draw(lot, Decimal(cut))
        postings.append(posting.amount)
        assert 0 <= sum(postings) <= from_satang(paid)

    assert sum(postings) == from_satang(paid)
    assert lot.amount_left == lot.quantity_left == 0


@pytest.mark.parametrize(
    ("exact", "places", "printed"),
    [
        ("39.999", 2, "39.99"),
        ("39.999", 0, "39"),
        ("40", 2, "40.00"),
        ("40.009", 2, "40.00"),
        ("0.009", 2, "0.00"),
        ("5.05", 1, "5.0"),
        ("70", 0, "70"),
    ],
)
def test_a_percentage_is_printed_rounded_down(exact: str, places: int, printed: str) -> None:
    assert percent_floor(Decimal(exact), places) == printed


def test_a_percentage_is_never_printed_as_more_than_it_is() -> None:
    assert percent_floor(Fraction(2, 3) * 100) == "66.66"

    assert percent_floor(Decimal("-5.001")) == "-5.01"
    assert percent_floor(Decimal("-0.001")) == "-0.01"

    with pytest.raises(MoneyError):
        percent_floor(Decimal(1), -1)


@pytest.mark.parametrize("case", vectors("baht_in_words"))
def test_an_amount_in_thai_words(case: dict[str, Any]) -> None:
    assert baht_in_words(Decimal(case["given"])) == case["then"]


def test_an_amount_in_words_is_not_negative() -> None:
    with pytest.raises(MoneyError):
        baht_in_words(Decimal("-1"))


def test_an_amount_is_written_in_the_readers_language() -> None:
    assert format_baht(Decimal("1234.5"), "th") == "1,234.50 บาท"
    assert format_baht(Decimal("1234.5"), "en") == "THB 1,234.50"
