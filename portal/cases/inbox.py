"""A person's notices: pages of them, and what has been read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from .models import Notice

PAGE = 20


@dataclass(frozen=True)
class Page:
    """One page of notices, the newest first; `after` is the last of it, where there are older ones."""

    notices: list[Notice]
    after: UUID | None


def page(person: Any, *, unread: bool = False, after: UUID | None = None) -> Page:
    """The notices that come after (are older than) `after`, one of the person's own; from the newest without it."""
    found = Notice.objects.filter(person=person)
    if unread:
        found = found.filter(read_at__isnull=True)
    last = Notice.objects.filter(person=person, pk=after).first() if after else None
    if last is not None:
        # Several are told at the same moment: the id decides among them, or a page's edge would swallow some.
        found = found.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk))
    rows = list(found.order_by("-at", "-pk")[: PAGE + 1])
    return Page(rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None)


def mark_read(person: Any, at: datetime, notice: Notice | None = None) -> None:
    """Marks `notice` (every notice, if none is named) of the person as read; the first time counts."""
    found = Notice.objects.filter(person=person, read_at__isnull=True)
    (found.filter(pk=notice.pk) if notice else found).update(read_at=at)
