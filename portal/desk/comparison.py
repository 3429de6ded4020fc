"""The submissions of a case side by side: each with the one before it, as far as they differ."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.cases import changes, turns
from portal.cases.models import Case, Submission

from .people import actor_of
from .site import site


@require_safe
def compare(request: HttpRequest, reference: str, number: int | None = None) -> HttpResponse:
    """Submission `number` (the last one, if none is named) beside the one before it."""
    visible = Case.objects.visible_to(actor_of(request)).select_related("exporter")
    case = get_object_or_404(visible, reference=reference)
    filed = list(Submission.objects.filter(case=case).only("number", "at", "case_id").order_by("number"))
    if not filed or (number or 1) > len(filed) or number == 0:
        raise Http404
    number = number or len(filed)
    pair = list(
        Submission.objects.filter(case=case, number__in=(number - 1, number))
        .select_related("by", "case")
        .order_by("number")
    )
    newer, older = pair[-1], pair[0] if len(pair) > 1 else None
    context = {
        **site.each_context(request),
        "title": _("What changed since the last submission"),
        "case": case,
        "state": turns.state_of(case),
        "filed": filed,
        "newer": newer,
        "older": older,
        "steps": changes.by_step(changes.between(older, newer)) if older else [],
        "is_fullwidth": "1",
    }
    request.current_app = site.name
    return TemplateResponse(request, "desk/comparison.html", context)
