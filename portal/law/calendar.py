"""The working days of the Thai civil service, with what cabinet resolutions changed (T-4)."""

from bisect import bisect_right
from calendar import isleap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

# Saturdays are free since 1959, and the lunar calendar of the holidays is known up to 2157.
FIRST_YEAR, LAST_YEAR = 1960, 2156
_SATURDAY = 5
# Labour Day (of banks and firms, with its substitute) and Children's Day do not close government offices.
_NOT_OFFICIAL = ("วันแรงงานแห่งชาติ", "วันเด็กแห่งชาติ")  # T-4
_LANGUAGES = {"th": "th", "en": "en_US"}


class CalendarError(ValueError):
    """A day for which nobody knows the holidays, or a count that makes no sense."""


@dataclass(frozen=True)
class Override:
    """One day that a cabinet resolution (`source`) made working or free."""

    day: date
    working: bool
    reason_th: str
    reason_en: str
    source: str


@lru_cache(maxsize=256)
def _official(year: int) -> dict[date, tuple[str, str]]:
    """The public and government holidays of `year`, named in Thai and English."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CalendarError(f"the holidays of {year} are not known")
    named = [
        holidays.country_holidays("TH", years=year, categories=("public", "government"), language=language)
        for language in _LANGUAGES.values()
    ]
    return {day: names for day in named[0] if (names := _official_names(*(each[day] for each in named)))}


def _official_names(thai: str, english: str) -> tuple[str, str] | None:
    """The names of a day without those that are no holiday of officials; None when nothing is left."""
    pairs = zip(thai.split("; "), english.split("; "), strict=True)
    kept = [pair for pair in pairs if not pair[0].endswith(_NOT_OFFICIAL)]  # T-4
    return ("; ".join(th for th, _ in kept), "; ".join(en for _, en in kept)) if kept else None


class Calendar:
    """Which days officials work on. Its overrides never change: a new one makes a new calendar."""

    def __init__(self, overrides: Iterable[Override] = ()) -> None:
        self._overrides = {override.day: override for override in overrides}
        self._by_year: dict[int, list[date]] = {}

    def is_working_day(self, day: date) -> bool:
        """Neither Saturday, Sunday nor a holiday of officials, unless a resolution says otherwise (T-4)."""
        if override := self._overrides.get(day):
            return override.working  # T-4
        return day.weekday() < _SATURDAY and day not in _official(day.year)  # T-4

    def next_working_day(self, day: date) -> date:
        """`day` itself when it is one, else the next (T-2)."""
        while not self.is_working_day(day):
            day = _after(day)
        return day

    def add_working_days(self, complete: date, count: int) -> date:
        """The last of `count` working days; `complete` is day 0 and not counted, 0 means at once (T-4)."""
        if count < 0:
            raise CalendarError("working days are not counted backwards")
        if count == 0:
            return self.next_working_day(complete)
        year = complete.year
        position = bisect_right(self._working_days_of(year), complete) + count - 1  # T-4: day 0 is not counted
        while position >= len(days := self._working_days_of(year)):
            position -= len(days)
            year += 1
        return days[position]

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days lie after the one and up to the other, which is counted (T-4)."""
        if until <= after:
            return 0
        days = [day for year in range(after.year, until.year + 1) for day in self._working_days_of(year)]
        return bisect_right(days, until) - bisect_right(days, after)

    def _working_days_of(self, year: int) -> list[date]:
        if year not in self._by_year:
            _official(year)  # refuses a year that nobody knows the holidays of
            days = (date(year, 1, 1) + timedelta(days=number) for number in range(365 + isleap(year)))
            self._by_year[year] = [day for day in days if self.is_working_day(day)]
        return self._by_year[year]

    def name_of(self, day: date, language: str) -> str:
        """Why `day` is not what its weekday says, in "th" or "en"; empty for an ordinary day."""
        thai = language == "th"
        if override := self._overrides.get(day):
            return override.reason_th if thai else override.reason_en
        return _official(day.year).get(day, ("", ""))[0 if thai else 1]


def _after(day: date) -> date:
    try:
        return day + timedelta(days=1)
    except OverflowError as beyond:
        raise CalendarError("the calendar ends here") from beyond
