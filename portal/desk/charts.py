"""Pictures of an agency's work: what came in, how old it is, in which state it lies and with whom."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncWeek
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.cases import registry
from portal.cases.models import Case, Waiting
from portal.cases.registry import Text
from portal.parties.actors import Actor
from portal.parties.models import Person

WEEKS = 8
MOST_OFFICERS = 12
# Days since filing, up to which a bar counts; the last has no end.
AGES = ((7, _("up to a week")), (14, _("up to two weeks")), (30, _("up to a month")), (None, _("more than a month")))


@dataclass(frozen=True)
class Bar:
    """`count` of something, and of these how many are `late`; `query`: where the queue shows them. `label` is the
    Monday where bars stand for weeks, and the officer where they stand for people."""

    label: Text | date | Person
    count: int
    late: int = 0
    query: str = ""


@dataclass(frozen=True)
class Chart:
    """Bars beneath each other, drawn against the longest."""

    slug: str
    title: Text
    bars: tuple[Bar, ...]

    @property
    def most(self) -> int:
        return max((bar.count for bar in self.bars), default=0)


def charts(actor: Actor, today: date) -> tuple[Chart, ...]:
    """The four pictures, in four queries: closed cases are counted in the first alone, and only of eight weeks."""
    visible = Case.objects.visible_to(actor)
    open_cases = visible.filter(waiting_for__in=(Waiting.OFFICERS, Waiting.EXPORTER))
    return (
        Chart("received", _("Filed in the last eight weeks"), _by_week(visible, today)),
        Chart("age", _("Open cases by age"), _by_age(open_cases, today)),
        Chart("state", _("Open cases by state"), _by_state(open_cases)),
        Chart("officer", _("Open cases by officer"), _by_officer(open_cases, today)),
    )


def _by_week(cases: "QuerySet[Case]", today: date) -> tuple[Bar, ...]:
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - timedelta(weeks=weeks) for weeks in range(WEEKS - 1, -1, -1)]
    since = _midnight(mondays[0])
    weekly = cases.filter(submitted_at__gte=since).annotate(week=TruncWeek("submitted_at")).order_by()
    found = weekly.values("week").annotate(count=Count("pk")).values_list("week", "count")
    counted = {timezone.localdate(week): count for week, count in found}
    return tuple(Bar(day, counted.get(day, 0)) for day in mondays)


def _by_age(cases: "QuerySet[Case]", today: date) -> tuple[Bar, ...]:
    tomorrow = _midnight(today + timedelta(days=1))
    edges = [tomorrow - timedelta(days=days + 1) if days is not None else None for days, _label in AGES]
    newer = [None, *edges[:-1]]
    counts = cases.aggregate(
        **{
            f"age_{number}": Count("pk", filter=_between(older, younger))
            for number, (older, younger) in enumerate(zip(edges, newer, strict=True))
        }
    )
    return tuple(Bar(label, counts[f"age_{number}"]) for number, (_days, label) in enumerate(AGES))


def _between(older: datetime | None, younger: datetime | None) -> Q:
    """Filed on or after the one moment and before the other; None: no limit."""
    wanted = Q(pk__isnull=False)
    if older is not None:
        wanted &= Q(submitted_at__gte=older)
    if younger is not None:
        wanted &= Q(submitted_at__lt=younger)
    return wanted


def _by_state(cases: "QuerySet[Case]") -> tuple[Bar, ...]:
    found = cases.order_by().values("procedure", "state").annotate(count=Count("pk"))
    counted = {(row["procedure"], row["state"]): row["count"] for row in found}
    return tuple(
        Bar(state.label, count, query=urlencode({"shelf": "all", "state": f"{procedure.slug}.{state.slug}"}))
        for procedure in registry.procedures()
        for state in procedure.states
        if (count := counted.get((procedure.slug, state.slug), 0))
    )


def _by_officer(cases: "QuerySet[Case]", today: date) -> tuple[Bar, ...]:
    late = Count("pk", filter=Q(waiting_for=Waiting.OFFICERS, due_order__lt=today))
    held = cases.exclude(handler=None).order_by().values("handler").annotate(held=Count("pk"), late=late)
    most = list(held.order_by("-held", "handler")[:MOST_OFFICERS])
    people = Person.objects.in_bulk([row["handler"] for row in most])
    return tuple(Bar(people[row["handler"]], row["held"], row["late"]) for row in most)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
