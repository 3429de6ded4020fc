"""Events of a case, chained by hash: a changed, removed or slipped-in row shows."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import orjson

from portal.parties.actors import Actor

from .models import Case, Event

START = "0" * 64
SEALED = (
    *("number", "verb", "from_state", "to_state", "actor_id", "actor_as"),
    *("clauses", "findings", "reasons", "given", "note"),
)


def seal(event: Event) -> str:
    """The hash that the event must carry: of all it says, its case, its time in UTC and the hash before it."""
    said = {name: getattr(event, name) for name in SEALED}
    said |= {"case": event.case_id, "at": event.at.astimezone(UTC).isoformat(), "previous": event.previous_hash}
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()


def append(case: Case, *, verb: str, from_state: str, actor: Actor, at: datetime, **said: Any) -> Event:
    """Adds the next event of `case`, whose row the caller has locked."""
    last = Event.objects.filter(case=case).order_by("-number").only("number", "hash").first()
    event = Event(
        case=case,
        number=last.number + 1 if last else 1,
        verb=verb,
        from_state=from_state,
        to_state=case.state,
        actor_id=actor.person_id,
        actor_as="clock" if actor.is_clock else "officer" if actor.is_officer else "exporter",
        at=at,
        previous_hash=last.hash if last else START,
        **said,
    )
    # What JSON makes of the values (dates, decimals and files of a form among them) is what a later reader will hash.
    for name in ("clauses", "findings", "reasons", "given"):
        setattr(event, name, orjson.loads(orjson.dumps(getattr(event, name), default=str)))
    event.hash = seal(event)
    event.save(force_insert=True)
    return event


def breaks(events: Iterable[Event]) -> Iterator[str]:
    """What is wrong with a chain, its events given in order, one sentence a fault; nothing where it holds."""
    previous, expected = START, 1
    for event in events:
        if event.number != expected:
            yield f"event {expected} is missing before event {event.number}"
        if event.previous_hash != previous:
            yield f"event {event.number} does not follow the event before it"
        if seal(event) != event.hash:
            yield f"event {event.number} was changed after it was written"
        previous, expected = event.hash, event.number + 1
