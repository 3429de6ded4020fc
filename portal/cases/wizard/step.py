"""The page of a step: shows what is kept, saves what is typed (by itself, or by its button)."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.cases import answers, attachments, drafts
from portal.cases.models import Attachment
from portal.cases.registry import Procedure

from . import conflict, doors, parking, shown, table, typed
from .doors import OpenedStep
from .typed import Typed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, procedure: Procedure, draft_id: UUID, slug: str) -> HttpResponse:
    """GET shows the step. POST saves: quietly for htmx, else going on to the next step or showing what is wrong."""
    if not request.user.is_authenticated:
        return parking.park_or_sign_in(request, procedure, draft_id, slug)
    opened = doors.step_of(request, procedure, draft_id, slug)
    if not opened.draft.is_open:
        return redirect(opened.url("draft"))
    if "parked" in request.GET:
        return parking.bring_back(request, opened)
    if request.method == "POST":
        return save(request, opened, typed.read(request.POST, opened.step.controls()))
    return show(request, opened)


def save(request: HttpRequest, opened: OpenedStep, sent: Typed) -> HttpResponse:
    """Keeps what was sent and answers as the page asked; nothing typed is lost in any of the answers."""
    quietly = bool(request.headers.get("HX-Request"))
    try:
        opened.kept = drafts.save(
            opened.draft,
            opened.step.slug,
            opened.actor,
            timezone.now(),
            sent.values,
            expected_version=sent.version,
            tab=sent.tab,
            turn=sent.turn,
            tried=not quietly and not sent.action,
        )
    except drafts.VersionConflict as found:
        return conflict.of_step(request, opened, found, quietly=quietly)
    except drafts.Unkept as refused:
        return _unkept(request, opened, sent, refused, quietly=quietly)
    except drafts.DraftClosed:
        return redirect(opened.url("draft"))
    if quietly:
        return _saved(request, opened, sent)
    return _go_on(request, opened, sent)


def _go_on(request: HttpRequest, opened: OpenedStep, sent: Typed) -> HttpResponse:
    if sent.action == "later":
        return redirect(opened.url("draft"))
    if sent.action == "add-row":
        return redirect(opened.url("new_row", opened.step.slug))
    if sent.action == "add-products" and opened.takes_products:
        return redirect(opened.products_url)
    if answers.check(opened.step, opened.data).problems:
        return redirect(f"{opened.here}?back={_back(request)}" if _back(request) else opened.here)
    return redirect(opened.url("check") if _back(request) == "check" else opened.next_url())


def _saved(request: HttpRequest, opened: OpenedStep, sent: Typed) -> HttpResponse:
    """The quiet answer: the time of saving, and the errors of the fields that have been left."""
    form = shown.form_of(opened)
    left = [form[name] for name in sent.touched if name in form.fields] if form else []
    context = {"kept": opened.kept, "left": left}
    return render(request, "cases/wizard/_saved.html", context)


def _unkept(
    request: HttpRequest, opened: OpenedStep, sent: Typed, refused: drafts.Unkept, *, quietly: bool
) -> HttpResponse:
    if quietly or opened.step.form is None:
        return render(request, "cases/wizard/_unkept.html", {"refused": refused}, status=422)
    form = shown.judged(opened.step.form, sent.values, tried=True)
    shown.beyond_measure(form, refused.names)
    return show(request, opened, form=form, status=422)


def _back(request: HttpRequest) -> str:
    return "check" if "check" in (request.GET.get("back"), request.POST.get("wizard-back")) else ""


def _removed_file(request: HttpRequest, opened: OpenedStep) -> Attachment | None:
    """The file that was taken out a moment ago, while it can still be brought back."""
    if not opened.step.files or "removed_file" not in request.session:
        return None
    gone = Attachment.objects.filter(draft=opened.draft, step=opened.step.slug, removed_at__isnull=False)
    return gone.filter(pk=request.session.pop("removed_file")).first()


def show(request: HttpRequest, opened: OpenedStep, form: Any = None, status: int = 200) -> HttpResponse:
    form = form or shown.form_of(opened)
    reasons = [one for one in shown.reasons_of(opened.draft) if one.step == opened.step.slug]
    named = {field.name for field in form} if form else set()
    tried = bool(opened.kept and opened.kept.tried)
    context = {
        "opened": opened,
        "step": opened.step,
        "form": form,
        "fields": shown.fields(form, reasons),
        "reasons": [one for one in reasons if one.field not in named],
        "marks": shown.marks(opened.kept.version if opened.kept else 0),
        "back": _back(request),
        "table": table.of(opened, request.GET.get("page", ""), tried=tried),
        "removed": request.GET.get("removed", ""),
        "files": attachments.of_draft(opened.draft, opened.step.slug) if opened.step.files else None,
        "removed_file": _removed_file(request, opened),
        "most_bytes": settings.ATTACHMENT_MAX_BYTES,
        "found": table.errors(opened, form, tried=tried),
    }
    return render(request, opened.step.template or "cases/wizard/step.html", context, status=status)
