"""Powers of attorney: giving one, looking at it with its scan, ending it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import invitations, powers, uploads
from ..actors import Actor, RoleKind
from ..forms.people import PowerForm
from ..models import Power
from .people import NOT_INVITED, owned


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, pk: int) -> HttpResponse:
    actor, exporter = owned(request, pk)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PowerForm(*posted, initial={"starts_on": timezone.localdate()})
    if form.is_valid():
        given = form.cleaned_data
        try:
            power = powers.give(exporter, actor, given, given["file"], timezone.now())
        except uploads.FileRefused as refused:
            form.add_error("file", refused)
        except invitations.NotInvited as refused:
            form.add_error("email", NOT_INVITED[refused.why]())
        else:
            messages.success(
                request, _("The agent is invited to take up the power of attorney, and acts from then on.")
            )
            return redirect("parties:power", power.pk)
    shown = {"form": form, "exporter": exporter}
    return render(request, "parties/people/power_new.html", shown, status=422 if form.is_bound else 200)


@login_required
@require_safe
def power(request: HttpRequest, power_id: UUID) -> HttpResponse:
    actor, found = _found(request, power_id)
    shown = {
        "power": found,
        "stands": found.stands(timezone.localdate()),
        "owns": actor.holds(found.exporter_id, RoleKind.OWNER),
    }
    return render(request, "parties/people/power.html", shown)


@login_required
@require_POST
def end(request: HttpRequest, power_id: UUID) -> HttpResponse:
    actor, found = _found(request, power_id)
    try:
        powers.end(found, actor, timezone.now())
    except powers.NotEnded:
        messages.warning(request, _("This power of attorney had ended already."))
    else:
        messages.success(request, _("The power of attorney has ended; it opens nothing from now on."))
    return redirect("parties:power", power_id)


@login_required
@require_safe
def scan(request: HttpRequest, power_id: UUID) -> FileResponse:
    """The signed paper, to be kept by the reader's browser and never run in it."""
    _actor, found = _found(request, power_id)
    return uploads.handed_out(found.file, found.file_name, found.content_type)


def _found(request: HttpRequest, power_id: UUID) -> tuple[Actor, Power]:
    """The actor and a power that they may look at. 404 for anything else."""
    actor = Actor.of(request.user)
    return actor, get_object_or_404(powers.visible_to(actor), pk=power_id)
