"""The reference that rules are given: the law's dated values and the calendar with the officers' overrides (T-4)."""

from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.db.models import Count, Max

from portal.law.calendar import Calendar, Override
from portal.law.reference import Reference
from portal.law.values import Values

from .models import CalendarOverride


def current_reference() -> Reference:
    """The reference as it stands now; one small query when no officer changed the calendar since the last call."""
    version = CalendarOverride.objects.aggregate(rows=Count("pk"), changed_at=Max("changed_at"))
    return _reference(version["rows"], version["changed_at"])


@lru_cache(maxsize=1)
def current_values() -> Values:
    """The dated values of fixtures/law, read once a process."""
    return Values.load(settings.BASE_DIR / "fixtures" / "law")


@lru_cache(maxsize=4)
def _reference(_rows: int, _changed_at: datetime | None) -> Reference:
    overrides = CalendarOverride.objects.values_list("day", "working", "reason_th", "reason_en", "source")
    return Reference(calendar=Calendar(Override(*row) for row in overrides), values=current_values())
