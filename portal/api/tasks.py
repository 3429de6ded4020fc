"""The worker's jobs for programs: idempotent scans, so that a lost message costs one beat."""

from celery import shared_task
from django.utils import timezone

from . import clients, idempotency
from .webhooks import delivering, feed


@shared_task
def deliver_webhooks() -> int:
    """Numbers what has happened and sends what is due; answers how many tries arrived."""
    feed.number(timezone.now())
    return delivering.deliver_due()


@shared_task
def sweep_webhooks() -> int:
    return delivering.sweep(timezone.now())


@shared_task
def sweep_api() -> int:
    """Deletes access tokens that have ended, and answers that were kept long enough."""
    now = timezone.now()
    return clients.sweep(now) + idempotency.sweep(now)
