"""Drafts: what a company types is kept as it is typed, finished or not, and never overwritten unseen."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.db import transaction

from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person

from . import products, registry
from .models import Attachment, Case, Draft, DraftStep, Event
from .steps import PRODUCT, Raw, Step

LONGEST_TEXT = 20_000  # characters kept of one field; the strict forms ask for far less
SPARE_ROWS = 100  # rows that a table may hold beyond what may be filed, so that a paste is not lost


@dataclass
class VersionConflict(Exception):
    """The step was changed elsewhere since this page was opened; nothing was overwritten."""

    kept: DraftStep | None
    typed: Raw = field(default_factory=dict)
    row: str = ""


class DraftClosed(Exception):
    """The draft was submitted or discarded: nothing more is written to it."""


class NotYours(Exception):
    """The person may see the draft and has no role that may write in it."""


@dataclass
class Unkept(Exception):
    """Something that cannot be kept at all: `names` of the controls, and why ("unknown", "too-long", "too-many")."""

    why: str
    names: list[str]


def may_edit(actor: Actor, draft: Draft) -> bool:
    return actor.acts_in(draft, *registry.procedure(draft.procedure).who_may_start)


def start(procedure_slug: str, exporter: Exporter, actor: Actor, at: datetime, copy_of: Case | None = None) -> Draft:
    """A new draft, empty or with what `copy_of` (the company's own earlier application) said; NotYours otherwise."""
    procedure = registry.procedure(procedure_slug)
    if not actor.acts_for(exporter.pk, procedure.slug, *procedure.who_may_start):
        raise NotYours
    if copy_of and (copy_of.exporter_id != exporter.pk or copy_of.procedure != procedure_slug):
        raise NotYours
    with transaction.atomic():
        draft = Draft.objects.create(
            procedure=procedure_slug,
            exporter=exporter,
            started_by=cast(Person, actor.person),
            started_at=at,
            changed_at=at,
        )
        if copy_of:
            _fill(draft, copy_of, actor, at, [step for step in procedure.steps if step.copied])
    return draft


def reopen(case: Case, actor: Actor, at: datetime) -> Draft:
    """The draft in which a returned case is mended: the open one, or a new one with what was last filed."""
    procedure = registry.procedure(case.procedure)
    if not actor.acts_in(case, *procedure.who_may_start):
        raise NotYours
    with transaction.atomic():
        locked = Case.objects.select_for_update().get(pk=case.pk)
        draft = Draft.objects.open().filter(case=locked).first()
        if draft:
            return draft
        resubmit = procedure.move("resubmit")
        if resubmit is None or locked.state not in resubmit.from_states:
            raise DraftClosed
        draft = Draft.objects.create(
            procedure=case.procedure,
            exporter=case.exporter,
            case=case,
            started_by=cast(Person, actor.person),
            started_at=at,
            changed_at=at,
        )
        _fill(draft, case, actor, at, procedure.steps)
        _carry_files(draft, case)
    return draft


def _fill(draft: Draft, case: Case, actor: Actor, at: datetime, steps: Iterable[Step]) -> None:
    last = case.submissions.order_by("-number").first()
    typed = last.typed if last else {}
    DraftStep.objects.bulk_create(
        DraftStep(draft=draft, step=step.slug, data=typed[step.slug], saved_by=actor.person, saved_at=at)
        for step in steps
        if step.slug in typed
    )


def _carry_files(draft: Draft, case: Case) -> None:
    """The files of the last submission go on with the case: new rows for the same bytes."""
    last = case.submissions.order_by("-number").first()
    for attachment in Attachment.objects.filter(draft=last.draft, removed_at__isnull=True) if last else ():
        attachment.pk = None
        attachment._state.adding = True
        attachment.id = Attachment._meta.pk.get_default()
        attachment.draft, attachment.case = draft, None
        attachment.save(force_insert=True)


def return_reasons(draft: Draft) -> list[dict[str, Any]]:
    """Why the case came back, as the officer wrote it: [{"code", "step", "field", "clause", …}]; [] for a new one."""
    if draft.case_id is None:
        return []
    event = Event.objects.filter(case_id=draft.case_id).exclude(reasons=[]).order_by("-number").first()
    return list(event.reasons) if event else []


def save(
    draft: Draft,
    step_slug: str,
    actor: Actor,
    at: datetime,
    values: Raw,
    rows: Sequence[Raw] | None = None,
    expected_version: int | None = None,
    *,
    tab: str = "",
    turn: int = 0,
    tried: bool = False,
) -> DraftStep:
    """Keeps a step as typed. `rows` None leaves the table alone; `expected_version` None takes what is there.

    `turn` counts what one page (`tab`) has sent: what arrives late does not undo what was sent after it.

    Raises VersionConflict when another page has written since `expected_version` (0: nothing was saved yet),
    Unkept for controls that the step does not have or texts beyond any measure, DraftClosed, NotYours.
    """
    step = the_step(draft, step_slug)
    kept_values = fit(step.controls(), values)
    kept_rows = None if rows is None else [{"id": row.get("id") or new_id(), **fit_row(step, row)} for row in rows]
    if kept_rows and len(kept_rows) > step.max_rows + SPARE_ROWS:
        raise Unkept("too-many", ["rows"])
    with transaction.atomic():
        hold(draft, actor)
        kept = DraftStep.objects.filter(draft=draft, step=step_slug).first()
        if kept and _late(kept, tab, turn):
            return kept
        settle(draft, step, actor, kept_rows or [], kept)
        _no_conflict(kept, kept_values, expected_version, tab)
        kept = kept or DraftStep(draft=draft, step=step_slug, version=0)
        if kept.version == 0 or kept.data.get("values", {}) != kept_values or kept_rows is not None:
            kept.version += 1
            kept.tab = tab
        kept.data = {**kept.data, "values": kept_values}
        if kept_rows is not None:
            kept.data["rows"] = kept_rows
        if kept.tab == tab:
            kept.data["turn"] = turn
        kept.tried = kept.tried or tried
        write(draft, kept, actor, at)
    return kept


def settle(draft: Draft, step: Step, actor: Actor, rows: list[dict[str, Any]], kept: DraftStep | None) -> None:
    """Gives rows that name a product its newest version; Unkept for a product that the actor may not name."""
    try:
        products.settle(draft, step, actor, rows, kept)
    except products.NotFound:
        raise Unkept("unknown", [PRODUCT]) from None


def _late(kept: DraftStep, tab: str, turn: int) -> bool:
    return bool(tab) and kept.tab == tab and turn < kept.data.get("turn", 0)


def _no_conflict(kept: DraftStep | None, values: Raw, expected: int | None, tab: str) -> None:
    found = kept.version if kept else 0
    if expected is None or expected == found:
        return
    if kept and (kept.data.get("values", {}) == values or (tab and kept.tab == tab)):
        return
    raise VersionConflict(kept, values)


def hold(draft: Draft, actor: Actor) -> None:
    """Holds the draft for this transaction, and refuses when it is closed or not the actor's to write in."""
    locked = Draft.objects.select_for_update().get(pk=draft.pk)
    if not may_edit(actor, locked):
        raise NotYours
    if not locked.is_open:
        raise DraftClosed


def locked_step(draft: Draft, step_slug: str, actor: Actor) -> DraftStep:
    """The step's row, new and unsaved where nothing was kept yet; the draft is held. Call within a transaction."""
    hold(draft, actor)
    kept = DraftStep.objects.filter(draft=draft, step=step_slug).first()
    return kept or DraftStep(draft=draft, step=step_slug, version=0)


def write(draft: Draft, kept: DraftStep, actor: Actor, at: datetime) -> None:
    kept.saved_by, kept.saved_at = cast(Person, actor.person), at
    kept.save()
    draft.last_step, draft.changed_at = kept.step, at
    Draft.objects.filter(pk=draft.pk).update(last_step=kept.step, changed_at=at)


def discard(draft: Draft, actor: Actor, at: datetime) -> None:
    """Puts the draft aside; `undo_discard` brings it back."""
    with transaction.atomic():
        hold(draft, actor)
        Draft.objects.filter(pk=draft.pk).update(discarded_at=at)
    draft.refresh_from_db()


def undo_discard(draft: Draft, actor: Actor) -> None:
    """Brings a discarded draft back. DraftClosed when its case has got another open draft meanwhile."""
    with transaction.atomic():
        locked = Draft.objects.select_for_update().get(pk=draft.pk)
        if not may_edit(actor, locked):
            raise NotYours
        if locked.submitted_at or (locked.case_id and Draft.objects.open().filter(case=locked.case_id).exists()):
            raise DraftClosed
        Draft.objects.filter(pk=draft.pk).update(discarded_at=None)
    draft.refresh_from_db()


def the_step(draft: Draft, slug: str) -> Step:
    step = registry.procedure(draft.procedure).step(slug)
    if step is None:
        raise Unkept("unknown", [slug])
    return step


def new_id() -> str:
    return secrets.token_hex(4)


def fit_row(step: Step, row: Raw) -> dict[str, Any]:
    return fit(step.row_controls(), {name: value for name, value in row.items() if name != "id"})


def fit(allowed: Mapping[str, bool], typed: Raw) -> dict[str, Any]:
    """`typed` as it will be kept: known controls only, texts within measure; raises Unkept."""
    unknown = [name for name in typed if name not in allowed]
    if unknown:
        raise Unkept("unknown", unknown)
    fitted = {name: _texts(value, several=allowed[name]) for name, value in typed.items()}
    too_long = [name for name, value in fitted.items() if _length(value) > LONGEST_TEXT]
    if too_long:
        raise Unkept("too-long", too_long)
    return fitted


def _length(value: str | list[str]) -> int:
    return len(value) if isinstance(value, str) else sum(map(len, value))


def _texts(value: Any, *, several: bool) -> str | list[str]:
    if several:
        return [_storable(one) for one in value] if isinstance(value, list | tuple) else [_storable(value)]
    if isinstance(value, list | tuple):
        value = value[-1] if value else ""
    return _storable(value)


def _storable(text: Any) -> str:
    """The text itself, but for the two things that no database column takes: NUL and half a surrogate pair."""
    return (
        ("" if text is None else str(text))
        .replace("\0", "\ufffd")
        .encode("utf-16", "surrogatepass")
        .decode("utf-16", "replace")
    )
