"""How much work there is and how much of it lies: counted in a few queries on indexes, at most every few seconds."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from celery import current_app, signals
from django.core.cache import cache
from django.db.models import Count, Min
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from portal.cases import reminders
from portal.cases.models import Case, Deadline, Waiting
from portal.papers.models import Document
from portal.parties import letters
from portal.parties.models import Agency

log = logging.getLogger(__name__)

KEPT = 10.0  # seconds in which a process that is asked again answers the same
_RAN = "job-ran:"


class Figures(Collector):
    """The figures as of the last seconds. A part that cannot be asked leaves its own out, and is named."""

    _kept: tuple[float, list[Metric]] = (0.0, [])

    def collect(self) -> list[Metric]:
        until, figures = Figures._kept
        if time.monotonic() >= until:
            figures = list(_measured(timezone.now()))
            Figures._kept = (time.monotonic() + KEPT, figures)
        return figures

    @classmethod
    def forget(cls) -> None:
        """The next to ask has everything counted anew."""
        cls._kept = (0.0, [])


def _measured(now: datetime) -> Iterator[Metric]:
    failed = GaugeMetricFamily(
        "portal_figures_failed", "Whether a part could not be asked; the log says why.", None, ["part"]
    )
    for name, part in PARTS.items():
        try:
            yield from list(part(now))
        except Exception:  # whatever a part's library raises: the others' figures are wanted the more
            log.exception("no figures of: %s", name)
            failed.add_metric([name], 1)
        else:
            failed.add_metric([name], 0)
    yield failed


def _cases(_now: datetime) -> Iterator[Metric]:
    open_cases = GaugeMetricFamily(
        "portal_open_cases", "Cases that are not closed.", None, ["procedure", "state", "waiting_for"]
    )
    found = Case.objects.filter(agency__in=Agency.values, closed_at__isnull=True)
    counted = found.order_by().values_list("procedure", "state", "waiting_for").annotate(Count("pk"))
    for procedure, state, waiting_for, count in counted:
        open_cases.add_metric([procedure, state, waiting_for], count)
    yield open_cases


def _deadlines(now: datetime) -> Iterator[Metric]:
    today = timezone.localdate(now)
    overdue = GaugeMetricFamily(
        "portal_overdue_deadlines", "Deadlines after their legal day, by who has to act.", None, ["waiting_for"]
    )
    late = Deadline.objects.filter(met_at__isnull=True, case__closed_at__isnull=True, strict_on__lte=today)
    called = late.filter(overdue_at__isnull=False).order_by().values_list("waiting_for").annotate(Count("pk"))
    counts = {Waiting.EXPORTER: 0, Waiting.OFFICERS: 0} | dict(called)
    for waiting_for, count in counts.items():
        overdue.add_metric([waiting_for], count)
    yield overdue
    untold = reminders.untold(today).count()
    yield GaugeMetricFamily("portal_untold_deadlines", "Deadlines that have come and nobody was told of.", untold)


def _letters(now: datetime) -> Iterator[Metric]:
    found = letters.unsent(now).aggregate(n=Count("pk"), oldest=Min("at"))
    given_up = letters.given_up().count()
    yield GaugeMetricFamily("portal_unsent_letters", "Letters that wait to be sent.", found["n"])
    yield GaugeMetricFamily("portal_unsent_letters_oldest_seconds", "Age of the oldest.", _age(found["oldest"], now))
    yield GaugeMetricFamily("portal_given_up_letters", "Letters that nobody tries to send any more.", given_up)


def _papers(now: datetime) -> Iterator[Metric]:
    states = Document.State
    found = Document.objects.filter(state__in=[states.QUEUED, states.RENDERING]).aggregate(
        n=Count("pk"), oldest=Min("requested_at")
    )
    failed = Document.objects.filter(state=states.FAILED).count()
    yield GaugeMetricFamily("portal_unmade_papers", "Papers that wait or are being made.", found["n"])
    yield GaugeMetricFamily("portal_unmade_papers_oldest_seconds", "Age of the oldest.", _age(found["oldest"], now))
    yield GaugeMetricFamily("portal_failed_papers", "Papers that could not be made.", failed)


def _queue(_now: datetime) -> Iterator[Metric]:
    with current_app.connection_for_read() as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=2)
        waiting = broker.default_channel.queue_declare(current_app.conf.task_default_queue).message_count
    yield GaugeMetricFamily("portal_queue_depth", "Jobs that wait for a worker.", waiting)


def _jobs(_now: datetime) -> Iterator[Metric]:
    """When each scan of the worker ended well: an old time means that it fails, or that worker or beat is gone."""
    ran = GaugeMetricFamily("portal_job_ended_timestamp_seconds", "When the job last ended well.", None, ["job"])
    tasks = {str(entry["task"]) for entry in current_app.conf.beat_schedule.values()}
    for key, at in sorted(cache.get_many([_RAN + task for task in tasks]).items()):
        ran.add_metric([key.removeprefix(_RAN)], at)
    yield ran


PARTS: Mapping[str, Callable[[datetime], Iterator[Metric]]] = {
    "cases": _cases,
    "deadlines": _deadlines,
    "letters": _letters,
    "papers": _papers,
    "queue": _queue,
    "jobs": _jobs,
}


def follow_jobs() -> None:
    """The worker writes down when a job ended well, where web processes find it."""
    signals.task_success.connect(_ended, dispatch_uid="figures")


def _ended(sender: Any = None, **_rest: Any) -> None:
    cache.set(f"{_RAN}{sender.name}", time.time(), timeout=None)


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0
