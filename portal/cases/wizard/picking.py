"""The company's products, to tick those that a step's table is to list."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.cases import drafts, picking, products
from portal.cases.registry import Procedure
from portal.parties.catalogue import selectors as catalogue
from portal.parties.catalogue.writing import may_write

from . import doors
from .doors import OpenedStep
from .table import ON_A_PAGE, Found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pick(request: HttpRequest, procedure: Procedure, draft_id: UUID, slug: str) -> HttpResponse:
    """GET lists products in use, POST adds those ticked. 404 where rows come from no products, and for agents."""
    if away := doors.signed_out(request):
        return away
    opened = doors.step_of(request, procedure, draft_id, slug)
    if not opened.takes_products:
        raise Http404
    if not opened.draft.is_open:
        return redirect(opened.url("draft"))
    return _add(request, opened) if request.method == "POST" else _show(request, opened, [])


def _add(request: HttpRequest, opened: OpenedStep) -> HttpResponse:
    ticked = _ticked(request)
    if not ticked:
        return _show(request, opened, ticked, _("Tick at least one product."))
    try:
        count = picking.add(opened.draft, opened.step.slug, opened.actor, timezone.now(), ticked)
    except drafts.Unkept:
        return _show(request, opened, ticked, _no_room(opened, len(ticked)))
    except drafts.DraftClosed:
        return redirect(opened.url("draft"))
    if count < len(ticked):
        messages.info(request, _("A product that has been archived meanwhile was not added."))
    if count:
        said = ngettext("%(n)s product is in the table now.", "%(n)s products are in the table now.", count)
        messages.success(request, said % {"n": count})
    if request.POST.get("wizard-action") == "another":
        return redirect(request.get_full_path())
    pages = -(-(len(opened.data.get("rows", [])) + count) // ON_A_PAGE)
    return redirect(f"{opened.here}?page={pages}#rows")


def _ticked(request: HttpRequest) -> list[int]:
    """Refuses (400) what no page of ours sends: texts that are no numbers, and more ticks than a page has boxes."""
    sent = request.POST.getlist("product")
    if len(sent) > catalogue.PAGE or not all(one.isascii() and one.isdecimal() and len(one) < 16 for one in sent):
        raise BadRequest("no list of products")
    return sorted({int(one) for one in sent})


def _no_room(opened: OpenedStep, ticked: int) -> str:
    most, room = opened.step.max_rows, _room(opened)
    if not room:
        return _("The table is full: it holds %(n)s rows at most.") % {"n": most}
    return _("The table holds %(n)s rows at most. There is room for %(room)s more, and you ticked %(ticked)s.") % {
        "n": most,
        "room": room,
        "ticked": ticked,
    }


def _room(opened: OpenedStep) -> int:
    return max(0, opened.step.max_rows - len(opened.data.get("rows", [])))


def _show(request: HttpRequest, opened: OpenedStep, ticked: list[int], problem: str = "") -> HttpResponse:
    exporter, words = opened.draft.exporter, request.GET.get("q", "")
    page = catalogue.page(exporter, words=words, after=request.GET.get("after"), before=request.GET.get("before"))
    asked = {"q": words} if words else {}
    context: dict[str, Any] = {
        "opened": opened,
        "step": opened.step,
        "page": page,
        "words": words,
        "there": {products.named(row)[0] for row in opened.data.get("rows", [])},
        "ticked": ticked,
        "room": _room(opened),
        "problem": problem,
        "found": [Found(problem, "#products")] if problem else [],
        "earlier": page.before and "?" + urlencode({**asked, "before": page.before}),
        "later": page.after and "?" + urlencode({**asked, "after": page.after}),
        "writes": may_write(exporter, opened.actor),
    }
    return render(request, "cases/wizard/products.html", context, status=422 if problem else 200)
