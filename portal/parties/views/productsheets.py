"""The catalogue by spreadsheet: template and download, a file looked at, a yes to what it would do."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..actors import Actor
from ..catalogue import exports, imports, writing
from ..catalogue.columns import COLUMNS
from ..catalogue.plans import first_of
from ..forms.sheet import SheetForm
from ..models import Exporter, ProductSheet
from ..sheets import SheetError
from .catalogue import company_of, shown

SHOWN = 20  # products of a preview
_WRITERS = {"xlsx": (exports.as_workbook, exports.XLSX), "csv": (exports.as_csv, exports.CSV)}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a file and leads to its preview; or says what is wrong in which row of which column."""
    actor, exporter = company_of(request, pk)
    writing.check_may_write(exporter, actor)
    sent = request.method == "POST"
    form = SheetForm(request.POST, request.FILES) if sent else SheetForm()
    context: dict[str, Any] = shown(actor, exporter, form=form, columns=COLUMNS, most=imports.BOUNDS.rows)
    if sent and form.is_valid():
        seen = _previewed(form, exporter, actor)
        if seen and seen.kept:
            return redirect("parties:sheet-preview", pk, seen.kept.pk)
        context["reading"] = seen and seen.reading
    return render(request, "parties/catalogue/sheet.html", context, status=422 if sent else 200)


def _previewed(form: forms.Form, exporter: Exporter, actor: Actor) -> imports.Preview | None:
    file = form.cleaned_data["file"]
    if file.size > imports.BOUNDS.bytes:
        most = imports.BOUNDS.bytes // 1024 // 1024
        form.add_error("file", _("The file is larger than %(most)d MB. Split it.") % {"most": most})
        return None
    try:
        return imports.preview(exporter, actor, file.name, file.read(), timezone.now())
    except SheetError as unfit:
        form.add_error("file", unfit.message.in_language(get_language()))
        return None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, pk: int, sheet_id: Any) -> HttpResponse:
    """What the file would do; a POST says yes to it."""
    actor, kept = _kept(request, pk, sheet_id)
    writing.check_may_write(kept.exporter, actor)
    moved = False
    if request.method == "POST":
        try:
            done = imports.confirm(kept, actor, request.POST.get("stamp", ""), timezone.now())
        except imports.Moved:
            moved = True
        else:
            counts = {"new": len(done.new), "changed": len(done.changed), "unchanged": done.unchanged}
            said = _("The catalogue is saved: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.") % counts
            messages.success(request, said)
            return redirect("parties:products", pk)
    now = imports.preview_of(kept)
    first = list(first_of(now.plan, SHOWN))
    more = max(0, len(now.plan.writes) - SHOWN)
    context = shown(actor, kept.exporter, kept=kept, plan=now.plan, reading=now.reading, first=first, more=more)
    return render(request, "parties/catalogue/preview.html", {**context, "moved": moved}, status=409 if moved else 200)


@login_required
@require_POST
def discard(request: HttpRequest, pk: int, sheet_id: Any) -> HttpResponse:
    """Forgets the file; the catalogue stays as it is."""
    _actor, kept = _kept(request, pk, sheet_id)
    imports.discard(kept)
    return redirect("parties:sheet", pk)


def _kept(request: HttpRequest, pk: int, sheet_id: Any) -> tuple[Actor, ProductSheet]:
    """The file that this person sent for this company."""
    actor, exporter = company_of(request, pk)
    mine = ProductSheet.objects.filter(exporter=exporter, person=actor.someone).select_related("exporter")
    return actor, get_object_or_404(mine, pk=sheet_id)


@login_required
@require_safe
def template(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The file to fill in, with an example in it."""
    company_of(request, pk)
    return _file("template", kind, exports.example_rows())


@login_required
@require_safe
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The whole catalogue as it is now, in the shape in which it is read."""
    _actor, exporter = company_of(request, pk)
    return _file("catalogue", kind, exports.catalogue_rows(exporter))


def _file(name: str, kind: str, rows: Any) -> HttpResponse:
    if kind not in _WRITERS:
        raise Http404
    write, content_type = _WRITERS[kind]
    response = HttpResponse(write(rows), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
