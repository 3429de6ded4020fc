"""Numbers taken from a series, one after the other, whoever asks at the same moment."""

from django.db import transaction

from .models import Series


def take(key: str) -> int:
    """The next number of the series `key`, from 1; it is given back if the surrounding transaction fails."""
    with transaction.atomic():
        Series.objects.get_or_create(key=key)
        series = Series.objects.select_for_update().get(key=key)
        series.last += 1
        series.save(update_fields=["last"])
        return series.last
