"""Check your answers: everything in the order of the form, every problem linked to its field, and the law's view."""

from uuid import UUID

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
    if row:
        return f"{opened.url('row', step, row)}?show=1#id_{field}"
    anchor = "#rows" if field == "rows" else f"#id_{field}" if field else ""
    return f"{opened.url('step', step)}?back=check{anchor}"
