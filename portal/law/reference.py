"""What rules look things up in: handed to them, so that they read no clock, file or table themselves."""

from dataclasses import dataclass

from .calendar import Calendar
from .values import Values


@dataclass(frozen=True)
class Reference:
    """The calendar of officials and the dated values, as they stood when the question was asked."""

    calendar: Calendar
    values: Values
