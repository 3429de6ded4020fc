"""Documents for those who may see them: getting one, watching it being made, trying again."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.cases.models import Case
from portal.parties.actors import Actor

from . import keeping, kinds, panel, services
from .models import Document


@require_safe
@login_required
@never_cache
def download(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The issued file, if it is still what was issued; 404 for whoever may not see it, and while there is none."""
    mine = services.visible_to(Actor.of(request.user)).filter(state=Document.State.ISSUED)
    document = get_object_or_404(mine.select_related("case"), pk=pk)
    pattern = kinds.kind(document.kind).filename
    name = pattern.format(reference=document.case.reference, number=document.number)
    kept = keeping.whole(document)
    if kept is None:
        keeping.tell_of_damage(document, timezone.now())
        return render(request, "papers/damaged.html", {"case": document.case}, status=500)
    headers = {"Content-Disposition": content_disposition_header(False, name) or "inline"}
    return HttpResponse(kept, content_type="application/pdf", headers=headers)


@require_safe
@login_required
@never_cache
def of_case(request: HttpRequest, reference: str) -> HttpResponse:
    """The panel alone: case pages fetch it again while something is being made."""
    actor = Actor.of(request.user)
    case = get_object_or_404(Case.objects.visible_to(actor), reference=reference)
    given = {**panel.context(case, actor), "back": _safe(request, request.GET.get("back", ""))}
    return render(request, "papers/_panel.html", given)


@require_POST
@login_required
def retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """ "Try again" on a document that could not be made."""
    actor = Actor.of(request.user)
    document = get_object_or_404(services.visible_to(actor).select_related("case"), pk=pk)
    try:
        services.retry(document, actor, at=timezone.now())
    except services.CannotRetry:
        messages.info(request, _("This document is being made already, or is ready."))
    else:
        messages.success(request, _("The document is being made again. This page shows it when it is ready."))
    back = _safe(request, request.POST.get("back", ""))
    return redirect(back) if back else redirect("papers:of_case", document.case.reference)


def _safe(request: HttpRequest, back: str) -> str:
    """The page to go back to, if it is one of ours."""
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return back if ours and back.startswith("/") else ""
