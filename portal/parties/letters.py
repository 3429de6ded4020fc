"""The outbox: every letter of the portal is a row first. A row is claimed, sent, and its text is wiped."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from kombu.exceptions import KombuError

from .models import Letter

log = logging.getLogger(__name__)

CLAIM = timedelta(minutes=10)  # after which a claim was its worker's last sign of life
LONGEST_WAIT = timedelta(hours=6)
MOST_FAILURES = 12  # some two days; then the row stays visible as given up
AT_ONCE = 200  # letters a scan sends at most, so that scans do not pile up
KEPT_FOR = timedelta(days=30)  # how long it can be told that a letter went out


def post(letters: Iterable[Letter]) -> None:
    """Writes the letters; the worker is called once the surrounding transaction stands."""
    if Letter.objects.bulk_create(letters):
        transaction.on_commit(_wake, robust=True)


def mail_unsent(now: datetime) -> int:
    """Sends what is unsent and due for a try; answers how many letters went out. Safe to run side by side."""
    # What is good for a short time only goes first: somebody sits there and waits for it.
    waiting = Letter.objects.filter(_due(now)).order_by(F("good_until").asc(nulls_last=True), "at")
    connection = get_connection()
    return sum(_send(pk, now, connection) for pk in list(waiting.values_list("pk", flat=True)[:AT_ONCE]))


def wait_after(failures: int) -> timedelta:
    """How long a row rests after its last claim: a lost worker's claim first, then twice as long each failure."""
    if failures == 0:
        return CLAIM
    return min(timedelta(minutes=2**failures), LONGEST_WAIT)


def unsent(now: datetime) -> QuerySet[Letter]:
    """The letters that are still to be sent, whether a try is due or not."""
    return Letter.objects.filter(_good(now), sent_at__isnull=True, failures__lt=MOST_FAILURES)


def given_up() -> QuerySet[Letter]:
    """The letters that nobody tries to send any more although they were never sent."""
    return Letter.objects.filter(sent_at__isnull=True, failures__gte=MOST_FAILURES)


def try_again(letters: QuerySet[Letter], now: datetime) -> int:
    """Puts given-up letters back into the outbox; answers how many. What is good for nothing any more stays."""
    pks = letters.values("pk")
    again = given_up().filter(_good(now), pk__in=list(pks.values_list("pk", flat=True)))
    count = again.update(failures=0, claimed_at=None, last_error="")
    if count:
        transaction.on_commit(_wake, robust=True)
    return count


def sweep(now: datetime) -> int:
    """Wipes codes and links that are good for nothing any more, and forgets what went out long ago."""
    Letter.objects.filter(good_until__lte=now).exclude(body="").update(body="")
    return Letter.objects.filter(Q(sent_at__lt=now - KEPT_FOR) | Q(good_until__lt=now - KEPT_FOR)).delete()[0]


def _good(now: datetime) -> Q:
    return Q(good_until__isnull=True) | Q(good_until__gt=now)


def _due(now: datetime) -> Q:
    rested = Q(claimed_at__isnull=True)
    for failures in range(MOST_FAILURES):
        rested |= Q(failures=failures, claimed_at__lte=now - wait_after(failures))
    return Q(sent_at__isnull=True, failures__lt=MOST_FAILURES) & _good(now) & rested


def _send(pk: UUID, now: datetime, connection: BaseEmailBackend) -> bool:
    # The conditional update is the claim: of two workers one changes the row, on any database.
    if not Letter.objects.filter(_due(now), pk=pk).update(claimed_at=now):
        return False
    letter = Letter.objects.get(pk=pk)
    try:
        _message(letter, connection).send()
    except Exception as failure:  # whatever a mail server does, the other letters still go out
        log.warning("letter %s was not sent: %s", letter.pk, failure)
        Letter.objects.filter(pk=pk).update(failures=letter.failures + 1, last_error=str(failure)[:300])
        return False
    # A code or a link in the text is nobody's business once it is in the mail.
    Letter.objects.filter(pk=pk).update(sent_at=timezone.now(), body="", last_error="")
    return True


def _message(letter: Letter, connection: BaseEmailBackend) -> EmailMessage:
    domain = urlsplit(settings.BASE_URL).hostname or "localhost"
    # One id for one letter, whatever the number of tries: a mail program shows a doubled letter once.
    headers = {"Message-ID": f"<letter.{letter.pk.hex}@{domain}>"}
    return EmailMessage(letter.subject, letter.body, to=[letter.to], headers=headers, connection=connection)


def _wake() -> None:
    try:
        current_app.send_task("portal.parties.tasks.mail_unsent", retry=False)
    except (KombuError, OSError) as failure:
        # The rows are written: the next beat finds them.
        log.warning("no worker could be asked to send letters: %s", failure)
