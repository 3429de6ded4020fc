"""The worker's jobs on cases: idempotent scans, so that a lost message or a day's outage costs nothing."""

from celery import shared_task
from django.utils import timezone

from . import anchors, attachments, digests, reminders, securitycode
from .wizard import parking


@shared_task
def scan_deadlines() -> int:
    now = timezone.now()
    return reminders.scan(now) + reminders.escalate(now)


@shared_task
def mail_digests() -> int:
    return digests.mail(timezone.now())


@shared_task
def anchor_chains() -> bool:
    return anchors.anchor(timezone.now()) is not None


@shared_task
def sweep_wizard() -> int:
    """Deletes parked input that nobody came back for, codes that no longer open anything, and files of no row."""
    now = timezone.now()
    return parking.sweep(now) + securitycode.sweep(now) + attachments.sweep(now)
