"""The page of one row of a step's table: new or changed, saved as it is typed, deleted, brought back."""

import re
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.cases import answers, drafts, picking, rows
from portal.cases.registry import Procedure

from . import conflict, doors, parking, shown, typed
from .doors import OpenedStep
from .typed import Typed


@never_cache
@require_GET
def new(request: HttpRequest, procedure: Procedure, draft_id: UUID, slug: str) -> HttpResponse:
    """An empty row, under an id of its own from the start: typed in twice, it is one row."""
    if not request.user.is_authenticated:
        return parking.park_or_sign_in(request, procedure, draft_id, slug)
    opened = _opened(request, procedure, draft_id, slug)
    if not opened.draft.is_open:
        return redirect(opened.url("draft"))
    assert opened.step.row is not None
    return _show(request, opened, drafts.new_id(), opened.step.row(), is_new=True)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, procedure: Procedure, draft_id: UUID, slug: str, row_id: str) -> HttpResponse:
    """One row. 404 for a row that the table does not have."""
    if not request.user.is_authenticated:
        return parking.park_or_sign_in(request, procedure, draft_id, slug, row_id)
    opened = _opened(request, procedure, draft_id, slug)
    if not opened.draft.is_open:
        return redirect(opened.url("draft"))
    if request.method == "POST":
        return save(request, opened, row_id, typed.read(request.POST, opened.step.row_controls()))
    kept = rows.find(opened.data, row_id)
    if kept is None or opened.step.row is None:
        raise Http404
    tried = "show" in request.GET or bool(opened.kept and opened.kept.tried)
    return _show(request, opened, row_id, shown.judged(opened.step.row, _values(kept), tried=tried))


def save(request: HttpRequest, opened: OpenedStep, row_id: str, sent: Typed) -> HttpResponse:
    """Keeps the row as sent. A new row that is still empty is not made."""
    quietly = bool(request.headers.get("HX-Request"))
    try:
        _keep(opened, row_id, sent)
    except drafts.VersionConflict as found:
        found.typed = sent.values
        return conflict.of_row(request, opened, found, row_id, quietly=quietly)
    except drafts.Unkept as refused:
        return _unkept(request, opened, row_id, sent, refused, quietly=quietly)
    except drafts.DraftClosed:
        return redirect(opened.url("draft"))
    except KeyError:
        raise Http404 from None
    opened.kept = answers.stored(opened.draft).get(opened.step.slug)
    return _saved(request, opened, row_id, sent) if quietly else _go_on(request, opened, row_id, sent)


def _keep(opened: OpenedStep, row_id: str, sent: Typed) -> None:
    place = (opened.draft, opened.step.slug)
    there = rows.find(opened.data, row_id)
    now, tab, turn = timezone.now(), sent.tab, sent.turn
    if there or not sent.is_new:
        rows.change(*place, row_id, opened.actor, now, sent.values, seen=sent.seen or None, tab=tab, turn=turn)
    elif not re.fullmatch("[0-9a-f]{8}", row_id):
        raise KeyError(row_id)
    elif any(str(text).strip() for text in sent.values.values()):
        rows.add(*place, opened.actor, now, sent.values, row_id, tab=tab, turn=turn)


def _go_on(request: HttpRequest, opened: OpenedStep, row_id: str, sent: Typed) -> HttpResponse:
    kept = rows.find(opened.data, row_id)
    if kept is None:
        return redirect(f"{opened.here}#rows")
    here = opened.url("row", opened.step.slug, row_id)
    if sent.action != "later" and answers.check(opened.step, {"rows": [kept]}).problems_of(row_id):
        return redirect(f"{here}?show=1")
    number = opened.data["rows"].index(kept) + 1
    messages.success(request, _("Row %(n)s is saved.") % {"n": number})
    if sent.action == "another":
        return redirect(opened.url("new_row", opened.step.slug))
    return redirect(f"{opened.here}?page={(number - 1) // 50 + 1}#rows")


