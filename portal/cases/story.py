"""How a case got where it is and how far it has come: the timeline and the picture of its states."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.law.findings import Finding

from . import registry, words
from .models import Case, Event
from .reasons import Reason
from .registry import Procedure, State, Text


@dataclass(frozen=True)
class Told:
    """One event, as people read it. `note` is empty where it is not the reader's to see."""

    what: str
    who: str
    at: datetime
    clauses: tuple[str, ...]
    reasons: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    note: str
    hash: str


@dataclass(frozen=True)
class Stage:
    """One state on the way of a case, done, current or still to come."""

    label: Text
    done: bool
    current: bool


def events(case: Case) -> list[Event]:
    """Everything that happened, the oldest first, with who did it."""
    return list(Event.objects.filter(case=case).order_by("number").select_related("actor"))


def timeline(case: Case, happened: Iterable[Event], *, officers: bool) -> list[Told]:
    """The events, the newest first. What officers note for themselves and found is shown to officers only."""
    told = [_told(case, event, officers) for event in happened]
    return told[::-1]


def progress(case: Case, happened: Iterable[Event]) -> list[Stage]:
    """The states of the ordinary way; a case that left it shows where it went instead of what will not come."""
    procedure = registry.procedure(case.procedure)
    way = ordinary_way(procedure)
    been = {event.from_state for event in happened} | {event.to_state for event in happened}
    here = procedure.state(case.state)
    if here in way:
        passed = way.index(here)
        return [Stage(state.label, n < passed, n == passed) for n, state in enumerate(way)]
    behind = [Stage(state.label, True, False) for state in way if state.slug in been]
    ahead = [] if here.closed else [Stage(state.label, False, False) for state in way if state.slug not in been]
    return [*behind, Stage(here.label, False, True), *ahead]


def reasons_now(case: Case, happened: Iterable[Event]) -> list[Reason]:
    """Why the case came back or was refused, while that is where it is; `happened` is in its order."""
    last = next((event for event in reversed(list(happened)) if event.to_state != event.from_state), None)
    return [Reason.from_dict(said) for said in last.reasons] if last and last.to_state == case.state else []


def ordinary_way(procedure: Procedure) -> list[State]:
    """The states that a case passes when nothing is sent back or refused, without the draft it began as."""
    way: list[State] = []
    here = procedure.states[0].slug
    while True:
        onward = (
            move.to_state
            for move in procedure.moves
            if here in move.from_states and not move.adverse and procedure.state(move.to_state) not in way
        )
        here = next(onward, "")
        if not here:
            return way
        way.append(procedure.state(here))


def _told(case: Case, event: Event, officers: bool) -> Told:
    for_reader = officers or event.actor_as == "exporter" or event.verb in words.WORDS_FOR_BOTH
    return Told(
        what=words.headline_of(case, event),
        who=_who(event),
        at=event.at,
        clauses=tuple(event.clauses),
        reasons=tuple(Reason.from_dict(reason) for reason in event.reasons),
        findings=tuple(Finding.from_dict(said) for said in event.findings) if officers else (),
        note=event.note if for_reader else "",
        hash=event.hash,
    )


def _who(event: Event) -> str:
    if event.actor is None:
        return _("The portal, by itself")
    name = event.actor.name_in("en" if (get_language() or "th").startswith("en") else "th")
    return _("%(name)s, officer") % {"name": name} if event.actor_as == "officer" else name
