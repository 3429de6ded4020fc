"""The worker's jobs for people and companies, in idempotent scans."""

from celery import shared_task
from django.utils import timezone

from . import letters
from .catalogue import imports


@shared_task
def mail_unsent() -> int:
    return letters.mail_unsent(timezone.now())


@shared_task
def sweep_letters() -> int:
    return letters.sweep(timezone.now())


@shared_task
def sweep_product_sheets() -> int:
    return imports.sweep(timezone.now())