def _saved(request: HttpRequest, opened: OpenedStep, row_id: str, sent: Typed) -> HttpResponse:
    kept = rows.find(opened.data, row_id) or {}
    assert opened.step.row is not None
    form = shown.judged(opened.step.row, _values(kept), tried=False)
    left = [form[name] for name in sent.touched if name in form.fields] if kept else []
    context = {"kept": opened.kept if kept else None, "left": left, "seen": rows.digest(kept) if kept else ""}
    return render(request, "cases/wizard/_saved.html", context)


def _unkept(
    request: HttpRequest, opened: OpenedStep, row_id: str, sent: Typed, refused: drafts.Unkept, *, quietly: bool
) -> HttpResponse:
    if quietly or opened.step.row is None:
        return render(request, "cases/wizard/_unkept.html", {"refused": refused}, status=422)
    if refused.why == "unknown":
        raise BadRequest("unknown fields")  # a product that the sender may not name: no page of ours sends one
    form = shown.judged(opened.step.row, sent.values, tried=True)
    if refused.why == "too-many":
        form.add_error(None, _("The table is full: it holds %(n)s rows at most.") % {"n": opened.step.max_rows})
    else:
        shown.beyond_measure(form, refused.names)
    return _show(request, opened, row_id, form, is_new=sent.is_new, status=422)


@never_cache
@require_POST
def act(request: HttpRequest, procedure: Procedure, draft_id: UUID, slug: str) -> HttpResponse:
    """Deletes a row (`remove`) or brings a deleted one back (`restore`); has it say what the newest version of its
    product says (`newest`), or parts it from its product (`part`)."""
    if away := doors.signed_out(request):
        return away
    opened = _opened(request, procedure, draft_id, slug)
    place = (opened.draft, opened.step.slug)
    try:
        if row_id := request.POST.get("remove", ""):
            rows.remove(*place, row_id, opened.actor, timezone.now())
            query = urlencode({"removed": row_id, "page": request.POST.get("page", "1")})
            return redirect(f"{opened.here}?{query}#rows")
        if "newest" in request.POST or "part" in request.POST:
            return _of_product(request, opened)
        rows.restore(*place, request.POST.get("restore", ""), opened.actor, timezone.now())
    except drafts.DraftClosed:
        return redirect(opened.url("draft"))
    except (KeyError, drafts.NotYours):
        raise Http404 from None
    messages.success(request, _("The row is back in its place."))
    return redirect(f"{opened.here}#rows")


def _of_product(request: HttpRequest, opened: OpenedStep) -> HttpResponse:
    place = (opened.draft, opened.step.slug)
    if row_id := request.POST.get("newest", ""):
        version = picking.take_newest(*place, row_id, opened.actor, timezone.now())
        said = _("The row now says what version %(n)s of %(code)s says.")
        messages.success(request, said % {"n": version.number, "code": version.product.code})
    else:
        picking.part(*place, request.POST.get("part", ""), opened.actor, timezone.now())
        messages.success(request, _("The row no longer names a product. What it says is as before."))
    return redirect(f"{opened.here}?{urlencode({'page': request.POST.get('page', '1')})}#rows")


def _opened(request: HttpRequest, procedure: Procedure, draft_id: UUID, slug: str) -> OpenedStep:
    opened = doors.step_of(request, procedure, draft_id, slug)
    if opened.step.row is None:
        raise Http404
    return opened


def _values(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name != "id"}


def _show(
    request: HttpRequest,
    opened: OpenedStep,
    row_id: str,
    form: forms.Form,
    *,
    is_new: bool = False,
    status: int = 200,
) -> HttpResponse:
    kept = rows.find(opened.data, row_id)
    number = opened.data.get("rows", []).index(kept) + 1 if kept else len(opened.data.get("rows", [])) + 1
    context = {
        "opened": opened,
        "step": opened.step,
        "form": form,
        "fields": shown.fields(form, []),
        "unseen": form.hidden_fields(),
        "row_id": row_id,
        "number": number,
        "is_new": is_new and kept is None,
        "seen": rows.digest(kept) if kept else "",
        "tab": shown.marks(0)["tab"],
        "url": opened.url("row", opened.step.slug, row_id),
    }
    return render(request, "cases/wizard/row.html", context, status=status)
