"""Files of a step: added, taken out, brought back."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.cases import attachments, drafts
from portal.cases.models import Attachment
from portal.cases.registry import Procedure

from . import doors
from .doors import OpenedStep


@require_POST
def act(request: HttpRequest, procedure: Procedure, draft_id: UUID, slug: str) -> HttpResponse:
    """Adds the files sent, or takes one out (`remove`) or back (`restore`); says what was done or why not."""
    if away := doors.signed_out(request):
        return away
    opened = doors.step_of(request, procedure, draft_id, slug)
    if not opened.step.files:
        raise Http404
    try:
        if "remove" in request.POST or "restore" in request.POST:
            _remove_or_restore(request, opened)
        else:
            _add(request, opened)
    except drafts.DraftClosed:
        return redirect(opened.url("draft"))
    return redirect(f"{opened.here}#files")


def _add(request: HttpRequest, opened: OpenedStep) -> None:
    sent = request.FILES.getlist("file")
    if not sent:
        messages.error(request, _("Choose a file first, then press “Add the file”."))
    for file in sent:
        try:
            kept = attachments.add(
                file, actor=opened.actor, at=timezone.now(), draft=opened.draft, step=opened.step.slug
            )
        except attachments.FileRefused as refused:
            messages.error(request, f"{(file.name or '')[:80]}: {' '.join(refused.messages)}")
        else:
            messages.success(request, _("“%(name)s” is added.") % {"name": kept.name})


def _remove_or_restore(request: HttpRequest, opened: OpenedStep) -> None:
    removing = "remove" in request.POST
    wanted = request.POST["remove" if removing else "restore"]
    try:
        attachment = get_object_or_404(
            Attachment.objects.select_related("draft"), pk=wanted, draft=opened.draft, step=opened.step.slug
        )
    except ValidationError:
        raise Http404 from None
    if removing:
        attachments.remove(attachment, opened.actor, timezone.now())
        request.session["removed_file"] = str(attachment.pk)
    else:
        attachments.undo_remove(attachment, opened.actor)
        messages.success(request, _("“%(name)s” is back.") % {"name": attachment.name})
