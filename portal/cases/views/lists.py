from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.cases import registry, worklist
from portal.parties.switching import at_work


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My work: what waits for me first, then all cases of my companies."""
    actor = at_work(request)
    if actor.is_officer:
        return redirect("admin:index")
    state, words = request.GET.get("state", ""), request.GET.get("q", "").strip()[:100]
    older, newer = _number(request, "older_than"), _number(request, "newer_than")
    first = older is None and newer is None
    searched = bool(state or words)
    context = {
        "page": worklist.page(actor, state=state, words=words, older_than=older, newer_than=newer),
        "waiting": worklist.waiting_for_me(actor) if first and not searched else [],
        "drafts": worklist.drafts(actor) if first and not searched else [],
        "states": worklist.states(),
        "state": state,
        "words": words,
        "searched": searched,
        "first": first,
        "procedures": registry.procedures(),
        "has_company": bool(actor.acts_for_ids),
        "today": timezone.localdate(),
    }
    return render(request, "cases/mine.html", context)


def _number(request: HttpRequest, name: str) -> int | None:
    said = request.GET.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 18 else None
