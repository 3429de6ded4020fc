"""What happens on cases becomes an event for programs, in the transaction in which it happens."""

import logging

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import KombuError

from portal.api.models import FeedEvent
from portal.cases.announcements import Announcement
from portal.cases.models import Case

from . import events

log = logging.getLogger(__name__)


def hear(announcement: Announcement) -> None:
    """Writes the event; the worker is called once the surrounding transaction stands."""
    case, at = announcement.case, announcement.at.astimezone(timezone.get_default_timezone())
    data = {"case": _about(case), **announcement.said}
    FeedEvent.objects.create(
        exporter_id=case.exporter_id,
        procedure=case.procedure,
        type=announcement.type,
        at=announcement.at,
        body=events.body(announcement.type, at.isoformat(timespec="seconds"), data),
    )
    transaction.on_commit(wake, robust=True)


def wake() -> None:
    """Asks the worker to number and deliver; a broker that is away costs one beat."""
    try:
        current_app.send_task("portal.api.tasks.deliver_webhooks", retry=False)
    except (KombuError, OSError) as failure:
        log.warning("no worker could be asked to deliver webhooks: %s", failure)


def _about(case: Case) -> dict[str, object]:
    return {
        "reference": case.reference,
        "procedure": case.procedure,
        "exporter": case.exporter.juristic_id,
        "state": case.state,
        "waiting_for": case.waiting_for,
        "due_on": case.due_on.isoformat() if case.due_on else None,
        "version": case.version,
        "url": settings.BASE_URL + reverse("cases:case", args=[case.reference]),
    }
