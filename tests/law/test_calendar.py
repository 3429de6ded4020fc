"""The working days of the civil service (T-4)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.law.calendar import Calendar, CalendarError, Override

DAYS = st.dates(min_value=date(2017, 1, 1), max_value=date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2024-05-01", True),  # Labour Day
        ("2021-05-03", True),  # its substitute in firms
        ("2024-05-10", False),  # Royal Ploughing Day
        ("2024-01-13", False),  # Children's Day is a Saturday
        ("2024-04-12", False),  # bridge day by resolution
        ("2024-04-16", False),  # substitute for Songkran
        ("2024-04-17", True),
        ("2020-12-07", True),
        ("2020-12-11", False),
        ("2021-10-22", False),
        ("2021-10-25", True),
        ("2023-06-05", False),  # two holidays on one Saturday have one substitute
        ("2023-06-06", True),
    ],
)
def test_which_days_are_worked(day: str, working: bool, calendar: Calendar) -> None:
    assert calendar.is_working_day(date.fromisoformat(day)) is working


def test_a_resolution_makes_a_saturday_a_working_day() -> None:
    saturday = date(2024, 6, 1)

    changed = Calendar([Override(saturday, True, "ทำงานชดเชย", "Worked instead", "ครม.")])

    assert not Calendar().is_working_day(saturday)
    assert changed.is_working_day(saturday)


def test_a_day_off_says_why(calendar: Calendar) -> None:
    assert calendar.name_of(date(2024, 4, 15), "th") == "วันสงกรานต์"
    assert calendar.name_of(date(2024, 4, 15), "en") == "Songkran Festival"
    assert "7 ธันวาคม 2563" in calendar.name_of(date(2020, 12, 11), "th")
    assert "7 December 2020" in calendar.name_of(date(2020, 12, 11), "en")
    assert calendar.name_of(date(2024, 5, 1), "en") == calendar.name_of(date(2024, 5, 1), "th") == ""


def test_days_are_not_counted_backwards(calendar: Calendar) -> None:
    with pytest.raises(CalendarError):
        calendar.add_working_days(date(2024, 1, 1), -1)


@pytest.mark.parametrize("day", [date(1959, 12, 31), date(2157, 1, 3), date(9999, 12, 31)])
def test_years_whose_holidays_nobody_knows_are_refused(day: date, calendar: Calendar) -> None:
    with pytest.raises(CalendarError):
        calendar.next_working_day(day)


@given(start=DAYS, count=st.integers(0, 60))
def test_counted_days_land_on_working_days_and_count_back(start: date, count: int) -> None:
    calendar = Calendar()

    due = calendar.add_working_days(start, count)

    assert calendar.is_working_day(due)
    assert due >= start
    if count:
        assert calendar.working_days_between(start, due) == count


@given(start=DAYS, first=st.integers(1, 20), second=st.integers(1, 20))
def test_days_can_be_counted_in_two_goes(start: date, first: int, second: int) -> None:
    calendar = Calendar()

    halfway = calendar.add_working_days(start, first)

    assert calendar.add_working_days(halfway, second) == calendar.add_working_days(start, first + second)


def test_no_working_days_lie_in_an_empty_span(calendar: Calendar) -> None:
    assert calendar.working_days_between(date(2024, 4, 9), date(2024, 4, 9)) == 0
    assert calendar.working_days_between(date(2024, 4, 10), date(2024, 4, 9)) == 0


def test_the_last_days_of_a_leap_year_are_counted(calendar: Calendar) -> None:
    assert calendar.add_working_days(date(2020, 12, 29), 1) == date(2020, 12, 30)
    assert calendar.working_days_between(date(2020, 12, 28), date(2020, 12, 31)) == 2  # the 31st is a holiday
    assert calendar.working_days_between(date(2020, 12, 30), date(2020, 12, 30)) == 0
