"""The queue: narrowed down, turned over a page at a time, and cases taken straight from it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.cases import handling
from portal.cases.models import Case
from portal.cases.refusals import MoveRefused
from portal.parties.actors import Actor

from . import queue
from .forms import QueueForm
from .people import actor_of
from .site import site


def show_queue(request: HttpRequest) -> HttpResponse:
    """A page of the queue; a POST takes the cases ticked, each on its own."""
    actor = actor_of(request)
    if request.method == "POST":
        _take(request, actor)
        return HttpResponseRedirect(request.get_full_path())
    form = QueueForm(request.GET or {"shelf": queue.SHELVES[0].slug}, actor=actor)
    wanted, today = form.wanted(), timezone.localdate()
    page = queue.page(actor, wanted, today, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = {
        **site.each_context(request),
        "title": _("Queue of cases"),
        "form": form,
        "wanted": wanted,
        "page": page,
        "today": today,
        "shelves": [(one, _address(request, shelf=one.slug)) for one in queue.SHELVES],
        "next_page": _address(request, after=page.after) if page.after else "",
        "previous_page": _address(request, before=page.before) if page.before else "",
        "everywhere": _address(request, shelf="all"),
        "without_filters": f"?{urlencode({'shelf': wanted.shelf.slug})}",
        "is_fullwidth": "1",
    }
    request.current_app = site.name
    return TemplateResponse(request, "desk/queue.html", context)


def _address(request: HttpRequest, **said: Any) -> str:
    """This page's address with `said` in place, and without the place in the pages it had."""
    kept = {key: value for key, value in request.GET.items() if key not in ("after", "before") and value}
    return f"?{urlencode(kept | said)}"


def _take(request: HttpRequest, actor: Actor) -> None:
    taken = 0
    chosen = Case.objects.visible_to(actor).filter(pk__in=_numbers(request.POST.getlist("case"))).order_by("pk")
    for case in chosen[: queue.PAGE]:
        try:
            handling.take(case, actor, timezone.now())
            taken += 1
        except MoveRefused as refused:
            reasons = " ".join(finding.message.in_language(get_language()) for finding in refused.findings)
            messages.error(request, f"{case.reference}: {reasons}")
    if taken:
        said = ngettext("You have taken %(count)s case.", "You have taken %(count)s cases.", taken)
        messages.success(request, said % {"count": taken})
    elif not request.POST.getlist("case"):
        messages.warning(request, _("Tick the cases that you want to take first."))


def _numbers(typed: list[str]) -> list[int]:
    return [int(one) for one in typed if one.isascii() and one.isdigit() and len(one) < 19]
