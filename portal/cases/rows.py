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


def add(draft: Draft, step_slug: str, actor: Actor, at: datetime, values: Raw, row_id: str = "") -> str:
    """Adds a row as typed, finished or not; answers its id. Unkept("too-many") when the table is full.

    `row_id` is the id under which a page is typing a new row; sent twice, it is one row.
    """
    step = drafts.the_step(draft, step_slug)
    row = {"id": row_id or drafts.new_id(), **drafts.fit_row(step, values)}
    with transaction.atomic():
        kept = drafts.locked_step(draft, step_slug, actor)
        rows = kept.data.setdefault("rows", [])
        if find(kept.data, row["id"]):
            raise drafts.VersionConflict(kept, row, row["id"])
        if len(rows) >= step.max_rows:
            raise drafts.Unkept("too-many", ["rows"])
        rows.append(row)
        drafts.write(draft, kept, actor, at)
    return row["id"]


def change(
    draft: Draft, step_slug: str, row_id: str, actor: Actor, at: datetime, values: Raw, *, seen: str | None = None
) -> None:
    """Changes a row. VersionConflict when it is no longer as `seen` (its digest), KeyError when it never was."""
    fitted = drafts.fit_row(drafts.the_step(draft, step_slug), values)
    with transaction.atomic():
        kept = drafts.locked_step(draft, step_slug, actor)
        row = find(kept.data, row_id)
        if row is None:
            if any(gone["row"]["id"] == row_id for gone in kept.data.get("removed", [])):
                raise drafts.VersionConflict(kept, fitted, row_id)
            raise KeyError(row_id)
        wanted = {"id": row_id, **fitted}
        if seen is not None and digest(row) != seen and row != wanted:
            raise drafts.VersionConflict(kept, fitted, row_id)
        row.clear()
        row.update(wanted)
        drafts.write(draft, kept, actor, at)


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
