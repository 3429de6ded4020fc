"""A draft's answers between JSON and what a page would have typed."""

from typing import Any

from django import forms

from portal.cases import answers, attachments, registry
from portal.cases.models import Draft
from portal.cases.steps import Raw, Step
from portal.law.evaluators.reading import Record

from . import bodies, tell

MOST_ROWS = 2_000


def row(draft: Draft) -> dict[str, Any]:
    """What a list says of a draft."""
    return {
        "id": str(draft.pk),
        "procedure": draft.procedure,
        "company": draft.exporter_id,
        "case": draft.case.reference if draft.case else None,
        "state": "submitted" if draft.submitted_at else "discarded" if draft.discarded_at else "open",
        "started_at": draft.started_at.isoformat(),
        "changed_at": draft.changed_at.isoformat(),
    }


def whole(draft: Draft) -> dict[str, Any]:
    """The draft with all that is kept of it, as it was typed; a step that nobody saved starts as its page would."""
    kept = answers.stored(draft)
    steps = {}
    for step in registry.procedure(draft.procedure).steps:
        data = kept[step.slug].data if step.slug in kept else {"values": _initial(step, draft)}
        told: dict[str, Any] = {"saved": step.slug in kept}
        if step.form:
            told["values"] = _shown(step.form, data.get("values", {}))
        if step.row:
            told["rows"] = data.get("rows", [])
        steps[step.slug] = told
    return {**row(draft), "steps": steps, "files": [tell.file(one) for one in attachments.of_draft(draft)]}


def wanted(said: Record, draft: Draft) -> dict[str, tuple[Raw, list[Raw] | None]]:
    """Step → what its values are to be, and the rows of its table (None: as they are), from `steps` of a body."""
    kept = answers.stored(draft)
    steps = said.record("steps")
    found: dict[str, tuple[Raw, list[Raw] | None]] = {}
    for step in registry.procedure(draft.procedure).steps:
        if not steps.has(step.slug):
            continue
        part = steps.record(step.slug)
        before = kept[step.slug].data.get("values", {}) if step.slug in kept else _initial(step, draft)
        values = {**before, **_values(part)} if step.form else _values(part)
        found[step.slug] = (values, _rows(part))
        part.done()
    steps.done()
    return found


def _initial(step: Step, draft: Draft) -> dict[str, Any]:
    return dict(step.initial(draft)) if step.initial else {}


def _shown(form: type[forms.Form], typed: Raw) -> dict[str, Any]:
    """What was typed; a tick, which a page sends as "on", is true or false."""
    ticks = {name for name, field in form.base_fields.items() if isinstance(field.widget, forms.CheckboxInput)}
    return {name: bool(value) and value != "false" if name in ticks else value for name, value in typed.items()}


def _values(part: Record) -> dict[str, Any]:
    if not part.has("values"):
        return {}
    return _fields(part.record("values"))


def _rows(part: Record) -> list[Raw] | None:
    if not part.has("rows"):
        return None
    rows: list[Raw] = []
    for each in part.rows("rows", most=MOST_ROWS):
        typed = _fields(each)
        if "id" in typed and len(str(typed["id"])) > 40:
            raise each.unfit("id", "ยาวเกินไป", "This is too long")
        rows.append(typed)
    return rows


def _fields(part: Record) -> dict[str, Any]:
    return bodies.texts_of(part)
