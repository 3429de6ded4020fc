"""Thai dates, digits and text."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.law.thai import (
    ThaiDateError,
    english_date,
    fold,
    normalise,
    parse_thai_date,
    sort_key,
    thai_date,
    to_arabic_digits,
    to_thai_digits,
)

DAY = date(2024, 1, 15)
THAI = st.text(alphabet=[chr(code) for code in range(0x0E01, 0x0E5C)] + [" ", "\u200b", "a"], max_size=30)


def test_a_day_is_written_in_the_buddhist_era() -> None:
    assert thai_date(DAY) == "15 มกราคม 2567"
    assert thai_date(DAY, "short") == "15 ม.ค. 2567"
    assert thai_date(DAY, "numeric") == "15/01/2567"
    assert thai_date(DAY, "long", "thai") == "๑๕ มกราคม ๒๕๖๗"
    assert english_date(DAY) == "15 January 2024"


@pytest.mark.parametrize(
    "typed",
    [
        "15 มกราคม 2567",
        "๑๕ มกราคม ๒๕๖๗",
        "วันที่ 15 มกราคม พ.ศ. 2567",
        "15 ม.ค. 2567",
        "15ม.ค.2567",
        " 15  มกราคม\u00a02567 ",
        "15/1/2567",
        "15/01/2567",
        "15-01-2567",
        "15.1.2567",
        "15/1/2024",
        "2024-01-15",
        "2567-01-15",
    ],
)
def test_a_day_is_read_however_it_is_typed(typed: str) -> None:
    assert parse_thai_date(typed) == DAY


@pytest.mark.parametrize(
    "typed", ["", "วันนี้", "15 มกรา 2567", "31 เมษายน 2567", "29/2/2566", "15/13/2567", "15/1/67", "0/1/2567", "1/1/0000"]
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ThaiDateError):
        parse_thai_date(typed)


def test_a_leap_day_is_read_in_the_buddhist_era() -> None:
    assert parse_thai_date("29 กุมภาพันธ์ 2567") == date(2024, 2, 29)


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2299, 12, 31)))
def test_what_is_written_is_read_back(day: date) -> None:
    for style in ("long", "short", "numeric"):
        assert parse_thai_date(thai_date(day, style, "thai")) == day  # type: ignore[arg-type]


def test_digits_go_both_ways() -> None:
    assert to_thai_digits("พ.ศ. 2567") == "พ.ศ. ๒๕๖๗"
    assert to_arabic_digits("พ.ศ. ๒๕๖๗") == "พ.ศ. 2567"


@pytest.mark.parametrize("split", ["น\u0e49\u0e4d\u0e32", "น\u0e4d\u0e49\u0e32", "น\u0e33\u0e49"])
def test_a_sara_am_in_pieces_is_made_whole(split: str) -> None:
    assert normalise(split) == "น้ำ"


def test_words_of_the_forms_stay_as_they_are() -> None:
    for word in ("จำกัด", "น้ำ", "สินค้า", "ทำ", "คำรับรอง", "ถิ่นกำเนิด", "แม่น้ำ"):
        assert normalise(word) == unicodedata.normalize("NFC", word) == word


def test_what_cannot_be_seen_is_taken_away() -> None:
    assert normalise(" บริษัท\u200b  สยาม\u202e \t\n(ไทย)\ufeff\x00 ") == "บริษัท สยาม (ไทย)"


def test_two_sara_e_are_one_sara_ae() -> None:
    assert normalise("เเม่") == "แม่"


@given(THAI | st.text(max_size=30))
def test_what_is_normal_stays_so(text: str) -> None:
    once = normalise(text)

    assert normalise(once) == once
    assert fold(fold(text)) == fold(text)


def test_a_search_minds_neither_case_nor_digits() -> None:
    assert fold("Siam ๙๙ CERAMICS") == "siam 99 ceramics"


def test_names_are_sorted_as_in_a_dictionary() -> None:
    names = ["แมว", "ขา", "กาง", "เกม", "ก้าง", "กา", "ไก่", "กบ", "Siam"]

    assert sorted(names, key=sort_key) == ["Siam", "กบ", "กา", "กาง", "ก้าง", "เกม", "ไก่", "ขา", "แมว"]
