"""The public register, and the withdrawal of the consent to be named in it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.cases.refusals import MoveRefused
from portal.parties.actors import Actor

from . import selectors, services
from .forms.register import RegisterForm


@require_safe
@never_cache
def register(request: HttpRequest) -> HttpResponse:
    """Anybody looks up a number. A consent taken back shows at once, so nothing of this is kept by caches (REX-6)."""
    asked = "number" in request.GET
    form = RegisterForm(request.GET if asked else None)
    found = asked and form.is_valid()
    return render(
        request,
        "registrations/register.html",
        {
            "form": form,
            "number": form.cleaned_data["number"] if found else "",
            "entry": selectors.look_up(form.cleaned_data["number"]) if found else None,
            "today": timezone.localdate(),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, number: str) -> HttpResponse:
    """The exporter takes the consent to publication back (REX-6)."""
    actor = Actor.of(request.user)
    held = selectors.held_by(actor, number)
    if held is None:
        raise Http404
    if request.method == "POST":
        try:
            services.withdraw_consent(held, actor, timezone.now())
        except MoveRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Your details are no longer published."))
        return redirect("cases:case", reference=held.application.case.reference)
    return render(request, "registrations/withdraw_consent.html", {"registration": held})
