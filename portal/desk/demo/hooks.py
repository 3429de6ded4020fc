"""A webhook with a log: what its program answered while it lived, and how it was switched off."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from portal.api.models import Attempt, Delivery, Endpoint, FeedEvent
from portal.api.webhooks import services, switching
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person

Said = Mapping[str, Any]


def load(told: Said, exporter: Exporter, owner: Person) -> Iterator[str]:
    """Adds the webhook with its log of the events that the company's feed holds, unless the company has one."""
    events = list(FeedEvent.objects.filter(exporter=exporter, type__in=told["types"]).order_by("at", "id"))
    if not events or Endpoint.objects.filter(exporter=exporter).exists():
        return
    added = events[0].at - timedelta(days=1)
    endpoint, _secret = services.add(exporter, Actor.of(owner), added, told["url"], told["types"])
    for number, event in enumerate(events):
        delivery = Delivery.objects.create(endpoint=endpoint, event=event, next_try_at=event.at, tries=1)
        if number == 0:
            _tried(delivery, told["first"], event.at)
            Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.DELIVERED)
        else:
            _failed(delivery, told["then"], event.at)
    off_at = min(timezone.now(), events[-1].at + switching.PATIENCE)
    switching.switch_off(endpoint, Endpoint.Off.FAILING, off_at)
    yield f"webhook of {exporter.name_en}"


def _failed(delivery: Delivery, answers: list[Said], at: datetime) -> None:
    for number, answer in enumerate(answers):
        _tried(delivery, answer, at + timedelta(minutes=2 * number))
    Delivery.objects.filter(pk=delivery.pk).update(tries=len(answers))


def _tried(delivery: Delivery, answer: Said, at: datetime) -> None:
    Attempt.objects.create(
        delivery=delivery,
        at=at,
        milliseconds=int(answer["milliseconds"]),
        status=int(answer["status"]) if "status" in answer else None,
        fault=answer.get("fault", ""),
        answer=answer["answer"],
    )
