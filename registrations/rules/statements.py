"""Statements on origin: when a number is needed, how long one is good, how long it is kept (REX-11)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.law.periods import end_of_year_after, legal_end


@dataclass(frozen=True)
class Threshold:
    """Up to this value of a consignment (`amount` in `currency`) no REX number is needed."""

    country: str
    currency: str
    amount: Decimal


def needs_number(value: Decimal, threshold: Threshold) -> bool:
    """Whether a consignment worth `value` (in the threshold's currency) needs a registered exporter (REX-11).

    ValueError for a negative value.
    """
    if value < 0:
        raise ValueError("a consignment is worth nothing or more")
    return value > threshold.amount  # REX-11


def keep_until(made_out_on: date, years: int = 3) -> date:
    """The last day on which the statement and its records must still be kept (REX-11)."""
    return end_of_year_after(made_out_on, years)  # REX-11


def valid_until(made_out_on: date, months: int = 12) -> date:
    """The last day on which the statement is valid (REX-11); the end of a validity does not move (T-2)."""
    return legal_end(made_out_on, months=months)  # REX-11
