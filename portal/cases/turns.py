"""Whose turn it is on a case: what follows from its state, its open question and its deadlines."""

from portal.parties.models import OfficerDuty, Person

from . import registry
from .models import Case, Deadline, Event, Question, Waiting
from .registry import State


def state_of(case: Case) -> State:
    return registry.procedure(case.procedure).state(case.state)


def settle(case: Case) -> None:
    """Writes on `case` (unsaved) who has to act next and by when: the exporter while a question is open."""
    state = state_of(case)
    asked = not state.closed and Question.objects.filter(case=case).open().exists()
    case.waiting_for = Waiting.EXPORTER if asked else state.waiting_for
    due = Deadline.objects.filter(case=case, met_at__isnull=True, waiting_for=case.waiting_for)
    case.due_on = due.order_by("legal_on").values_list("legal_on", flat=True).first()


def duties_next(case: Case) -> frozenset[str]:
    """The officers' duties that carry the case on from its state; those that can only end it count where none can."""
    moves = [move for move in registry.procedure(case.procedure).moves if case.state in move.from_states]
    onward = frozenset(duty for move in moves if not move.adverse for who in move.who for duty in who.duties)
    return onward or frozenset(duty for move in moves for who in move.who for duty in who.duties)


def able_next(case: Case) -> list[Person]:
    """Every officer whose duty the next step is."""
    able = OfficerDuty.objects.filter(officer__agency=case.agency, duty__in=duties_next(case))
    return list(Person.objects.filter(is_active=True, officer__duties__in=able).distinct().order_by("pk"))


def officers_next(case: Case) -> list[Person]:
    """Who carries the case on: its handler, where it is their turn; else every officer with the duty."""
    people = able_next(case)
    return [person for person in people if person.pk == case.handler_id] or people


def handler_or_next(case: Case) -> list[Person]:
    """Who of the officers reads what the exporter writes, whoever's turn it is."""
    return handler_of(case) or able_next(case)


def handler_of(case: Case) -> list[Person]:
    """The officer who has the case in hand, if somebody has."""
    return list(Person.objects.filter(handled_cases=case, is_active=True))


def hand_on(case: Case) -> None:
    """Writes on `case` (unsaved) who handles it in the state just entered.

    It stays with its handler while the next move is theirs; otherwise it goes back to whoever last moved it on
    from this state (an examiner gets their own case back), or is free for those with the duty.
    """
    if case.waiting_for != Waiting.OFFICERS:
        return
    duties = duties_next(case)
    if case.handler_id and _serves(case, case.handler_id, duties):
        return
    earlier = Event.objects.filter(case=case, from_state=case.state, actor_as="officer").exclude(to_state=case.state)
    person_id = earlier.order_by("-number").values_list("actor_id", flat=True).first()
    case.handler_id = person_id if person_id and _serves(case, person_id, duties) else None


def _serves(case: Case, person_id: int, duties: frozenset[str]) -> bool:
    return OfficerDuty.objects.filter(
        officer__person_id=person_id, officer__person__is_active=True, officer__agency=case.agency, duty__in=duties
    ).exists()
