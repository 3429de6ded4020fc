"""The queue: narrowed down, turned over a page at a time, and cases taken straight from it."""

import logging
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.cases import handling
from portal.cases.models import Case
from portal.cases.refusals import MoveRefused
from portal.parties.actors import Actor

from . import bulk, export, queue, savedviews
from .forms import QueueForm
from .models import SavedView
from .people import actor_of
from .site import site

log = logging.getLogger(__name__)


def show_queue(request: HttpRequest) -> HttpResponse:
    """A page of the queue; a POST takes the cases ticked, each on its own, leads to the check of an act on them all,
    or keeps or deletes a view."""
    actor = actor_of(request)
    if request.method == "POST" and request.POST.get("act") == "check":
        return _to_the_check(request)
    if request.method == "POST":
        {"keep-view": _keep_view, "forget-view": _forget_view}.get(request.POST.get("act", ""), _take)(request, actor)
        return HttpResponseRedirect(request.get_full_path())
    form = QueueForm(request.GET or {"shelf": queue.SHELVES[0].slug}, actor=actor)
    wanted, today = form.wanted(), timezone.localdate()
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    page = queue.page(actor, wanted, today, after=after, before=before)
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
        "saved_views": SavedView.objects.filter(person=actor.person),
        "query": savedviews.query_of(request.GET.dict()),
        "choices": bulk.choices(actor),
        "all_ticked": "tick" in request.GET,
        "tick_all": f"{_address(request, after=after, before=before, tick='all')}#cases",
        "is_fullwidth": "1",
    }
    request.current_app = site.name
    return TemplateResponse(request, "desk/queue.html", context)


@require_safe
def export_queue(request: HttpRequest, kind: str) -> HttpResponseBase:
    """What the queue shows, every page of it, as a spreadsheet."""
    actor, today, language = actor_of(request), timezone.localdate(), get_language() or "th"
    wanted = QueueForm(request.GET or {"shelf": queue.SHELVES[0].slug}, actor=actor).wanted()
    if export.is_too_long(actor, wanted, today):
        said = _("More than %(most)s cases fit. Narrow the queue down, then save the file.")
        messages.error(request, said % {"most": f"{export.MOST_ROWS:,}"})
        return HttpResponseRedirect(f"{reverse('admin:cases_case_changelist')}?{request.GET.urlencode()}")
    log.info("queue saved as %s by person %s: %s", kind, actor.person_id, savedviews.query_of(request.GET.dict()))
    lines = export.rows(actor, wanted, today, language)
    name = f"queue-{today.isoformat()}.{kind}"
    if kind == "xlsx":
        return FileResponse(export.as_xlsx(lines), as_attachment=True, filename=name)
    answer = StreamingHttpResponse(export.as_csv(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _keep_view(request: HttpRequest, actor: Actor) -> None:
    name = " ".join(request.POST.get("name", "").split())
    if not name or len(name) > savedviews.LONGEST_NAME:
        messages.error(request, _("Give the view a name of at most 60 letters."))
        return
    try:
        savedviews.keep(actor.someone, name, savedviews.query_of(request.GET.dict()))
    except savedviews.TooManyViewsError:
        messages.error(request, _("You have twenty views. Delete one that you no longer need first."))
        return
    messages.success(request, _("The view “%(name)s” is kept.") % {"name": name})


def _forget_view(request: HttpRequest, actor: Actor) -> None:
    name = request.POST.get("name", "")
    savedviews.forget(actor.someone, name)
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": name})


def _address(request: HttpRequest, **said: Any) -> str:
    """This page's address with `said` in place, and without the place in the pages it had."""
    kept = {key: value for key, value in request.GET.items() if key not in ("after", "before", "tick") and value}
    return f"?{urlencode(kept | said)}"


def _to_the_check(request: HttpRequest) -> HttpResponse:
    """On to the page that says case by case what can be done; it is a page of its own, with an address."""
    cases, wanted = bulk.numbers(request.POST.getlist("case")), request.POST.get("do", "")
    if not cases:
        messages.warning(request, _("Tick the cases first."))
    elif not wanted:
        messages.warning(request, _("Choose what to do with the ticked cases."))
    else:
        asked = urlencode({"do": wanted, "case": cases}, doseq=True)
        return HttpResponseRedirect(f"{reverse('admin:cases_case_bulk')}?{asked}")
    return HttpResponseRedirect(request.get_full_path())


def _take(request: HttpRequest, actor: Actor) -> None:
    taken = 0
    chosen = Case.objects.visible_to(actor).filter(pk__in=bulk.numbers(request.POST.getlist("case"))).order_by("pk")
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
