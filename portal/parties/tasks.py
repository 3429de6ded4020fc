"""The worker's jobs for people and companies, in idempotent scans."""

from celery import shared_task
from django.utils import timezone

from . import letters, powers, uploads
from .catalogue import imports
from .models import Power


@shared_task
def mail_unsent() -> int:
    return letters.mail_unsent(timezone.now())


@shared_task
def sweep_letters() -> int:
    return letters.sweep(timezone.now())


@shared_task
def remind_of_powers() -> int:
    """Powers of attorney that end in two weeks."""
    return powers.remind(timezone.now())


@shared_task
def sweep_powers() -> int:
    """Scans that a rolled-back transaction left."""
    return uploads.sweep("powers", Power.objects.all(), timezone.now())


@shared_task
def sweep_product_sheets() -> int:
    return imports.sweep(timezone.now())
