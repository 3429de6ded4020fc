"""What the worker does for the tools."""

from celery import shared_task
from django.utils import timezone

from . import models


@shared_task
def sweep_results() -> int:
    """Deletes results that were kept long enough; may run at any time, and again."""
    return models.sweep(timezone.now())
