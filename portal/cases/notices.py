"""Notices about cases: rows that the portal shows, each with a letter in the outbox."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from portal.parties import letters as outbox
from portal.parties.bilingual import Say, said_in_both
from portal.parties.models import Duty, OfficerDuty, Person, Power

from . import announcements, letters, registry, turns, words
from .models import Case, Deadline, Event, Mailing, Notice, Waiting, Wishes


def tell(
    people: Iterable[Person],
    say: Say,
    *,
    kind: str,
    at: datetime,
    case: Case | None = None,
    path: str = "",
    needed: bool = True,
) -> list[Notice]:
    """Tells `people`, in both languages, in the portal and (once this transaction stands) by e-mail.

    What is `needed` (to act on, or decided) is mailed to everybody at once, the rest as each of them wishes.
    """
    people = list(people)
    others = {} if needed else mailing_of(people)
    said = said_in_both(say)
    notices = Notice.objects.bulk_create(
        Notice(
            person=person,
            case=case,
            kind=kind,
            at=at,
            path=path,
            to_collect=others.get(person.pk) == Mailing.DAILY,
            **said,
        )
        for person in people
    )
    outbox.post(letters.letter_of(notice) for notice in notices if notice.person_id not in others)
    return notices


def mailing_of(people: Iterable[Person]) -> dict[int, str]:
    """Those who do not want every notice by e-mail at once, and what they want instead."""
    wishes = Wishes.objects.filter(person__in=people).exclude(mailing=Mailing.AT_ONCE)
    return dict(wishes.values_list("person_id", "mailing"))


def announce(case: Case, event: Event) -> None:
    """Tells both sides, and programs, what happened and what comes next: who acts, what they do, and by when.

    Of the company everybody hears (who filed gets a confirmation); of the officers those whose turn it is, and
    the handler when the exporter changed something; never the officer who did it.
    """
    if event.verb in words.OFFICERS_ONLY:
        return
    announcements.announce(announcements.of_event(case, event))
    tell(
        company_people(case),
        lambda: words.of_event(case, event, officers=False),
        kind=event.verb,
        at=event.at,
        case=case,
        path=reverse("cases:case", args=[case.reference]),
        needed=case.waiting_for != Waiting.OFFICERS,
    )
    tell(
        [person for person in _officers_who_should_know(case, event) if person.pk != event.actor_id],
        lambda: words.of_event(case, event, officers=True),
        kind=event.verb,
        at=event.at,
        case=case,
        path=registry.officers_page(case),
        needed=case.waiting_for == Waiting.OFFICERS,
    )


def remind(deadline: Deadline, *, overdue: bool, at: datetime) -> None:
    """Tells those who have to act, and programs, that the day has come, or has passed."""
    case = deadline.case
    announcements.announce(announcements.of_deadline(deadline, overdue=overdue, at=at))
    officers = deadline.waiting_for == Waiting.OFFICERS
    tell(
        turns.officers_next(case) if officers else company_people(case),
        lambda: words.of_deadline(case, deadline, overdue=overdue, officers=officers),
        kind="overdue" if overdue else "due",
        at=at,
        case=case,
        path=registry.officers_page(case) if officers else reverse("cases:case", args=[case.reference]),
    )


def escalate(deadline: Deadline, *, at: datetime) -> None:
    """Tells the agency's administrators and approvers of a case that the officers have left lying."""
    case = deadline.case
    duties = OfficerDuty.objects.filter(officer__agency=case.agency, duty__in=(Duty.ADMINISTRATOR, Duty.APPROVER))
    above = Person.objects.filter(is_active=True, officer__duties__in=duties).exclude(handled_cases=case)
    tell(
        above.distinct().order_by("pk"),
        lambda: words.of_escalation(case, deadline),
        kind="escalated",
        at=at,
        case=case,
        path=registry.officers_page(case),
    )


def company_people(case: Case) -> list[Person]:
    """Everybody who has a role in the case's company, and its agents for the procedure."""
    powers = Power.objects.in_force(timezone.localdate()).filter(exporter=case.exporter_id)
    agents = powers.filter(scopes__procedure=case.procedure).values("agent")
    people = Person.objects.filter(Q(roles__exporter=case.exporter_id) | Q(pk__in=agents), is_active=True)
    return list(people.distinct().order_by("pk"))


def _officers_who_should_know(case: Case, event: Event) -> list[Person]:
    if case.waiting_for == Waiting.OFFICERS:
        return turns.officers_next(case)
    return turns.handler_of(case) if event.actor_as == "exporter" else []
