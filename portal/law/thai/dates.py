"""Dates in the Buddhist era, which is 543 years ahead."""

import re
from datetime import date
from typing import Literal

from .digits import to_arabic_digits, to_thai_digits
from .text import normalise

BUDDHIST_ERA = 543
_MONTHS = (
    ("มกราคม", "ม.ค.", "January"),
    ("กุมภาพันธ์", "ก.พ.", "February"),
    ("มีนาคม", "มี.ค.", "March"),
    ("เมษายน", "เม.ย.", "April"),
    ("พฤษภาคม", "พ.ค.", "May"),
    ("มิถุนายน", "มิ.ย.", "June"),
    ("กรกฎาคม", "ก.ค.", "July"),
    ("สิงหาคม", "ส.ค.", "August"),
    ("กันยายน", "ก.ย.", "September"),
    ("ตุลาคม", "ต.ค.", "October"),
    ("พฤศจิกายน", "พ.ย.", "November"),
    ("ธันวาคม", "ธ.ค.", "December"),
)
_NUMBER_OF = {
    written.replace(".", ""): number for number, names in enumerate(_MONTHS, start=1) for written in names[:2]
}
_SLASHED = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_WORDED = re.compile(r"(?:วันที่\s*)?([0-9]{1,2})\s*([ก-๙.]+?)\s*(?:พ\.?ศ\.?|ค\.?ศ\.?)?\s*([0-9]{4})")
_EARLIEST_BUDDHIST_YEAR = 2300  # nobody writes so late a year of the common era, or so early a Buddhist one


class ThaiDateError(ValueError):
    """A text that is no date."""


def thai_date(
    day: date,
    style: Literal["long", "short", "numeric"] = "long",
    digits: Literal["arabic", "thai"] = "arabic",
) -> str:
    """15 มกราคม 2567, 15 ม.ค. 2567 or 15/01/2567."""
    year = day.year + BUDDHIST_ERA
    if style == "numeric":
        written = f"{day.day:02d}/{day.month:02d}/{year}"
    else:
        written = f"{day.day} {_MONTHS[day.month - 1][0 if style == 'long' else 1]} {year}"
    return to_thai_digits(written) if digits == "thai" else written


def english_date(day: date) -> str:
    """15 January 2024."""
    return f"{day.day} {_MONTHS[day.month - 1][2]} {day.year}"


def parse_thai_date(text: str) -> date:
    """Reads 15 มกราคม 2567, 15 ม.ค. 2567, 15/1/2567, ๑๕/๑/๒๕๖๗ and 2024-01-15.

    A year from 2300 on is Buddhist, an earlier one common. Raises ThaiDateError for anything else.
    """
    written = to_arabic_digits(normalise(text))
    year, month, day = _parts(written)
    if year >= _EARLIEST_BUDDHIST_YEAR:
        year -= BUDDHIST_ERA
    try:
        return date(year, month, day)
    except ValueError as impossible:
        raise ThaiDateError(f"no such day: {written}") from impossible


def _parts(written: str) -> tuple[int, int, int]:
    if found := _ISO.fullmatch(written):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _SLASHED.fullmatch(written):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _WORDED.fullmatch(written):
        month = _NUMBER_OF.get(found[2].replace(".", ""))
        if month is not None:
            return int(found[3]), month, int(found[1])
    raise ThaiDateError(f"not a date: {written[:40]}")
