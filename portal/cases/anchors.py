"""Anchors: once a day the heads of all chains that moved, in one hash. What is cut off a chain's end shows here."""

import hashlib
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

import orjson
from django.db import IntegrityError, transaction
from django.db.models import F, Max, OuterRef, Subquery
from django.utils import timezone

from . import chain, filings
from .models import Anchor, Case, Event

log = logging.getLogger(__name__)


def anchor(now: datetime) -> Anchor | None:
    """Anchors the day before `now`, unless that is done or nothing has moved. Answers the anchor it made."""
    day = timezone.localdate(now) - timedelta(days=1)
    if Anchor.objects.filter(day__gte=day).exists():
        return None
    before = list(Anchor.objects.order_by("-day")[:2])
    # From two anchors back: a transaction that was still open at the last one is taken in now.
    since = before[1].up_to if len(before) > 1 else 0
    heads = _heads(since)
    up_to = Event.objects.aggregate(last=Max("pk"))["last"] or 0
    if not heads or (before and up_to == before[0].up_to):
        return None
    made = Anchor(day=day, up_to=up_to, heads=heads, previous_hash=before[0].hash if before else chain.START)
    made.hash = seal(made)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:  # another worker has anchored this day
        return None
    # The log is kept elsewhere than the database: who rewrites the one cannot rewrite the other.
    log.info("event chains anchored for %s: %s", made.day, made.hash)
    return made


def seal(of: Anchor) -> str:
    """The hash that an anchor must carry."""
    said = {"day": of.day.isoformat(), "up_to": of.up_to, "heads": of.heads, "previous": of.previous_hash}
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()


def faults() -> Iterator[str]:
    """What is wrong with chains, states, filings and anchors, one sentence a fault; nothing where all holds."""
    # One stream for all cases: a query a case would take hours where there are a million.
    events = Event.objects.order_by("case_id", "number").iterator(chunk_size=5_000)
    for case_id, chained in groupby(events, key=attrgetter("case_id")):
        for fault in chain.breaks(chained):
            yield f"{Case.objects.values_list('reference', flat=True).get(pk=case_id)}: {fault}"
    yield from _past_the_moves()
    yield from filings.faults()
    previous = chain.START
    for found in Anchor.objects.order_by("day").iterator():
        if found.previous_hash != previous:
            yield f"the anchor of {found.day} does not follow the anchor before it"
        if seal(found) != found.hash:
            yield f"the anchor of {found.day} was changed after it was written"
        else:
            yield from _unlike(found)
        previous = found.hash


def _past_the_moves() -> Iterator[str]:
    """Cases in another state than their last event left them in."""
    last = Event.objects.filter(case=OuterRef("pk")).order_by("-number").values("to_state")[:1]
    moved = Case.objects.annotate(left_in=Subquery(last)).filter(left_in__isnull=False).exclude(state=F("left_in"))
    for reference, state, left_in in moved.values_list("reference", "state", "left_in").iterator():
        yield f"{reference}: the case is {state} and its last event left it {left_in}"


def _heads(since: int) -> dict[str, list[int | str]]:
    moved = Event.objects.filter(pk__gt=since).order_by("case_id", "number")
    rows = moved.values_list("case_id", "number", "hash")
    return {str(case_id): [number, digest] for case_id, number, digest in rows}  # the last of a case's stays


def _unlike(found: Anchor) -> Iterator[str]:
    cases = [int(case_id) for case_id in found.heads]
    there = {
        (case_id, number): digest
        for case_id, number, digest in Event.objects.filter(case_id__in=cases).values_list("case_id", "number", "hash")
    }
    for case_id, (number, digest) in found.heads.items():
        if there.get((int(case_id), number)) != digest:
            yield f"case {case_id}: event {number} is not what was anchored for {found.day}"
