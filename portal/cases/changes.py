"""What is different between two filings of one case: what an officer looks at after a return."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from . import registry, summary
from .models import Submission
from .steps import Step


@dataclass(frozen=True)
class Change:
    """One answer before and after, as people read them; `row` names the row of a table ("" elsewhere)."""

    step: str
    title: str
    field: str
    label: str
    before: str
    after: str
    row: str = ""


def between(older: Submission, newer: Submission) -> list[Change]:
    """Every difference, in the order of the form and in the active language; files by name and hash."""
    procedure = registry.procedure(newer.case.procedure)
    return [change for step in procedure.steps for change in _of_step(step, older, newer)]


def _of_step(step: Step, older: Submission, newer: Submission) -> Iterator[Change]:
    empty: dict[str, Any] = {"values": {}, "rows": []}
    before, after = older.answers.get(step.slug, empty), newer.answers.get(step.slug, empty)
    if step.form:
        yield from _of_fields(step, step.form.base_fields, before["values"], after["values"], "")
    if step.row:
        yield from _of_rows(step, before["rows"], after["rows"])
    yield from _of_files(step, older, newer)


def _of_fields(
    step: Step, fields: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any], row: str
) -> Iterator[Change]:
    for name, field in fields.items():
        was, now = before.get(name), after.get(name)
        if was != now:
            shown = summary.shown(field, was) if before else "", summary.shown(field, now) if after else ""
            yield Change(step.slug, str(step.title), name, summary.label(field, name), *shown, row)


def _of_rows(step: Step, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Iterator[Change]:
    assert step.row is not None
    old, new = {row["id"]: row for row in before}, {row["id"]: row for row in after}
    for place, row_id in enumerate([*new, *(gone for gone in old if gone not in new)], start=1):
        name = _("row %(n)s") % {"n": place} if row_id in new else _("deleted row")
        yield from _of_fields(step, step.row.base_fields, old.get(row_id, {}), new.get(row_id, {}), name)


def _of_files(step: Step, older: Submission, newer: Submission) -> Iterator[Change]:
    old = {one["sha256"]: one["name"] for one in older.files if one["step"] == step.slug}
    new = {one["sha256"]: one["name"] for one in newer.files if one["step"] == step.slug}
    for digest in [*new, *(gone for gone in old if gone not in new)]:
        if (digest in old) != (digest in new):
            yield Change(step.slug, str(step.title), "files", _("File"), old.get(digest, ""), new.get(digest, ""))
