"""By when somebody has to act: opened on entering a state, paused while a question is open, met on leaving (T-3)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from portal.law.calendar import Calendar
from portal.law.periods import period

from . import notices
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
            deadline.save(update_fields=["paused"])


def resume(case: Case, at: datetime) -> None:
    """Lets the officers' terms go on, later by what the pauses took; the day of resuming is not counted (T-1)."""
    today = timezone.localdate(at)
    calendar = current_reference().calendar
    for deadline in Deadline.objects.filter(case=case, met_at__isnull=True, waiting_for=Waiting.OFFICERS):
        if deadline.is_paused:
            deadline.paused = [*deadline.paused[:-1], [deadline.paused[-1][0], today.isoformat()]]
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


def scan(now: datetime) -> int:
    """Warns from the strict date on, calls overdue after the legal one (T-3); each once. Answers how many it told."""
    today = timezone.localdate(now)
    return sum(_tell(deadline, today, now) for deadline in untold(today).select_related("case"))


def untold(today: date) -> QuerySet[Deadline]:
    """What has come and nobody was told of; of those that are paused nobody is told while they are."""
    reached = Deadline.objects.filter(met_at__isnull=True, case__closed_at__isnull=True, strict_on__lte=today)
    return reached.filter(Q(warned_at__isnull=True) | Q(overdue_at__isnull=True, legal_on__lt=today))


def escalate(now: datetime) -> int:
    """Tells those above of what officers left lying for some working days after the legal date; each once."""
    today = timezone.localdate(now)
    reference = current_reference()
    patience = reference.values.at("office.escalation.working_days", on=today).whole
    late = Deadline.objects.filter(
        met_at__isnull=True,
        escalated_at__isnull=True,
        overdue_at__isnull=False,
        waiting_for=Waiting.OFFICERS,
        legal_on__lte=today - timedelta(days=patience),  # at least so many days for so many working days
        case__closed_at__isnull=True,
    )
    return sum(
        _escalate(deadline, now)
        for deadline in late.select_related("case__handler")
        if not deadline.is_paused
        and reference.calendar.working_days_between(deadline.legal_on, today) >= patience  # T-4
    )


def _escalate(deadline: Deadline, now: datetime) -> bool:
    with transaction.atomic():
        untold = Deadline.objects.filter(pk=deadline.pk, met_at__isnull=True, escalated_at__isnull=True)
        if not untold.update(escalated_at=now):
            return False
        notices.escalate(deadline, at=now)
    return True


def _tell(deadline: Deadline, today: date, now: datetime) -> bool:
    if deadline.is_paused:
        return False
    overdue = today > deadline.legal_on  # T-3
    # Conditional, so that two scans at once tell once; in one transaction, so that a dying worker tells next time.
    untold = Q(overdue_at__isnull=True) if overdue else Q(warned_at__isnull=True)
    said = {"warned_at": F("warned_at") if deadline.warned_at else now} | ({"overdue_at": now} if overdue else {})
    with transaction.atomic():
        if not Deadline.objects.filter(untold, pk=deadline.pk, met_at__isnull=True).update(**said):
            return False
        notices.remind(deadline, overdue=overdue, at=now)
    return True
