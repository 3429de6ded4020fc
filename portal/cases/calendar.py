"""The reference that rules are given: the law's dated values and the calendar with the officers' overrides (T-4)."""

from functools import lru_cache

from django.conf import settings

from portal.law.calendar import Calendar, Override
from portal.law.reference import Reference
from portal.law.values import Values

from .models import CalendarOverride


def current_reference() -> Reference:
    """The reference as it stands now: one query of some dozens of rows, however an officer changed them."""
    rows = CalendarOverride.objects.order_by("day").values_list("day", "working", "reason_th", "reason_en", "source")
    return _reference(tuple(Override(*row) for row in rows))


@lru_cache(maxsize=1)
def current_values() -> Values:
    """The dated values of fixtures/law, read once a process."""
    return Values.load(settings.BASE_DIR / "fixtures" / "law")


@lru_cache(maxsize=4)
def _reference(overrides: tuple[Override, ...]) -> Reference:
    """The calendar keeps the years it has counted, so the same overrides get the same one again."""
    return Reference(calendar=Calendar(overrides), values=current_values())
