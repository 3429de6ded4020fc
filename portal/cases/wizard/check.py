"""Check your answers: everything in the order of the form, every problem linked to its field, and the law's view."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.cases import answers, submissions, summary
from portal.cases.registry import Procedure

from . import doors
from .doors import Opened
from .table import Found


@never_cache
@require_safe
def check(request: HttpRequest, procedure: Procedure, draft_id: UUID) -> HttpResponse:
    """With `?checklist` the officer's own checklist is run on what the draft says now."""
    if away := doors.signed_out(request):
        return away
    opened = doors.draft_of(request, procedure, draft_id)
    if not opened.draft.is_open:
        return redirect(opened.url("draft"))
    problems = linked(opened, answers.problems(opened.draft))
    context = {
        "opened": opened,
        "sections": summary.of_draft(opened.draft),
        "found": problems,
        "findings": submissions.checklist(opened.draft) if "checklist" in request.GET else None,
    }
    return render(request, "cases/wizard/check.html", context)


def linked(opened: Opened, problems: list[answers.Problem]) -> list[Found]:
    """Each problem in words that say where it is, with the address of its field."""
    steps = {step.slug: step for step in opened.procedure.steps}
    return [
        Found(
            _("%(step)s: %(message)s") % {"step": steps[one.step].title, "message": one.message},
            where(opened, one.step, one.field, one.row),
        )
        for one in problems
    ]


def where(opened: Opened, step: str, field: str, row: str = "") -> str:
    """The address of a field in the wizard; its page brings back here."""
    found = opened.procedure.step(step)
    form = None if found is None else found.row if row else found.form
    if row:
        return f"{opened.url('row', step, row)}?show=1{_anchor(form, field)}"
    return f"{opened.url('step', step)}?back=check{'#rows' if field == 'rows' else _anchor(form, field)}"


def _anchor(form: type[forms.Form] | None, field: str) -> str:
    """The id of the field's first input; nothing for what is wrong with a form as a whole."""
    if form is None or field not in form.base_fields:
        return ""
    one_of_several = isinstance(form.base_fields[field].widget, forms.RadioSelect)  # check boxes are of its kind
    return f"#id_{field}_0" if one_of_several else f"#id_{field}"
