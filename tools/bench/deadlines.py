"""The scan of a million deadlines that have all come, against one bare UPDATE of the same rows.

Both are rolled back after each turn, so that every turn finds the same rows.
"""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from portal.cases import reminders
from portal.cases.models import Case, Deadline, Waiting
from portal.parties.models import Agency, Exporter

from .measure import Contest, same
from .volume import a_case, analyse, copy_rows

COUNT = int(os.environ.get("BENCH_DEADLINES", "1000000"))
CASES = 1_000
NOW = timezone.now()


def contests() -> Iterator[Contest]:
    fill()
    name = f"scan of {COUNT:,} deadlines that have come"
    yield Contest(
        name, "one bare UPDATE of the same rows", rolled_back(bare), rolled_back(scan), as_many, 5, 1, aim=1.5
    )


def fill() -> None:
    """A thousand cases with as many open deadlines each; every one is past its strict day, half past the legal one."""
    exporter = Exporter.objects.order_by("pk")[0]
    made = [a_case(number, "rex", Agency.CUSTOMS, exporter) for number in range(CASES)]
    for case in made:
        case.reference = f"DUE-{case.reference}"
    cases = Case.objects.bulk_create(made)
    strict = timezone.localdate(NOW) - timedelta(days=3)
    Deadline.objects.all().delete()
    Deadline.objects.bulk_create(
        Deadline(
            case=case, kind="due", waiting_for=Waiting.OFFICERS, clause="REX-8", length=5, unit="days",
            from_on=strict - timedelta(days=5), strict_on=strict, legal_on=strict + timedelta(days=number % 2 * 7),
        )
        for number, case in enumerate(cases)
    )  # fmt: skip
    copy_rows(Deadline, COUNT // CASES - 1, {"kind": "kind || '-' || n.i"}, "kind = 'due'")
    analyse(Deadline)


def rolled_back(work: Callable[[], object]) -> Callable[[], object]:
    """Before each turn what the last one left of its rows is swept away: both find the same table."""

    def once() -> object:
        with transaction.atomic():
            answer = work()
            transaction.set_rollback(True)
        return answer

    once.before = lambda: analyse(Deadline)  # type: ignore[attr-defined]
    return once


def bare() -> int:
    return Deadline.objects.filter(met_at__isnull=True).update(warned_at=NOW)


def scan() -> int:
    """What the worker does every five minutes, but for the telling of what it marked."""
    return reminders.mark(NOW)


def as_many(base: object, ours: object) -> None:
    """Each changed every row; and a second scan touches none."""
    same(base, COUNT)
    same(ours, COUNT)
    with transaction.atomic():
        reminders.mark(NOW)
        same(reminders.mark(NOW), 0)
        transaction.set_rollback(True)
