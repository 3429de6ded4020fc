from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.cases import moves, registry, turns, words

from .doors import case_of_company


@login_required
@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """One case as its own company sees it."""
    actor, found = case_of_company(request, reference)
    context = {
        "case": found,
        "procedure": registry.procedure(found.procedure),
        "state": turns.state_of(found),
        "what_to_do": words.what_to_do(found),
        "offers": moves.offered(found, actor, timezone.now()),
    }
    return render(request, "cases/case.html", context)
