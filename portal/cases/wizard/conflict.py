"""Two people, or one with two windows, changed the same step: both are shown and one is chosen."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.cases import rows, summary
from portal.cases.drafts import VersionConflict
from portal.cases.steps import Raw, controls

from .doors import OpenedStep


@dataclass(frozen=True)
class Both:
    """A field as it is kept and as it was typed here."""

    label: str
    kept: str
    typed: str

    @property
    def differs(self) -> bool:
        return self.kept != self.typed


def of_step(request: HttpRequest, opened: OpenedStep, found: VersionConflict, *, quietly: bool) -> HttpResponse:
    kept = found.kept.data.get("values", {}) if found.kept else {}
    marks = {"version": found.kept.version if found.kept else 0}
    return _answer(request, opened, found, opened.step.form, kept, opened.here, marks, quietly=quietly)


def of_row(
    request: HttpRequest, opened: OpenedStep, found: VersionConflict, row_id: str, *, quietly: bool
) -> HttpResponse:
    """A row that was changed or deleted elsewhere; kept after a deletion, it is added as a new one."""
    kept = (rows.find(found.kept.data, row_id) if found.kept else None) or {}
    url = opened.url("row", opened.step.slug, row_id)
    marks = {"seen": rows.digest(kept), "new": "" if kept else "1"}
    return _answer(request, opened, found, opened.step.row, kept, url, marks, quietly=quietly)


def _answer(
    request: HttpRequest,
    opened: OpenedStep,
    found: VersionConflict,
    form: type[forms.Form] | None,
    kept: Raw,
    url: str,
    marks: dict[str, Any],
    *,
    quietly: bool,
) -> HttpResponse:
    if quietly:
        return render(request, "cases/wizard/_conflict.html", {"opened": opened}, status=409)
    context = {
        "opened": opened,
        "step": opened.step,
        "url": url,
        "marks": marks,
        "typed": [(name, one) for name, value in found.typed.items() if name != "id" for one in _texts(value)],
        "both": _compared(form, kept, found.typed) if form else [],
        "saved_by": found.kept.saved_by if found.kept else None,
        "saved_at": found.kept.saved_at if found.kept else None,
        "gone": found.row and not kept,
    }
    return render(request, "cases/wizard/conflict.html", context, status=409)


def _texts(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _compared(form: type[forms.Form], kept: Raw, typed: Raw) -> list[Both]:
    return [
        Both(summary.label(field, name), _as_read(field, name, kept), _as_read(field, name, typed))
        for name, field in form.base_fields.items()
        if not isinstance(field.widget, forms.HiddenInput) or kept.get(name, "") != typed.get(name, "")
    ]


def _as_read(field: forms.Field, name: str, raw: Raw) -> str:
    names = controls(type("One", (forms.Form,), {name: field}))
    if list(names) == [name]:
        return summary.shown(field, raw.get(name))
    return " ".join(str(raw.get(part, "")) for part in names).strip()
