"""The page on which an administrator resets an officer's second factor."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.cases.kept import By
from portal.cases.refusals import MoveRefused
from portal.parties.fields import ClearMessages, PlainField

from . import resets
from .moveforms import sentence
from .people import actor_of, administers
from .site import site


class ResetForm(ClearMessages, forms.Form):
    why = PlainField(
        label=gettext_lazy("Why"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("The officer reads it in a letter, and it stays in the history."),
        error_messages={"required": gettext_lazy("Say why the second factor is reset.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, officer_id: int) -> HttpResponse:
    """An officer of another agency is not there, and neither is the page for whoever is no administrator: 404."""
    actor = actor_of(request)
    if not administers(request):
        raise Http404
    officer = get_object_or_404(resets.officers_of(actor), pk=officer_id)
    form = ResetForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            resets.reset_second_factor(officer, By(actor, timezone.now(), form.cleaned_data["why"]))
        except MoveRefused as refused:
            for finding in refused.findings:
                form.add_error(None, sentence(finding))
        else:
            messages.success(request, _("The second factor has been reset. The officer is told by letter."))
            return HttpResponseRedirect(request.path)
    context = {
        **site.each_context(request),
        "title": _("Second factor"),
        "officer": officer,
        "form": form,
        "against": resets.against(officer, actor),
        "changes": resets.history(officer),
    }
    request.current_app = site.name
    return TemplateResponse(request, "desk/reset.html", context, status=422 if form.errors else 200)
