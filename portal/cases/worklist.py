"""The exporter's lists: what waits for them first, then every case by keyset pages on the Case table alone."""

from dataclasses import dataclass

from django.db.models import F

from portal.law.thai import fold
from portal.parties.actors import Actor

from . import registry
from .models import Case, CaseQuerySet, Draft, Waiting
from .registry import Text

PAGE = 20
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
    found = _found(actor, state, words, procedure, waiting)
    if newer_than is not None:
        rows = list(found.filter(pk__gt=newer_than).order_by("pk")[: size + 1])
        more, rows = len(rows) > size, rows[:size][::-1]
        return Page(rows, rows[-1].pk if rows else None, rows[0].pk if more else None)
    if older_than is not None:
        found = found.filter(pk__lt=older_than)
    rows = list(found.order_by("-pk")[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    return Page(rows, rows[-1].pk if more else None, rows[0].pk if rows and older_than is not None else None)


def _found(actor: Actor, state: str, words: str, procedure: str, waiting: str) -> CaseQuerySet:
    found = Case.objects.visible_to(actor)
    if state:
        of, _, slug = state.partition(".")
        found = found.filter(procedure=of, state=slug)
    if procedure:
        found = found.filter(procedure=procedure)
    if waiting:
        found = found.filter(waiting_for=waiting)
    for word in fold(words).split():
        found = found.filter(search__contains=word)
    return found
