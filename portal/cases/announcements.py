"""What happens on cases, told to packages above: they listen, and write in the same transaction.

This package cannot know them. What is told is what the exporter's people may know, without anybody's words or names.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from . import registry
from .models import Case, Deadline, Event, Message


@dataclass(frozen=True)
class Announcement:
    """Something that happened on `case`: `type` is one of docs/webhooks.md; `said` is JSON."""

    type: str
    case: Case
    at: datetime
    said: Mapping[str, Any] = field(default_factory=dict)


Listener = Callable[[Announcement], None]
_listeners: list[Listener] = []

# What happened, where it was not a move; anything else is case.recorded.
TYPES = {
    "ask": "question.asked",
    "answer": "question.answered",
    "cancel_question": "question.cancelled",
    "ask_withdrawal": "withdrawal.asked",
    "cancel_withdrawal": "withdrawal.cancelled",
    "decline_withdrawal": "withdrawal.declined",
    "revoke_document": "document.revoked",
}
REASON = ("code", "step", "field", "clause")


def listen(listener: Listener) -> None:
    """Has `listener` called within the transaction of everything that happens. Called from an AppConfig's ready()."""
    if listener not in _listeners:
        _listeners.append(listener)


def announce(announcement: Announcement) -> None:
    for listener in _listeners:
        listener(announcement)


def of_event(case: Case, event: Event) -> Announcement:
    """A move, or what was recorded beside the moves."""
    moved = registry.procedure(case.procedure).move(event.verb) is not None
    happened = {
        "number": event.number,
        "verb": event.verb,
        "from_state": event.from_state,
        "to_state": event.to_state,
        "by": event.actor_as,
        "clauses": event.clauses,
        "reasons": [{name: reason.get(name, "") for name in REASON} for reason in event.reasons],
    }
    kind = "case.moved" if moved else TYPES.get(event.verb, "case.recorded")
    return Announcement(kind, case, event.at, {"event": happened, **_about(event)})


def _about(event: Event) -> dict[str, Any]:
    """What the event is about, where it is about one thing."""
    given = event.given
    about = {name: given[name] for name in ("question", "withdrawal") if name in given}
    if "document" in given:
        about["document"] = {"id": given["document"], "kind": given.get("kind"), "number": given.get("number")}
    return about


def of_message(case: Case, message: Message) -> Announcement:
    said = {"id": message.pk, "by": "officer" if message.from_officers else "exporter"}
    return Announcement("message.posted", case, message.at, {"message": said})


def of_deadline(deadline: Deadline, *, overdue: bool, at: datetime) -> Announcement:
    said = {
        "kind": deadline.kind,
        "clause": deadline.clause,
        "strict_on": deadline.strict_on.isoformat(),
        "legal_on": deadline.legal_on.isoformat(),
        "waiting_for": deadline.waiting_for,
    }
    kind = "deadline.passed" if overdue else "deadline.near"
    return Announcement(kind, deadline.case, at, {"deadline": said})
