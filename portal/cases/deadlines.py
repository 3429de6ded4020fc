"""By when somebody has to act: opened on entering a state, met on leaving it (T-3)."""

from datetime import datetime

from django.utils import timezone

from .models import Case, Deadline
from .registry import State


def enter(case: Case, state: State, at: datetime) -> None:
    """Meets what was open for `case` and opens what `state` asks for; sets the case's own due date."""
    Deadline.objects.filter(case=case, met_at__isnull=True).update(met_at=at)
    case.due_on = None
    if state.term is not None:
        case.due_on = _open(case, state, timezone.localdate(at)).legal_on


def _open(case: Case, state: State, on: "datetime.date") -> Deadline:  # type: ignore[name-defined]
    raise NotImplementedError
