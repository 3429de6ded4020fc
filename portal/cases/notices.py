"""Notices about cases, in the portal and by letter."""

from .models import Case, Event


def announce(case: Case, event: Event) -> None:
    """Tells the side that has to know what happened and what to do next."""
    raise NotImplementedError
