"""What an officer sees first: how much waits, for whom, and where to go on."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils import timezone

from portal.cases.models import Case, Waiting
from portal.cases.registry import Text
from portal.parties.actors import Actor

from .charts import Chart, charts
from .queue import SHELVES, Shelf


@dataclass(frozen=True)
class Tile:
    """A shelf of the queue and how many cases lie on it."""

    shelf: Shelf
    count: int

    @property
    def label(self) -> Text:
        return self.shelf.label


@dataclass(frozen=True)
class Overview:
    tiles: tuple[Tile, ...]
    next_up: tuple[Case, ...]
    today: date
    charts: tuple[Chart, ...]


def overview(actor: Actor) -> Overview:
    """The open shelves counted in one query, the next five cases to act on, and the pictures of the work."""
    today = timezone.localdate()
    open_cases = Case.objects.visible_to(actor).filter(waiting_for__in=(Waiting.OFFICERS, Waiting.EXPORTER))
    counted = tuple(shelf for shelf in SHELVES if shelf.counted)
    counts = open_cases.aggregate(
        **{shelf.slug: Count("pk", filter=shelf.where(actor, today)) for shelf in counted},
    )
    return Overview(
        tiles=tuple(Tile(shelf, counts[shelf.slug]) for shelf in counted),
        next_up=tuple(_next_up(open_cases, actor, today)),
        today=today,
        charts=charts(actor, today),
    )


def _next_up(open_cases: "QuerySet[Case]", actor: Actor, today: date) -> "QuerySet[Case]":
    mine = next(shelf for shelf in SHELVES if shelf.slug == "mine")
    waiting = open_cases.filter(mine.where(actor, today), waiting_for=Waiting.OFFICERS)
    return waiting.defer("search").order_by("due_order", "id")[:5]
