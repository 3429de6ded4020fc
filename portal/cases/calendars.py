"""Deadlines as a calendar feed (RFC 5545): what a person does by when, in the program where they plan their days."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from icalendar import Alarm, Calendar, Event

from portal.parties.actors import Actor
from portal.parties.models import Person

from . import registry, words
from .models import CalendarFeed, Case, Deadline, Waiting

MOST_EVENTS = 1_000
REMINDER = timedelta(days=-3)


def open_feed(person: Person, at: datetime) -> str:
    """Makes a new address and ends the one before; answers its code, which is kept nowhere."""
    code = CalendarFeed.new_code()
    CalendarFeed.objects.update_or_create(
        person=person, defaults={"digest": CalendarFeed.digest_of(code), "made_at": at, "read_at": None}
    )
    return code


def close_feed(person: Person) -> None:
    """Ends the address at once."""
    CalendarFeed.objects.filter(person=person).delete()


def read_feed(code: str, at: datetime) -> bytes | None:
    """The calendar under this code; None where there is none, or its person may not sign in any more."""
    feed = CalendarFeed.objects.filter(digest=CalendarFeed.digest_of(code), person__is_active=True)
    found = feed.select_related("person").first()
    if found is None:
        return None
    feed.update(read_at=at)
    with translation.override(found.person.language):
        return _calendar(found.person, at)


def deadlines_of(person: Person) -> QuerySet[Deadline]:
    """What the person has to see to: an officer's own cases, or what waits for their companies. Paused ones rest."""
    actor = Actor.of(person)
    cases = Case.objects.visible_to(actor).filter(closed_at__isnull=True)
    if actor.is_officer:
        cases = cases.filter(handler=person)
    side = Waiting.OFFICERS if actor.is_officer else Waiting.EXPORTER
    due = Deadline.objects.filter(met_at__isnull=True, waiting_for=side, case__in=cases)
    return due.select_related("case").order_by("legal_on", "pk")


def _calendar(person: Person, at: datetime) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Origin Portal//Deadlines//TH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", str(words.calendar_name()))
    calendar.add("refresh-interval", timedelta(hours=6), {"value": "DURATION"})
    officer = Actor.of(person).is_officer
    for deadline in deadlines_of(person)[:MOST_EVENTS]:
        if not deadline.is_paused:
            calendar.add_component(_event(deadline, at, officer=officer))
    return bytes(calendar.to_ical())


def _event(deadline: Deadline, at: datetime, *, officer: bool) -> Event:
    case, domain = deadline.case, urlsplit(settings.BASE_URL).hostname
    path = registry.officers_page(case) if officer else reverse("cases:case", args=[case.reference])
    event = Event()
    event.add("uid", f"deadline-{deadline.pk}@{domain}")
    event.add("dtstamp", at)
    event.add("dtstart", deadline.legal_on)
    event.add("dtend", deadline.legal_on + timedelta(days=1))
    event.add("summary", f"{case.reference}: {words.what_to_do(case)}")
    event.add("description", words.about_deadline(case, deadline))
    event.add("url", f"{settings.BASE_URL}{path}")
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", case.reference)
    alarm.add("trigger", REMINDER)
    event.add_component(alarm)
    return event
