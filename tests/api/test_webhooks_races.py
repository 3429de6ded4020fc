"""Many at once: nothing is delivered twice, nothing is skipped in the feed; on SQLite and on PostgreSQL alike."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from portal.api.models import Delivery, Endpoint, FeedEvent
from portal.api.webhooks import delivering, events, feed, services
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person

from .hooks import Hook
from .receiver import Receiver

WORKERS = 8
pytestmark = pytest.mark.django_db(transaction=True)


def all_at_once(act: Any, workers: int = WORKERS) -> list[Any]:
    """What threads got, who all began at the same moment, each with a connection of its own."""
    start = Barrier(workers)

    def one(number: int) -> Any:
        try:
            start.wait(timeout=30)
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(one, range(workers)))


def an_event(exporter: Exporter, text: str = "1") -> FeedEvent:
    return FeedEvent.objects.create(
        exporter=exporter, type="case.moved", at=timezone.now(), body=events.body("case.moved", text, {})
    )


def test_of_eight_workers_one_delivers(hook: Hook, receiver: Receiver, siam_ceramics: Exporter) -> None:
    for n in range(4):
        an_event(siam_ceramics, str(n))
    feed.number(timezone.now())

    arrived = all_at_once(lambda _: delivering.deliver_due())

    assert sum(arrived) == 4
    assert len({got.headers["webhook-id"] for got in receiver.got}) == len(receiver.got) == 4
    assert set(Delivery.objects.values_list("state", flat=True)) == {"delivered"}


def test_eight_scans_number_each_event_once_without_a_gap(hook: Hook, siam_ceramics: Exporter) -> None:
    for n in range(20):
        an_event(siam_ceramics, str(n))

    numbered = all_at_once(lambda _: feed.number(timezone.now()))

    assert sum(numbered) == 20
    places = list(FeedEvent.objects.order_by("id").values_list("position", flat=True))
    assert places == list(range(1, 21))
    assert Delivery.objects.count() == 20


def test_an_event_whose_transaction_is_slow_is_not_skipped(malee: Person, siam_ceramics: Exporter) -> None:
    """The slow one took its id first; a reader who has gone past the quick one still finds it."""
    actor = Actor.of(malee)
    slow_wrote, quick_read = Barrier(2), Barrier(2)

    def slow() -> None:
        try:
            with transaction.atomic():
                an_event(siam_ceramics, "slow")
                slow_wrote.wait(timeout=30)
                quick_read.wait(timeout=30)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(slow)
        slow_wrote.wait(timeout=30)
        if connection.vendor == "postgresql":  # SQLite has one writer at a time: the quick one comes after
            an_event(siam_ceramics, "quick")
        feed.number(timezone.now())
        first = feed.page(actor, 0, 10)
        quick_read.wait(timeout=30)
        done.result(timeout=30)
    feed.number(timezone.now())

    second = feed.page(actor, first.cursor, 10)
    assert [event.body.count("slow") for event in second.events] == [1]


def test_readers_beside_writers_and_scans_see_every_event_once(malee: Person, siam_ceramics: Exporter) -> None:
    actor, each = Actor.of(malee), 10

    def work(number: int) -> list[str]:
        if number < 4:
            for n in range(each):
                an_event(siam_ceramics, f"{number}-{n}")
                feed.number(timezone.now())
            return []
        seen: list[str] = []
        cursor, until = 0, timezone.now() + timedelta(seconds=60)
        while len(seen) < 4 * each and timezone.now() < until:
            page = feed.page(actor, cursor, 3)
            cursor = page.cursor
            seen += [event.name for event in page.events]
        return seen

    results = all_at_once(work, workers=6)

    in_order = [event.name for event in FeedEvent.objects.order_by("position")]
    assert results[4] == results[5] == in_order and len(in_order) == 4 * each


def test_a_worker_that_died_while_sending_delays_a_delivery_and_loses_none(
    hook: Hook, receiver: Receiver, siam_ceramics: Exporter
) -> None:
    an_event(siam_ceramics)
    feed.number(timezone.now())
    delivery = Delivery.objects.get()
    assert delivering.claim(delivery.pk, timezone.now())  # and never heard of again

    assert delivering.deliver_due() == 0
    Delivery.objects.update(claimed_at=timezone.now() - delivering.STALE - timedelta(seconds=1))
    assert delivering.deliver_due() == 1


def test_who_comes_back_after_the_claim_expired_changes_nothing(
    hook: Hook, receiver: Receiver, siam_ceramics: Exporter
) -> None:
    an_event(siam_ceramics)
    feed.number(timezone.now())
    lost = delivering.claim(Delivery.objects.get().pk, timezone.now())
    assert lost is not None
    Delivery.objects.update(claimed_at=timezone.now() - delivering.STALE - timedelta(seconds=1))
    held = delivering.claim(lost.pk, timezone.now())
    assert held is not None

    delivering.attempt(lost)

    assert Delivery.objects.get().claim == held.claim and Delivery.objects.get().state == "waiting"


def test_of_eight_who_add_the_last_webhook_one_does(malee: Person, siam_ceramics: Exporter, receiver: Receiver) -> None:
    actor = Actor.of(malee)
    for _ in range(services.MOST - 1):
        services.add(siam_ceramics, actor, timezone.now(), receiver.url, events.SLUGS)

    def add(_: int) -> str:
        try:
            services.add(siam_ceramics, actor, timezone.now(), receiver.url, events.SLUGS)
        except services.ValidationError:
            return "refused"
        return "added"

    assert sorted(all_at_once(add)) == ["added"] + ["refused"] * (WORKERS - 1)
    assert Endpoint.objects.count() == services.MOST
