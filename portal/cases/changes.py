"""What is different between two filings of one case: what an officer looks at after a return."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from . import registry, summary
from .models import Submission
from .steps import PRODUCT, VERSION, Step

FILES = "files"
CHANGED, ADDED, REMOVED = "changed", "added", "removed"


@dataclass(frozen=True)
class Change:
    """One answer before and after, as people read them.

    `row` names the row of a table ("" elsewhere), `kind` what happened to the row or the file as a whole.
    """

    step: str
    title: str
    field: str
    label: str
    before: str
    after: str
    row: str = ""
    kind: str = CHANGED


@dataclass(frozen=True)
class RowChange:
    """A row of a table that came, went or changed, with those of its answers that differ."""

    name: str
    kind: str
    answers: tuple[Change, ...]


@dataclass(frozen=True)
class StepChange:
    """Everything that differs in one step of the form."""

    step: str
    title: str
    answers: tuple[Change, ...]
    rows: tuple[RowChange, ...]
    files: tuple[Change, ...]


def between(older: Submission, newer: Submission) -> list[Change]:
    """Every difference, in the order of the form and in the active language; files by name and hash."""
    procedure = registry.procedure(newer.case.procedure)
    return [change for step in procedure.steps for change in _of_step(step, older, newer)]


def by_step(changes: list[Change]) -> list[StepChange]:
    """The differences gathered as the form has them: a step's answers, the rows of its table, its files."""
    return [_gathered(step, list(found)) for step, found in groupby(changes, lambda change: change.step)]


def _gathered(step: str, found: list[Change]) -> StepChange:
    files = tuple(change for change in found if change.field == FILES)
    in_rows = [change for change in found if change.row]
    return StepChange(
        step,
        found[0].title,
        tuple(change for change in found if not change.row and change.field != FILES),
        tuple(RowChange(*named, tuple(of)) for named, of in groupby(in_rows, lambda one: (one.row, one.kind))),
        files,
    )


def _of_step(step: Step, older: Submission, newer: Submission) -> Iterator[Change]:
    empty: dict[str, Any] = {"values": {}, "rows": []}
    before, after = older.answers.get(step.slug, empty), newer.answers.get(step.slug, empty)
    if step.form:
        yield from _of_fields(step, step.form.base_fields, before["values"], after["values"], "")
    if step.row:
        yield from _of_rows(step, before["rows"], after["rows"])
    yield from _of_files(step, older, newer)


def _of_fields(
    step: Step,
    fields: Mapping[str, Any],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    row: str,
    kind: str = CHANGED,
) -> Iterator[Change]:
    for name, field in fields.items():
        was, now = before.get(name), after.get(name)
        unseen = isinstance(field.widget, forms.HiddenInput) and name not in (PRODUCT, VERSION)
        if was == now or unseen:
            continue
        old, new = summary.shown(field, was) if before else "", summary.shown(field, now) if after else ""
        if old or new:
            yield Change(step.slug, str(step.title), name, summary.label(field, name), old, new, row, kind)


def _of_rows(step: Step, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Iterator[Change]:
    assert step.row is not None
    old, new = {row["id"]: row for row in before}, {row["id"]: row for row in after}
    for place, row_id in enumerate(new, start=1):
        name, kind = _("row %(n)s") % {"n": place}, CHANGED if row_id in old else ADDED
        yield from _of_fields(step, step.row.base_fields, old.get(row_id, {}), new[row_id], name, kind)
    for place, row_id in enumerate(old, start=1):
        if row_id not in new:
            name = _("deleted row %(n)s") % {"n": place}
            yield from _of_fields(step, step.row.base_fields, old[row_id], {}, name, REMOVED)


def _of_files(step: Step, older: Submission, newer: Submission) -> Iterator[Change]:
    """Files are told apart by their hash, so that one sent under a new name is no new file."""
    old = {one["sha256"]: one["name"] for one in older.files if one["step"] == step.slug}
    new = {one["sha256"]: one["name"] for one in newer.files if one["step"] == step.slug}
    for digest in [*new, *(gone for gone in old if gone not in new)]:
        if (digest in old) != (digest in new):
            was, now, kind = old.get(digest, ""), new.get(digest, ""), ADDED if digest in new else REMOVED
            yield Change(step.slug, str(step.title), FILES, _("File"), was, now, kind=kind)
