"""The officers' queue: what lies on which shelf, in which order, a page at a time.

Reads the Case table alone. Pages are cut by key, never by OFFSET, and nothing is counted, so the last page
costs what the first one does. Shelves of open work lie in order of urgency (due date, undated last, then the
older case), along the indexes case_agency_urgency and case_open_by_handler; the others newest first, along
case_agency. tests/desk/test_plans.py asks the database.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case, Waiting
from portal.cases.registry import Text
from portal.law.thai import fold
from portal.parties.actors import Actor
from portal.parties.models import Person

PAGE = 50


@dataclass(frozen=True)
class Shelf:
    """A part of the queue: which cases lie on it and what an empty one says."""

    slug: str
    label: Text
    empty: Text
    where: Callable[[Actor, date], Q]
    by_urgency: bool = True
    counted: bool = True  # on the overview; a shelf that grows for ever is not


SHELVES = (
    Shelf(
        "waiting",
        _("Waiting for officers"),
        _("Nothing waits for the officers. Cases appear here as soon as it is the officers' turn."),
        lambda actor, today: Q(waiting_for=Waiting.OFFICERS),
    ),
    Shelf(
        "mine",
        _("Mine"),
        _("You have no open case. Take one from the free cases."),
        lambda actor, today: Q(handler=actor.person_id, closed_at=None),
    ),
    Shelf(
        "free",
        _("Free"),
        _("Every case that waits for the officers has somebody who handles it."),
        lambda actor, today: Q(waiting_for=Waiting.OFFICERS, handler=None),
    ),
    Shelf(
        "overdue",
        _("Overdue"),
        _("No case is overdue."),
        lambda actor, today: Q(waiting_for=Waiting.OFFICERS, due_order__lt=today),
    ),
    Shelf(
        "company",
        _("Waiting for the company"),
        _("No case waits for a company."),
        lambda actor, today: Q(waiting_for=Waiting.EXPORTER),
    ),
    Shelf(
        "closed",
        _("Closed"),
        _("No case has been closed yet."),
        lambda actor, today: Q(waiting_for=Waiting.NOBODY),
        by_urgency=False,
        counted=False,
    ),
    Shelf(
        "all",
        _("All"),
        _("No application has been submitted yet."),
        lambda actor, today: Q(),
        by_urgency=False,
        counted=False,
    ),
)


def shelf(slug: str) -> Shelf:
    """The shelf of that name, or the first one."""
    return next((one for one in SHELVES if one.slug == slug), SHELVES[0])


@dataclass(frozen=True)
class Wanted:
    """What the officer narrowed the queue down to; empty values narrow nothing."""

    shelf: Shelf = SHELVES[0]
    text: str = ""
    procedure: str = ""
    state: str = ""
    received_from: date | None = None
    received_until: date | None = None

    @property
    def narrowed(self) -> bool:
        return any([self.text, self.procedure, self.state, self.received_from, self.received_until])


@dataclass(frozen=True)
class Page:
    """Some cases in order, and the keys that lead on and back ("" where there is nothing)."""

    cases: tuple[Case, ...]
    after: str = ""
    before: str = ""


def page(actor: Actor, wanted: Wanted, today: date, *, after: str = "", before: str = "", size: int = PAGE) -> Page:
    """The page that follows the key `after`, or comes before the key `before`, or the first one.

    A key that cannot be read is as good as none.
    """
    cases = _narrowed(Case.objects.visible_to(actor), actor, wanted, today)
    urgent = wanted.shelf.by_urgency
    backwards = not after and _place(before, urgent) is not None
    place = _place(before if backwards else after, urgent)
    if place is not None:
        cases = cases.filter(_beyond(place, urgent, backwards))
    found = list(_ordered(cases, urgent, backwards)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Page(())
    return Page(
        cases=tuple(found),
        after=_key(found[-1], urgent) if more or backwards else "",
        before=_key(found[0], urgent) if (more if backwards else place is not None) else "",
    )


def ordered(actor: Actor, wanted: Wanted, today: date) -> "QuerySet[Case]":
    """Every case that was asked for, in the order of its shelf."""
    cases = _narrowed(Case.objects.visible_to(actor), actor, wanted, today)
    return _ordered(cases, wanted.shelf.by_urgency, backwards=False)


def _narrowed(cases: "QuerySet[Case]", actor: Actor, wanted: Wanted, today: date) -> "QuerySet[Case]":
    cases = cases.filter(wanted.shelf.where(actor, today))
    for word in fold(wanted.text).split():
        cases = cases.filter(search__contains=word)
    if wanted.procedure:
        cases = cases.filter(procedure=wanted.procedure)
    if wanted.state:
        cases = cases.filter(state=wanted.state)
    if wanted.received_from:
        cases = cases.filter(received_on__gte=wanted.received_from)
    if wanted.received_until:
        cases = cases.filter(received_on__lte=wanted.received_until)
    return cases


def _ordered(cases: "QuerySet[Case]", urgent: bool, backwards: bool) -> "QuerySet[Case]":
    # In a question of its own: joined, PostgreSQL no longer enters the index at a deep page (3.2 times its first one).
    names = Person.objects.only("id", "name_th", "name_en", "email")
    order = ("due_order", "id") if urgent else ("-id",)
    cases = cases.defer("search").prefetch_related(Prefetch("handler", queryset=names)).order_by(*order)
    return cases.reverse() if backwards else cases


Place = tuple[date | None, int]


def _key(case: Case, urgent: bool) -> str:
    return f"{case.due_order.isoformat()}.{case.pk}" if urgent else str(case.pk)


def _place(key: str, urgent: bool) -> Place | None:
    due, _dot, number = key.rpartition(".")
    try:
        return (date.fromisoformat(due) if urgent else None, int(number))
    except ValueError:
        return None


def _beyond(place: Place, urgent: bool, backwards: bool) -> Q:
    """Compared as a pair where the order is one: PostgreSQL enters an index at a pair, and at "or" it does not. The
    undated cases are one long tie, of which every row before the place would be read."""
    due, number = place
    if not urgent:
        return Q(pk__gt=number) if backwards else Q(pk__lt=number)
    compared = TupleLessThan if backwards else TupleGreaterThan
    return Q(compared(Tuple(F("due_order"), F("id")), (due, number)))
