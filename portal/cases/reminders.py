"""Whom deadlines are told to: from the strict date on, after the legal one, and above those who left one lying (T-3).

A scan marks first, all that has come in one statement, however many; then it tells what is marked, one by one. Both
are idempotent: what a dying worker marked and did not tell, the next one tells; two at once tell once.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Case as If
from django.db.models import CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from . import notices
from .models import Deadline, Waiting
from .reference import current_reference

AT_ONCE = 500  # read together while telling


def scan(now: datetime) -> int:
    """Marks what has come and tells it; answers how many it told."""
    mark(now)
    return tell(now)


def mark(now: datetime) -> int:
    """Warned from the strict date on, overdue after the legal one (T-3): one UPDATE, and none of a row done before."""
    today = timezone.localdate(now)
    late = Q(legal_on__lt=today)  # T-3
    return _come(today).update(
        warned_at=Coalesce("warned_at", Value(now)),
        overdue_at=If(When(late, then=Value(now)), default=F("overdue_at")),
        to_tell=If(
            When(late, then=Value(Deadline.Told.OVERDUE)),
            default=Value(Deadline.Told.DUE),
            output_field=CharField(),
        ),
    )


def tell(now: datetime) -> int:
    """Tells what is marked, the oldest first; answers how many."""
    told, last = 0, 0
    while True:
        marked = Deadline.objects.exclude(to_tell="").filter(pk__gt=last).select_related("case").order_by("pk")
        some = list(marked[:AT_ONCE])
        if not some:
            return told
        told += sum(_tell(deadline, now) for deadline in some)
        last = some[-1].pk


def untold(today: date) -> QuerySet[Deadline]:
    """What has come in open cases and nobody was told of."""
    open_ones = Deadline.objects.filter(met_at__isnull=True, case__closed_at__isnull=True)
    return open_ones.filter(Q(pk__in=_come(today)) | ~Q(to_tell=""))


def escalate(now: datetime) -> int:
    """Tells those above of what officers left lying for some working days after the legal date; each once."""
    today = timezone.localdate(now)
    reference = current_reference()
    patience = reference.values.at("office.escalation.working_days", on=today).whole
    late = Deadline.objects.filter(
        met_at__isnull=True,
        escalated_at__isnull=True,
        overdue_at__isnull=False,
        rests=False,
        waiting_for=Waiting.OFFICERS,
        legal_on__lte=today - timedelta(days=patience),  # at least so many days for so many working days
        case__closed_at__isnull=True,
    )
    return sum(
        _escalate(deadline, now)
        for deadline in late.select_related("case__handler")
        if reference.calendar.working_days_between(deadline.legal_on, today) >= patience  # T-4
    )


def _come(today: date) -> QuerySet[Deadline]:
    """Those whose day has come and that are not marked; a question that is open stops the officers' own."""
    running = Deadline.objects.filter(met_at__isnull=True, rests=False, strict_on__lte=today)
    return running.filter(Q(warned_at__isnull=True) | Q(overdue_at__isnull=True, legal_on__lt=today))


def _tell(deadline: Deadline, now: datetime) -> bool:
    # Conditional, so that two scans at once tell once; in one transaction, so that a dying worker tells next time.
    with transaction.atomic():
        marked = Deadline.objects.filter(pk=deadline.pk, to_tell=deadline.to_tell)
        if not marked.update(to_tell=""):
            return False
        if deadline.met_at is not None or deadline.case.closed_at is not None:
            return False
        notices.remind(deadline, overdue=deadline.to_tell == Deadline.Told.OVERDUE, at=now)
    return True


def _escalate(deadline: Deadline, now: datetime) -> bool:
    with transaction.atomic():
        silent = Deadline.objects.filter(pk=deadline.pk, met_at__isnull=True, escalated_at__isnull=True)
        if not silent.update(escalated_at=now):
            return False
        notices.escalate(deadline, at=now)
    return True
