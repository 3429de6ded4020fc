"""The worker's jobs for people: their letters, in idempotent scans."""

from celery import shared_task
from django.utils import timezone

from . import letters


@shared_task
def mail_unsent() -> int:
    return letters.mail_unsent(timezone.now())


@shared_task
def sweep_letters() -> int:
    return letters.sweep(timezone.now())
