"""The order of events, in which nothing is ever skipped: places are given after the fact, by one scan at a time.

An id or a time taken while the transaction runs would not do: a slow transaction would appear behind readers who
have gone past it. Here a place is given to what is committed, under one lock; the places of a scan become visible
together, and the next scan's are all greater.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import orjson
from django.db import transaction

from portal.api.models import Delivery, Endpoint, FeedEvent
from portal.cases.models import Series
from portal.parties.actors import Actor

from . import events

SERIES = "event-feed"
AT_ONCE = 500  # events that one scan numbers, so that its transaction stays short


@dataclass(frozen=True)
class Page:
    """Events in order; `cursor` is where to go on from, `more` whether something stands there already.

    `reach` is another text as soon as the actor may read other cases than before.
    """

    events: list[FeedEvent]
    cursor: int
    more: bool
    reach: str


def number(now: datetime) -> int:
    """Gives every committed event its place, and to each endpoint that wants it a delivery; answers how many.

    Idempotent and safe at any number of workers: whoever has the lock sees all that earlier holders numbered.
    """
    done = 0
    while some := _number_some(now):
        done += some
    return done


def page(actor: Actor, after: int, limit: int) -> Page:
    """What happened after the place `after` on the cases that the actor may read now, at most `limit` events: those of
    their companies, and of others for which they are an agent today, in the procedures of the power."""
    mine = FeedEvent.objects.filter(actor.reach(), position__gt=after)
    rows = list(mine.exclude(type=events.PING).order_by("position")[: limit + 1])
    shown = rows[:limit]
    return Page(shown, shown[-1].position or after if shown else after, len(rows) > limit, reach(actor))


def reach(actor: Actor) -> str:
    """Which companies and procedures the actor may read, as a short text to compare; it tells nobody which."""
    powers = [[procedure, sorted(held)] for procedure, held in sorted(actor.powers.items())]
    return hashlib.sha256(orjson.dumps([actor.person_id, sorted(actor.exporter_ids), powers])).hexdigest()[:16]


def _number_some(now: datetime) -> int:
    waiting = FeedEvent.objects.filter(position__isnull=True).order_by("id")
    if not waiting.exists():  # most scans find nothing: they take no lock
        return 0
    with transaction.atomic():
        Series.objects.get_or_create(key=SERIES)
        series = Series.objects.select_for_update().get(key=SERIES)
        found = list(waiting[:AT_ONCE])
        for event in found:
            series.last += 1
            event.position = series.last
        FeedEvent.objects.bulk_update(found, ["position"], batch_size=100)
        series.save(update_fields=["last"])
        Delivery.objects.bulk_create(_wanted(found, now))
    return len(found)


def _wanted(found: Iterable[FeedEvent], now: datetime) -> list[Delivery]:
    exporters = {event.exporter_id for event in found}
    endpoints = list(Endpoint.objects.filter(exporter_id__in=exporters, off=Endpoint.Off.NOT))
    return [
        Delivery(endpoint=endpoint, event=event, next_try_at=now)
        for event in found
        for endpoint in endpoints
        if endpoint.exporter_id == event.exporter_id and event.type in endpoint.types
    ]
