"""Periods: when one that starts on a day ends, strictly and by law (T-1 to T-3)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol


class WorkingDays(Protocol):
    """What a filing deadline asks of a calendar (T-2)."""

    def next_working_day(self, day: date) -> date: ...


class PeriodError(ValueError):
    """A period that has no length, or that runs out of the calendar."""


@dataclass(frozen=True)
class Period:
    """`strict`: warn from here on; `legal`: refuse only after it (T-3)."""

    strict: date
    legal: date

    def has_passed(self, on: date) -> bool:
        return on > self.legal

    def is_doubtful(self, on: date) -> bool:
        """Past the plain reading, still inside the legal one: to be warned of, not refused (T-3)."""
        return self.strict < on <= self.legal


def strict_end(start: date, *, years: int = 0, months: int = 0, days: int = 0) -> date:
    """The same day of the final month, or its last day where it is shorter; never moved (T-3)."""
    if _is_of_days(years, months, days):
        return _plus(start, days)
    year, month = _month_after(start, _in_months(years, months))
    return date(year, month, min(start.day, monthrange(year, month)[1]))  # T-3


def legal_end(
    start: date,
    *,
    years: int = 0,
    months: int = 0,
    days: int = 0,
    filing: bool = False,
    calendar: WorkingDays | None = None,
) -> date:
    """The last day by the Civil and Commercial Code; a `filing` deadline moves to the next working day (T-1, T-2).

    Raises PeriodError for a period without length, of mixed units, or that ends beyond the year 9999.
    """
    end = _plus(start, days) if _is_of_days(years, months, days) else _code_end(start, _in_months(years, months))
    if not filing:
        return end
    if calendar is None:
        raise PeriodError("a filing deadline needs the calendar of working days")
    return calendar.next_working_day(end)  # T-2


def period(
    start: date,
    years: int = 0,
    months: int = 0,
    filing: bool = False,
    calendar: WorkingDays | None = None,
    *,
    days: int = 0,
) -> Period:
    """Both readings of a period that the event of `start` sets running (T-3)."""
    return Period(
        strict=strict_end(start, years=years, months=months, days=days),
        legal=legal_end(start, years=years, months=months, days=days, filing=filing, calendar=calendar),
    )


def end_of_year_after(start: date, years: int) -> date:
    """The last day of keeping a record for `years` from the end of the calendar year of `start`."""
    if years < 0 or start.year + years > date.max.year:
        raise PeriodError("the years are negative, or the period ends beyond the calendar")
    return date(start.year + years, 12, 31)  # REX-11


def _code_end(start: date, months: int) -> date:
    first = _plus(start, 1)  # T-1: the day of the event is not counted
    if first.day == 1:
        year, month = _month_after(first, months - 1)
        return date(year, month, monthrange(year, month)[1])  # T-1: counted from the 1st, whole months
    year, month = _month_after(first, months)
    last = monthrange(year, month)[1]
    if first.day > last:
        return date(year, month, last)  # T-1: the final month has no such day
    return date(year, month, first.day) - timedelta(days=1)  # T-1


def _is_of_days(years: int, months: int, days: int) -> bool:
    if min(years, months, days) < 0:
        raise PeriodError("a period cannot be negative")
    if not (years or months or days):
        raise PeriodError("a period has a length")
    if days and (years or months):
        raise PeriodError("a period is of days, or of months and years")
    return days > 0


def _in_months(years: int, months: int) -> int:
    return 12 * years + months


def _month_after(day: date, months: int) -> tuple[int, int]:
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    if year > date.max.year:
        raise PeriodError("the period ends beyond the calendar")
    return year, month + 1


def _plus(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError as beyond:
        raise PeriodError("the period ends beyond the calendar") from beyond
