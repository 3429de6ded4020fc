"""The task list of a draft: every step with how far it is, and what comes after the last."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.cases import answers, drafts, submissions
from portal.cases.registry import Procedure

from . import doors, shown
from .doors import Opened


@dataclass(frozen=True)
class Task:
    """A line of the task list: `status` in words with its colour; no `url` where it cannot be opened yet."""

    number: int | None
    title: str
    url: str
    status: str
    tone: str
    returned: bool = False
    hint: str = ""


@never_cache
@require_safe
def task_list(request: HttpRequest, procedure: Procedure, draft_id: UUID) -> HttpResponse:
    if away := doors.signed_out(request):
        return away
    opened = doors.draft_of(request, procedure, draft_id)
    if opened.draft.submitted_at:
        return redirect(opened.url("receipt"))
    checked = answers.checked_steps(opened.draft)
    tasks = step_tasks(opened, checked)
    ready = all(not checked[step.slug].problems for step in _steps(opened, checked))
    context = {
        "opened": opened,
        "tasks": tasks,
        "closing": closing_tasks(opened, len(tasks), ready=ready),
        "done": sum(1 for task in tasks if task.tone == "green"),
        "reasons": shown.reasons_of(opened.draft),
        "may_edit": drafts.may_edit(opened.actor, opened.draft),
        "may_submit": submissions.may_submit(opened.actor, opened.draft),
        "last": opened.url("step", opened.draft.last_step) if opened.draft.last_step else "",
    }
    return render(request, "cases/wizard/task_list.html", context)


def _steps(opened: Opened, checked: dict[str, answers.Checked]) -> list[answers.Step]:
    said = {slug: one.as_answers() for slug, one in checked.items()}
    return answers.steps_of(opened.draft, said)


def step_tasks(opened: Opened, checked: dict[str, answers.Checked]) -> list[Task]:
    kept = answers.stored(opened.draft)
    returned = {reason.step for reason in shown.reasons_of(opened.draft)}
    return [
        Task(
            number,
            str(step.title),
            opened.url("step", step.slug),
            *_status(answers.status_of(kept.get(step.slug), checked[step.slug])),
            returned=step.slug in returned,
        )
        for number, step in enumerate(_steps(opened, checked), start=1)
    ]


def _status(status: str) -> tuple[str, str]:
    return {
        answers.NOT_STARTED: (_("Not started"), "grey"),
        answers.IN_PROGRESS: (_("In progress"), "blue"),
        answers.COMPLETE: (_("Complete"), "green"),
        answers.HAS_ERRORS: (_("To put right"), "red"),
    }[status]


def closing_tasks(opened: Opened, number: int, *, ready: bool) -> list[Task]:
    """What follows the steps: checking, the security code with filing (REX-7), and printing (REX-8)."""
    later = (_("Cannot start yet"), "grey")
    return [
        Task(None, _("Check your answers"), opened.url("check"), *((_("Ready to do"), "blue") if ready else ("", ""))),
        Task(
            number + 1,
            _("Security code and filing"),
            opened.url("submit") if ready else "",
            *((_("Ready to do"), "blue") if ready else later),
            hint=_("Opens when every step is complete."),
        ),
        Task(number + 2, _("Print and lodge"), "", *later, hint=_("Comes after filing.")),
    ]


@never_cache
@require_POST
def discard(request: HttpRequest, procedure: Procedure, draft_id: UUID) -> HttpResponse:
    """Puts the draft aside, or (`undo`) brings it back."""
    if away := doors.signed_out(request):
        return away
    opened = doors.draft_of(request, procedure, draft_id)
    try:
        if "undo" in request.POST:
            drafts.undo_discard(opened.draft, opened.actor)
            messages.success(request, _("The draft is back, with everything that was typed."))
        else:
            drafts.discard(opened.draft, opened.actor, timezone.now())
    except drafts.NotYours:
        raise PermissionDenied from None
    except drafts.DraftClosed:
        messages.error(request, _("This draft has been filed, or another one has taken its place."))
    return redirect(opened.url("draft"))
