"""The notices' e-mails: rows not yet mailed are the outbox; a row is claimed, sent, and marked as sent."""

import logging
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.utils import timezone

from .models import Notice

log = logging.getLogger(__name__)

CLAIM = timedelta(minutes=10)  # after which a claim was its worker's last sign of life
LONGEST_WAIT = timedelta(hours=6)
MOST_FAILURES = 12  # some two days; then the row stays visible as given up
AT_ONCE = 200  # letters a scan sends at most, so that scans do not pile up
RULE = "-" * 40


def mail_unsent(now: datetime) -> int:
    """Sends what is unsent and due for a try; answers how many letters went out. Safe to run side by side."""
    ids = Notice.objects.filter(_due(now)).order_by("at").values_list("pk", flat=True)[:AT_ONCE]
    connection = get_connection()
    return sum(_send(pk, now, connection) for pk in list(ids))


def wait_after(failures: int) -> timedelta:
    """How long a row rests after its last claim: a lost worker's claim first, then twice as long each failure."""
    if failures == 0:
        return CLAIM
    return min(timedelta(minutes=2**failures), LONGEST_WAIT)


def _due(now: datetime) -> Q:
    rested = Q(claimed_at__isnull=True)
    for failures in range(MOST_FAILURES):
        rested |= Q(failures=failures, claimed_at__lte=now - wait_after(failures))
    return Q(mailed_at__isnull=True, failures__lt=MOST_FAILURES) & rested


def _send(pk: UUID, now: datetime, connection: BaseEmailBackend) -> bool:
    # The conditional update is the claim: of two workers one changes the row, on any database.
    if not Notice.objects.filter(_due(now), pk=pk).update(claimed_at=now):
        return False
    notice = Notice.objects.select_related("person").get(pk=pk)
    try:
        letter_of(notice, connection).send()
    except Exception as failure:  # whatever a mail server does, the other letters still go out
        _failed(notice, failure)
        return False
    Notice.objects.filter(pk=pk).update(mailed_at=timezone.now(), last_error="")
    return True


def _failed(notice: Notice, failure: Exception) -> None:
    log.warning("letter %s was not sent: %s", notice.pk, failure)
    Notice.objects.filter(pk=notice.pk).update(failures=notice.failures + 1, last_error=str(failure)[:300])


def letter_of(notice: Notice, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """The letter that a notice is: Thai first, then English, each with the address to go on at."""
    link = f"{settings.BASE_URL}{notice.path}" if notice.path else ""
    body = "\n\n".join(
        part
        for part in (
            notice.text_th,
            link,
            "อีเมลฉบับนี้ส่งจากระบบโดยอัตโนมัติ โปรดอย่าตอบกลับ",
            RULE,
            notice.text_en,
            link,
            "This letter was sent by the portal. Please do not reply to it.",
        )
        if part
    )
    # One id for one notice, whatever the number of tries: a mail program shows a doubled letter once.
    return EmailMessage(
        subject=f"{notice.subject_th} / {notice.subject_en}",
        body=body,
        to=[notice.person.email],
        headers={"Message-ID": f"<notice.{notice.pk.hex}@{_domain()}>"},
        connection=connection,
    )


def _domain() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"
