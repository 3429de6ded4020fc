"""The exporter's lists: what waits for them first, then every case by keyset pages on the Case table alone."""

from dataclasses import dataclass

from django.db.models import F, Q

from portal.law.thai import fold
from portal.parties.actors import Actor

from . import registry
from .models import Case, Draft, Waiting
from .registry import Text

PAGE = 20
MOST_PARTS = 100  # of one compound query; SQLite takes 500
MOST_WAITING = 50  # more than anybody reads at once; the list below shows the rest


@dataclass(frozen=True)
class Page:
    """One page of cases, newest first, with the ids to go on from in both directions (None: no further)."""

    cases: list[Case]
    older_than: int | None = None
    newer_than: int | None = None


@dataclass(frozen=True)
class Choice:
    """A state to filter by: `value` is "procedure.state"."""

    value: str
    label: Text
    procedure: Text


def waiting_for_me(actor: Actor) -> list[Case]:
    """The cases in which the actor's companies have to act, the most pressing first."""
    mine = Case.objects.visible_to(actor).filter(waiting_for=Waiting.EXPORTER)
    return list(mine.order_by(F("due_on").asc(nulls_last=True), "-id")[:MOST_WAITING])


def drafts(actor: Actor) -> list[Draft]:
    """New applications begun and not yet filed (a returned case that is being mended is a case already)."""
    begun = Draft.objects.visible_to(actor).filter(case=None)
    return list(begun.filter(submitted_at=None, discarded_at=None).select_related("exporter")[:MOST_WAITING])


def states() -> list[Choice]:
    """Every state of every procedure, to filter by."""
    return [
        Choice(f"{procedure.slug}.{state.slug}", state.label, procedure.title)
        for procedure in registry.procedures()
        for state in procedure.states
    ]


def page(
    actor: Actor,
    *,
    state: str = "",
    words: str = "",
    procedure: str = "",
    waiting: str = "",
    older_than: int | None = None,
    newer_than: int | None = None,
    size: int = PAGE,
) -> Page:
    """The cases after (or before) a known one. An unknown `state` or `procedure` finds nothing."""
    wanted = _wanted(state, words, procedure, waiting)
    if newer_than is not None:
        rows = _first(actor, wanted & Q(pk__gt=newer_than), "pk", size + 1)
        more, rows = len(rows) > size, rows[:size][::-1]
        return Page(rows, rows[-1].pk if rows else None, rows[0].pk if more else None)
    if older_than is not None:
        wanted &= Q(pk__lt=older_than)
    rows = _first(actor, wanted, "-pk", size + 1)
    more, rows = len(rows) > size, rows[:size]
    return Page(rows, rows[-1].pk if more else None, rows[0].pk if rows and older_than is not None else None)


def _first(actor: Actor, wanted: Q, order: str, count: int) -> list[Case]:
    """The first cases in that order: each company's own first ones, and of those the first."""
    parts = [part.filter(wanted) for part in Case.objects.defer("search").visible_parts(actor)]
    if len(parts) < 2:
        return [case for part in parts for case in part.order_by(order)[:count]]
    # A part of a compound query may have no limit of its own on SQLite, so each stands around one that has.
    keys = [part.order_by(order).values("pk")[:count] for part in parts]
    firsts = [Case.objects.defer("search").filter(pk__in=own).order_by() for own in keys]
    rows: list[Case] = []
    for start in range(0, len(firsts), MOST_PARTS):
        first, *others = firsts[start : start + MOST_PARTS]
        rows += first.union(*others, all=True).order_by(order)[:count]
    return sorted(rows, key=lambda case: case.pk, reverse=order == "-pk")[:count]


def _wanted(state: str, words: str, procedure: str, waiting: str) -> Q:
    wanted = Q()
    if state:
        of, _, slug = state.partition(".")
        wanted &= Q(procedure=of, state=slug)
    if procedure:
        wanted &= Q(procedure=procedure)
    if waiting:
        wanted &= Q(waiting_for=waiting)
    for word in fold(words).split():
        wanted &= Q(search__contains=word)
    return wanted
