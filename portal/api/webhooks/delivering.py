"""How a delivery reaches its endpoint, so that a worker killed at any line loses none and two never send one at once.

claim (one conditional UPDATE) → send (no transaction) → attempt and outcome in one transaction that only the claim's
holder can make. A worker that dies while sending leaves a claim that expires; the event may then arrive twice, under
the same webhook-id: receivers keep the ids they have seen.
"""

import logging
import random
import time
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from portal.api.models import Attempt, Delivery, Endpoint

from . import events, sending, signing, switching

log = logging.getLogger(__name__)

# The rests between tries: some three days, then a delivery is given up.
RESTS = tuple(
    timedelta(**rest)
    for rest in (
        *({"seconds": 30}, {"minutes": 2}, {"minutes": 10}, {"minutes": 30}),
        *({"hours": 2}, {"hours": 6}, {"hours": 12}, {"hours": 24}, {"hours": 24}),
    )
)
JITTER = 0.2  # of a rest at most is added, so that what failed together does not come back together
STALE = timedelta(minutes=2)  # a claim older than this belongs to a worker that is gone
LONGEST_SCAN = 30.0  # seconds after which a scan begins nothing new: the worker has other work, too
KEPT_FOR = timedelta(days=30)


def deliver_due() -> int:
    """Sends what is due; answers how much arrived. Safe to run side by side.

    In rounds, one of each endpoint, the healthy ones first: a slow server or a long queue holds up nobody else.
    """
    begun, arrived = time.monotonic(), 0
    endpoints = _with_something_due(timezone.now())
    while endpoints:
        going = []
        for endpoint_id in endpoints:
            if time.monotonic() - begun > LONGEST_SCAN:
                return arrived
            delivery = _next_of(endpoint_id)
            if delivery is not None and _sent(delivery):
                arrived += 1
                going.append(endpoint_id)
        endpoints = going
    return arrived


def due(now: datetime) -> Q:
    free = Q(claim__isnull=True) | Q(claimed_at__lt=now - STALE)
    rested = Q(endpoint__rests_until__isnull=True) | Q(endpoint__rests_until__lte=now)
    called = Q(endpoint__off=Endpoint.Off.NOT) & rested | Q(event__type=events.PING)  # a test waits for nothing
    return Q(state=Delivery.State.WAITING, next_try_at__lte=now) & called & free


def _with_something_due(now: datetime) -> list[int]:
    found = Delivery.objects.filter(due(now)).values_list("endpoint_id", "endpoint__failing_since").distinct()
    return [pk for pk, _failing in found.order_by(F("endpoint__failing_since").asc(nulls_first=True), "endpoint_id")]


def _next_of(endpoint_id: int) -> Delivery | None:
    """The endpoint's next delivery, claimed; None where nothing is due or another worker has it."""
    now = timezone.now()
    waiting = Delivery.objects.filter(due(now), endpoint=endpoint_id).order_by("next_try_at", "event_id")
    pk = waiting.values_list("pk", flat=True).first()
    return claim(pk, now) if pk else None


def _sent(delivery: Delivery) -> bool:
    try:
        return attempt(delivery)
    except Exception:  # a fault of our own: the claim expires, the next try tells it again, and others are sent
        log.exception("webhook delivery %s could not be tried", delivery.pk)
        return False


def claim(pk: uuid.UUID, now: datetime) -> Delivery | None:
    """Takes a due delivery; None where it is another worker's, or due no more."""
    seen = Delivery.objects.filter(due(now), pk=pk).only("claim").first()
    if seen is None:
        return None
    token = uuid.uuid4()
    # The claim seen is part of the condition: of two workers that saw it one wins, on any database.
    held = Delivery.objects.filter(pk=pk, state=Delivery.State.WAITING, next_try_at__lte=now, claim=seen.claim)
    if not held.update(claim=token, claimed_at=now):
        return None
    return Delivery.objects.select_related("endpoint", "event").filter(pk=pk, claim=token).first()


def attempt(delivery: Delivery) -> bool:
    """Sends a claimed delivery once and writes down what came of it; whether it arrived."""
    now = timezone.now()
    endpoint, event = delivery.endpoint, delivery.event
    try:
        keys = signing.secrets_of(endpoint, now)
    except signing.Unreadable:
        switching.switch_off(endpoint, Endpoint.Off.SECRET, now)
        return False
    headers = signing.headers(event.name, event.body, keys, now)
    answer = sending.post(endpoint.url, event.body, headers)
    with transaction.atomic():
        _write(delivery, answer, now)
    if not answer.arrived:
        log.info("webhook delivery %s did not arrive: %s", delivery.pk, answer.status or answer.fault)
    return answer.arrived


def rest_after(tries: int) -> timedelta | None:
    """How long a delivery rests after so many failed tries; None where it is given up."""
    if tries > len(RESTS):
        return None
    return RESTS[tries - 1] * (1 + random.uniform(0, JITTER))  # noqa: S311 - spreads load, guards nothing


def sweep(now: datetime) -> int:
    """Forgets deliveries (not events) whose last word was long ago; answers how many."""
    old = Delivery.objects.exclude(state=Delivery.State.WAITING).filter(event__at__lt=now - KEPT_FOR)
    ends = Delivery.objects.filter(pk__in=old.values("pk")).exclude(attempts__at__gte=now - KEPT_FOR)
    pks = list(ends.values_list("pk", flat=True)[:10_000])
    Delivery.objects.filter(pk__in=pks).delete()
    return len(pks)


def _write(delivery: Delivery, answer: sending.Answer, now: datetime) -> None:
    held = Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim)
    rest = rest_after(delivery.tries + 1) if delivery.event.type != events.PING else None
    outcome: dict[str, Any]
    if answer.arrived:
        outcome = {"state": Delivery.State.DELIVERED}
    elif rest is None:
        outcome = {"state": Delivery.State.GIVEN_UP}
    else:
        outcome = {"next_try_at": timezone.now() + rest}
    kept = held.update(tries=F("tries") + 1, claim=None, claimed_at=None, **outcome)
    Attempt.objects.create(
        delivery=delivery,
        at=now,
        milliseconds=answer.milliseconds,
        status=answer.status,
        fault=answer.fault,
        answer=answer.text,
    )
    if not kept:
        log.warning("webhook delivery %s was taken over by another worker", delivery.pk)
    switching.after(delivery.endpoint, answer, now, rest=RESTS[0])
