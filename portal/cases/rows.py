"""The rows of a step's table: each is added, changed and deleted by itself; a deleted one can come back."""

import hashlib
from datetime import datetime
from typing import Any

import orjson
from django.db import transaction

from portal.parties.actors import Actor

from . import drafts
from .models import Draft, DraftStep
from .steps import Raw

REMEMBERED = 50  # deleted rows that can still be brought back


def find(data: dict[str, Any], row_id: str) -> dict[str, Any] | None:
    return next((row for row in data.get("rows", []) if row["id"] == row_id), None)


def digest(row: Raw) -> str:
    """What the page that edits a row carries, so that a change made elsewhere shows."""
    return hashlib.sha256(orjson.dumps(dict(row), option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]


def add(
    draft: Draft,
    step_slug: str,
    actor: Actor,
    at: datetime,
    values: Raw,
    row_id: str = "",
    *,
    tab: str = "",
    turn: int = 0,
) -> str:
    """Adds a row as typed, finished or not; answers its id. Unkept("too-many") when the table is full.

    `row_id` is the id under which a page (`tab`) is typing a new row; sent twice, it is one row.
    """
    step = drafts.the_step(draft, step_slug)
    row = {"id": row_id or drafts.new_id(), **drafts.fit_row(step, values)}
    with transaction.atomic():
        kept = drafts.locked_step(draft, step_slug, actor)
        rows = kept.data.setdefault("rows", [])
        drafts.settle(draft, step, actor, [row], kept)
        there = find(kept.data, row["id"])
        if there is None and len(rows) >= step.max_rows:
            raise drafts.Unkept("too-many", ["rows"])
        if there is None:
            rows.append({"id": row["id"]})
        _put(kept, rows[-1] if there is None else there, row, None if there is None else "", tab, turn)
        drafts.write(draft, kept, actor, at)
    return row["id"]


def change(
    draft: Draft,
    step_slug: str,
    row_id: str,
    actor: Actor,
    at: datetime,
    values: Raw,
    *,
    seen: str | None = None,
    tab: str = "",
    turn: int = 0,
) -> None:
    """Changes a row. VersionConflict when it is no longer as `seen` (its digest), KeyError when it never was."""
    step = drafts.the_step(draft, step_slug)
    fitted = drafts.fit_row(step, values)
    with transaction.atomic():
        kept = drafts.locked_step(draft, step_slug, actor)
        row = find(kept.data, row_id)
        if row is None:
            if any(gone["row"]["id"] == row_id for gone in kept.data.get("removed", [])):
                raise drafts.VersionConflict(kept, fitted, row_id)
            raise KeyError(row_id)
        drafts.settle(draft, step, actor, [fitted], kept)
        _put(kept, row, {"id": row_id, **fitted}, seen, tab, turn)
        drafts.write(draft, kept, actor, at)


def _put(kept: DraftStep, row: dict[str, Any], wanted: Raw, seen: str | None, tab: str, turn: int) -> None:
    """Writes a row, unless another page has changed it since `seen`, or this page has sent something newer."""
    last = kept.data.get("row_page", {})
    own = bool(tab) and (last.get("tab"), last.get("row")) == (tab, wanted["id"])
    if own and turn < last["turn"]:  # a save that was overtaken by the next one
        return
    if seen is not None and not own and digest(row) != seen and row != wanted:
        raise drafts.VersionConflict(kept, {name: text for name, text in wanted.items() if name != "id"}, wanted["id"])
    row.clear()
    row.update(wanted)
    kept.data["row_page"] = {"row": wanted["id"], "tab": tab, "turn": turn}


def remove(draft: Draft, step_slug: str, row_id: str, actor: Actor, at: datetime) -> None:
    """Takes a row out of the table; it is remembered until filing. A row already gone stays gone."""
    with transaction.atomic():
        kept = drafts.locked_step(draft, step_slug, actor)
        row = find(kept.data, row_id)
        if row is None:
            return
        place = kept.data["rows"].index(row)
        kept.data["rows"].remove(row)
        kept.data["removed"] = [*kept.data.get("removed", []), {"row": row, "place": place}][-REMEMBERED:]
        drafts.write(draft, kept, actor, at)


def restore(draft: Draft, step_slug: str, row_id: str, actor: Actor, at: datetime) -> None:
    """Brings a deleted row back to its place. KeyError when there is none to bring back."""
    with transaction.atomic():
        kept = drafts.locked_step(draft, step_slug, actor)
        removed = kept.data.get("removed", [])
        gone = next((gone for gone in removed if gone["row"]["id"] == row_id), None)
        if gone is None:
            if find(kept.data, row_id):
                return
            raise KeyError(row_id)
        removed.remove(gone)
        kept.data.setdefault("rows", []).insert(gone["place"], gone["row"])
        drafts.write(draft, kept, actor, at)


def lately_removed(kept: DraftStep | None) -> str:
    """The id of the row deleted last, or ""."""
    removed = kept.data.get("removed", []) if kept else []
    return removed[-1]["row"]["id"] if removed else ""
