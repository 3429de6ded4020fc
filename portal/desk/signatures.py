"""How far the officers have signed for the outcome: who has, and what is still to come."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.cases import registry
from portal.cases.models import Case, Event
from portal.cases.registry import Text


@dataclass(frozen=True)
class Signature:
    """One of the signatures that the outcome needs; `event` is None until somebody has given it."""

    label: Text
    event: Event | None


def signatures(case: Case, events: Iterable[Event]) -> list[Signature]:
    """The procedure's signatures in order. Sent back, a case has lost those that were given before."""
    procedure = registry.procedure(case.procedure)
    moves = [move for move in map(procedure.move, procedure.signatures) if move is not None]
    given: dict[str, Event] = {}
    for event in sorted(events, key=lambda event: event.number):
        for move in moves:
            if event.verb == move.verb:
                given[move.verb] = event
            elif event.to_state != event.from_state and event.to_state in move.from_states:
                # The signature before this state stands; this one has to be given anew.
                given.pop(move.verb, None)
    return [Signature(move.label, given.get(move.verb)) for move in moves]
