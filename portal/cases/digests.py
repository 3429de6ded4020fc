"""One letter each morning for those who wish it so: what was told since the morning before."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import ngettext

from portal.parties import letters as outbox
from portal.parties.bilingual import RULE
from portal.parties.models import Letter, Person

from .models import Notice

MORNING = time(7, 0)  # in Bangkok
MOST_TOLD = 100  # notices in one letter; the portal has all of them


def mail(now: datetime) -> int:
    """Writes the letters that are due; answers how many. Run again, or twice at once, it writes no second one."""
    until = _last_morning(now)
    due = Notice.objects.filter(to_collect=True, at__lt=until)
    people = Person.objects.filter(pk__in=due.values("person"), is_active=True).order_by("pk")
    return sum(_mail(person, until, now) for person in people)


def _last_morning(now: datetime) -> datetime:
    today = timezone.localtime(now).replace(hour=MORNING.hour, minute=MORNING.minute, second=0, microsecond=0)
    return today if now >= today else today - timedelta(days=1)


def _mail(person: Person, until: datetime, now: datetime) -> bool:
    with transaction.atomic():
        due = Notice.objects.filter(person=person, to_collect=True, at__lt=until)
        notices = list(due.order_by("at", "pk"))
        # Of two scans one changes the rows: the other finds none left, and writes nothing.
        if not Notice.objects.filter(pk__in=[each.pk for each in notices], to_collect=True).update(to_collect=False):
            return False
        outbox.post([_letter(person, notices, now)])
    return True


def _letter(person: Person, notices: list[Notice], now: datetime) -> Letter:
    subjects, parts = [], []
    for language in ("th", "en"):
        with translation.override(language):
            count = len(notices)
            said = ngettext("%(count)d notice from the portal", "%(count)d notices from the portal", count)
            subjects.append(said % {"count": count})
        lines = [f"• {getattr(notice, f'subject_{language}')}{_link(notice)}" for notice in notices[:MOST_TOLD]]
        parts.append("\n\n".join([f"{subjects[-1]}:", *lines, f"{settings.BASE_URL}/notices/"]))
    return Letter(to=person.email, subject=" / ".join(subjects), body=f"\n\n{RULE}\n\n".join(parts), at=now)


def _link(notice: Notice) -> str:
    return f"\n  {settings.BASE_URL}{notice.path}" if notice.path else ""
