"""Cases on the desk's shelves, written as rows where a test needs many of them."""

from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone

from portal.cases.models import Case, Waiting
from portal.law.thai import fold
from portal.parties.models import Exporter
from tests.cases import procedure

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)  # Friday morning in Bangkok
TODAY = date(2026, 11, 20)


def row(exporter: Exporter, number: int, state: str = "received", **said: Any) -> Case:
    """An unsaved case of the sample procedure in `state`."""
    waits = {one.slug: one.waiting_for for one in procedure.STATES}[state]
    reference = f"SMP-2569-{number:06d}"
    given: dict[str, Any] = {
        "reference": reference,
        "procedure": "sample",
        "exporter": exporter,
        "agency": "dft",
        "state": state,
        "waiting_for": waits,
        "submitted_at": NOW,
        "closed_at": NOW if waits == Waiting.NOBODY else None,
        "exporter_name_th": exporter.name_th,
        "exporter_name_en": exporter.name_en,
        "search": fold(f"{reference} {exporter.name_th} {exporter.name_en} {exporter.juristic_id}"),
    }
    return Case(**(given | said))


def a_case(exporter: Exporter, number: int, state: str = "received", **said: Any) -> Case:
    case = row(exporter, number, state, **said)
    case.save()
    case.refresh_from_db()
    return case


def many(exporter: Exporter, count: int, first: int = 1, **said: Any) -> None:
    """`count` free cases that wait for the officers, every third one without a due date."""
    today = timezone.localdate()
    due = [None, today, date(2026, 12, 1)]
    Case.objects.bulk_create(row(exporter, first + n, **({"due_on": due[n % 3]} | said)) for n in range(count))
