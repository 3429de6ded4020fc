"""Periods beyond the evaluator's: days, keeping, what is between the strict and the legal date (T-1, T-2, T-3)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.law.calendar import Calendar
from portal.law.periods import PeriodError, end_of_year_after, legal_end, period, strict_end

DAYS = st.dates(min_value=date(2001, 1, 1), max_value=date(2100, 12, 31))
MONTHS = st.integers(1, 120)


def test_a_result_of_two_years_can_be_used_on_its_last_day() -> None:
    usable = period(date(2022, 9, 15), years=2)

    assert not usable.has_passed(date(2024, 9, 15))
    assert usable.has_passed(date(2024, 9, 16))


def test_between_the_strict_and_the_legal_date_is_doubt() -> None:
    months = period(date(2024, 4, 30), months=6)

    assert [months.is_doubtful(date(2024, 10, day)) for day in (30, 31)] == [False, True]
    assert not months.has_passed(date(2024, 10, 31))
    assert not months.is_doubtful(date(2024, 11, 1))


def test_days_are_counted_from_the_day_after(calendar: Calendar) -> None:
    thirty = period(date(2024, 3, 14), days=30, filing=True, calendar=calendar)

    assert thirty.strict == date(2024, 4, 13)
    assert thirty.legal == date(2024, 4, 17)


def test_a_letter_of_exactly_three_months_is_still_good() -> None:
    assert legal_end(date(2024, 5, 31), months=3) == date(2024, 8, 31)


def test_records_are_kept_from_the_end_of_the_calendar_year() -> None:
    assert end_of_year_after(date(2024, 3, 10), 3) == date(2027, 12, 31)

    with pytest.raises(PeriodError):
        end_of_year_after(date(9998, 1, 1), 3)


@pytest.mark.parametrize(
    "length", [{}, {"months": 0}, {"months": -1}, {"years": -1, "months": 24}, {"days": -1}, {"days": 5, "months": 1}]
)
def test_a_period_without_a_length_is_refused(length: dict[str, int]) -> None:
    with pytest.raises(PeriodError):
        legal_end(date(2024, 1, 1), **length)
    with pytest.raises(PeriodError):
        strict_end(date(2024, 1, 1), **length)


@pytest.mark.parametrize("length", [{"years": 8000}, {"months": 10**12}, {"days": 10**12}])
def test_a_period_beyond_the_calendar_is_refused(length: dict[str, int]) -> None:
    with pytest.raises(PeriodError):
        legal_end(date(2024, 1, 1), **length)
    with pytest.raises(PeriodError):
        strict_end(date(2024, 1, 1), **length)


def test_a_filing_deadline_needs_a_calendar() -> None:
    with pytest.raises(PeriodError):
        legal_end(date(2024, 1, 1), months=1, filing=True)


@given(start=DAYS, months=MONTHS)
def test_the_legal_end_is_never_before_the_strict_one(start: date, months: int) -> None:
    both = period(start, months=months)

    assert both.strict <= both.legal <= both.strict + timedelta(days=3)
    assert (both.legal.year, both.legal.month) == (both.strict.year, both.strict.month)


@given(start=DAYS, months=MONTHS)
def test_a_period_counted_from_the_first_ends_with_its_month(start: date, months: int) -> None:
    last_of_month = start.replace(day=1) - timedelta(days=1)

    end = legal_end(last_of_month, months=months)

    assert (end + timedelta(days=1)).day == 1


@given(start=DAYS, months=st.integers(1, 24))
def test_a_filing_ends_on_a_working_day_and_never_earlier(start: date, months: int) -> None:
    calendar = Calendar()

    moved = legal_end(start, months=months, filing=True, calendar=calendar)

    assert calendar.is_working_day(moved)
    assert moved >= legal_end(start, months=months)


@given(start=DAYS, months=MONTHS)
def test_a_day_later_never_ends_earlier(start: date, months: int) -> None:
    assert legal_end(start, months=months) <= legal_end(start + timedelta(days=1), months=months)


def _by_walking(start: date, months: int) -> date:
    """Sections 193/3 to 193/5 read aloud, a day at a time: slow, and nothing of the code under test."""
    first = day = start + timedelta(days=1)  # the day of the event is not counted
    while 12 * (day.year - first.year) + day.month - first.month < months:
        day += timedelta(days=1)  # to the 1st of the final month
    if first.day == 1:
        return day - timedelta(days=1)
    final = day.month
    while day.day != first.day:
        day += timedelta(days=1)
        if day.month != final:
            break  # the final month has no such day
    return day - timedelta(days=1)


@pytest.mark.parametrize("year", [2023, 2024, 2099, 2100])
def test_every_day_of_a_year_ends_where_a_walk_through_the_calendar_ends(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]

    found = [
        (day, months)
        for day in days
        for months in (1, 2, 6, 12, 13)
        if legal_end(day, months=months) != _by_walking(day, months)
    ]

    assert found == []  # T-1
