"""The worker's jobs for the API: idempotent scans."""

from celery import shared_task
from django.utils import timezone

from . import clients, idempotency


@shared_task
def sweep_api() -> int:
    """Deletes access tokens that have ended, and answers that were kept long enough."""
    now = timezone.now()
    return clients.sweep(now) + idempotency.sweep(now)
