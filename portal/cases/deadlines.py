"""By when somebody has to act: opened on entering a state, paused while a question is open, met on leaving (T-3)."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from portal.law.calendar import Calendar
from portal.law.periods import period

from .models import Case, Deadline, Waiting
from .reference import current_reference
from .registry import State, Term


def enter(case: Case, state: State, at: datetime) -> None:
    """Meets what was open for `case` and opens what `state` asks for."""
    Deadline.objects.filter(case=case, met_at__isnull=True).update(met_at=at)
    if state.term is not None:
        start(case, state.term, state.waiting_for, at)


def start(case: Case, term: Term, waiting_for: str, at: datetime) -> Deadline:
    """Opens a deadline as long as the value of `term` in force on the day (T-6); that day is not counted."""
    on = timezone.localdate(at)
    reference = current_reference()
    value = reference.values.at(term.value, on=on)  # T-6
    length = value.whole
    strict, legal = ends(on, length, term.unit, reference.calendar)
    return Deadline.objects.create(
        case=case,
        kind=term.kind,
        waiting_for=waiting_for,
        clause=term.clause or value.clause,
        length=length,
        unit=term.unit,
        from_on=on,
        strict_on=strict,
        legal_on=legal,
    )


def meet(case: Case, kind: str, at: datetime) -> None:
    """What the deadline of this kind asked for has been done."""
    Deadline.objects.filter(case=case, kind=kind, met_at__isnull=True).update(met_at=at)


def ends(on: date, length: int, unit: str, calendar: Calendar) -> tuple[date, date]:
    """The strict and the legal last day of a term that begins with the event of `on`."""
    if unit == Deadline.Unit.WORKING_DAYS:
        due = calendar.add_working_days(on, length)  # T-4
        return due, due
    # To act is to file something, so the legal day moves to a working one.
    length_of = {"days": length} if unit == Deadline.Unit.DAYS else {"months": length}
    term = period(on, **length_of, filing=True, calendar=calendar)  # T-1, T-2, T-3
    return term.strict, term.legal


def pause(case: Case, at: datetime) -> None:
    """Stops the officers' terms: from the day after this one nothing counts until `resume`."""
    for deadline in Deadline.objects.filter(case=case, met_at__isnull=True, waiting_for=Waiting.OFFICERS):
        if not deadline.is_paused:
            deadline.paused = [*deadline.paused, [timezone.localdate(at).isoformat(), None]]
            deadline.rests, deadline.to_tell = True, ""  # nobody is told of what rests
            deadline.save(update_fields=["paused", "rests", "to_tell"])


def resume(case: Case, at: datetime) -> None:
    """Lets the officers' terms go on, later by what the pauses took; the day of resuming is not counted (T-1)."""
    today = timezone.localdate(at)
    calendar = current_reference().calendar
    for deadline in Deadline.objects.filter(case=case, met_at__isnull=True, waiting_for=Waiting.OFFICERS):
        if deadline.is_paused:
            deadline.paused = [*deadline.paused[:-1], [deadline.paused[-1][0], today.isoformat()]]
            deadline.rests, deadline.to_tell = False, ""
            _move(deadline, calendar, today)
            deadline.save()


def _move(deadline: Deadline, calendar: Calendar, today: date) -> None:
    asked_on = date.fromisoformat(deadline.paused[-1][0])
    was_in_time = asked_on <= deadline.legal_on
    pauses = [(date.fromisoformat(start), date.fromisoformat(end)) for start, end in deadline.paused]
    if deadline.unit == Deadline.Unit.WORKING_DAYS:
        lost = sum(calendar.working_days_between(start, end) for start, end in pauses)
        legal = strict = calendar.add_working_days(deadline.from_on, deadline.length + lost)  # T-4
    else:
        lost = sum((end - start).days for start, end in pauses)
        strict = ends(deadline.from_on, deadline.length, deadline.unit, calendar)[0] + timedelta(days=lost)
        legal = calendar.next_working_day(strict)  # T-2
    if was_in_time and legal < today:
        # Asked on the last day and answered on a holiday: nobody was late, so the next working day is in time.
        strict = legal = calendar.next_working_day(today)
    deadline.strict_on, deadline.legal_on = strict, legal
    deadline.warned_at = deadline.warned_at if today >= strict else None
    deadline.overdue_at = deadline.overdue_at if today > legal else None
    deadline.escalated_at = deadline.escalated_at if today > legal else None
