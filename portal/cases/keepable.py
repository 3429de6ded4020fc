"""Which dated values the officers keep themselves: service times of the office, and the patterns of numbers.

What the law says in figures (thresholds, periods) is not theirs: it is changed in fixtures/law, with its citation.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.law.values import DatedValue

from . import registry
from .questions import ANSWER
from .reference import values_of_the_law
from .registry import Text

PATTERN = "pattern"  # the unit of a value that is a pattern of numbers
_OF_THE_OFFICE = ("service.", "office.")
_MOST_DAYS = 3_650
# Nothing of Python's format language but these two: a pattern is typed by people.
_SHAPE = re.compile(r"(?:[A-Z0-9/.-]|\{year\}|\{seq(?::0[1-9]d)?\})+")


@dataclass(frozen=True)
class Series:
    """A series whose numbers follow the pattern under `key`; `example` gives one, or raises ValueError."""

    key: str
    title: Text
    example: Callable[[str], str]


_SERIES: dict[str, Series] = {}
_AGENCIES: dict[str, str] = {}
_TITLES: dict[str, Text] = {
    "office.escalation.working_days": gettext_lazy("Late cases: until those above are told"),
}


def register_series(series: Series) -> None:
    """Procedures bring the series of their numbers at start-up."""
    _SERIES[series.key] = series


def register_agency(word: str, agency: str) -> None:
    """Whose the values are that have `word` in their key, where no procedure of that name says it."""
    _AGENCIES[word] = agency


def register_title(key: str, title: Text) -> None:
    """What people call a value that no term of a state measures yet."""
    _TITLES[key] = title


def patterns() -> list[str]:
    """The keys of patterns, in order."""
    return [key for key in values_of_the_law() if _latest(key).unit == PATTERN]


def service_times() -> list[str]:
    """The keys of the office's own times, in order."""
    return [key for key in values_of_the_law() if key.startswith(_OF_THE_OFFICE)]


def title_of(key: str) -> str:
    """What people call the value: the term of a state that it measures, or the series; else its key."""
    if key in _SERIES:
        return str(_SERIES[key].title)
    if key == ANSWER.value:
        return str(ANSWER.label)
    for procedure in registry.procedures():
        for state in procedure.states:
            if state.term and state.term.value == key:
                return f"{procedure.title}: {state.term.label}"
    return str(_TITLES.get(key, key))


def unit_of(key: str) -> str:
    """The unit as people read it; a pattern has none."""
    unit = _latest(key).unit
    words = {
        PATTERN: "",
        "days": _("days"),
        "working days": _("working days"),
        "working days after the last day": _("working days after the last day"),
        "working days from a complete file": _("working days from a complete file"),
        "working days from the claim": _("working days from the claim"),
    }
    return words.get(unit, unit)


def agency_of(key: str) -> str:
    """The agency whose procedure the value is of; "" for one that both keep."""
    agencies = _AGENCIES | {one.slug.split("-")[0]: one.agency for one in registry.procedures()}
    return next((agencies[word] for word in key.split(".") if word in agencies), "")


def check(key: str, value: str) -> None:
    """Raises ValidationError by field where the key is not the officers' to keep, or the value does not fit it."""
    if key in patterns():
        _check_pattern(key, value)
    elif key not in service_times():
        raise ValidationError({"key": _("This is no value that officers keep.")})
    else:
        _check_days(value, least=0 if _latest(key).unit.startswith("working days") else 1)


def example_of(key: str, pattern: str) -> str:
    """A number that the pattern gives, or "" where it gives none."""
    if key not in _SERIES or not _SHAPE.fullmatch(pattern):
        return ""
    try:
        return _SERIES[key].example(pattern)
    except ValueError:
        return ""


def _check_days(value: str, least: int) -> None:
    """No working days at all are at once; a period of calendar days has a length (portal.law.periods)."""
    if not (value.isascii() and value.isdigit() and len(value) <= 4 and least <= int(value) <= _MOST_DAYS):
        said = _("A whole number of days from %(least)s to %(most)s is expected.")
        raise ValidationError({"value": said % {"least": least, "most": f"{_MOST_DAYS:,}"}})


def _check_pattern(key: str, pattern: str) -> None:
    if not _SHAPE.fullmatch(pattern) or pattern.count("{seq") != 1:
        raise ValidationError(
            {"value": _("A pattern has capital letters, digits, {year}, and {seq:06d} once for the number.")}
        )
    if key in _SERIES and not example_of(key, pattern):
        raise ValidationError({"value": _("This pattern gives no number that the law allows for the series.")})


def _latest(key: str) -> DatedValue:
    return values_of_the_law().history(key)[-1]
