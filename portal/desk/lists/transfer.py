"""The pages on which a list is taken along as a file and brought back."""

from collections.abc import Iterator

from django.contrib import messages
from django.core import signing
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.desk.export import as_csv, as_xlsx
from portal.desk.people import actor_of
from portal.parties.sheets import SheetError

from . import files
from .forms import ConfirmForm, FileForm
from .pages import page, the_kind


@require_safe
def save(request: HttpRequest, kind: str, ending: str) -> HttpResponseBase:
    """The list as it stands."""
    wanted = the_kind(kind)
    return _file(files.exported(wanted), f"{wanted.slug}-{timezone.localdate().isoformat()}", ending)


@require_safe
def template(request: HttpRequest, kind: str, ending: str) -> HttpResponseBase:
    """The head of the table alone, to be filled in."""
    wanted = the_kind(kind)
    return _file(iter([list(files.columns(wanted))]), f"{wanted.slug}-template", ending)


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, kind: str) -> HttpResponse:
    """A file is read and looked at row by row. Nothing is changed here."""
    wanted = the_kind(kind, request)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    preview = None
    if form.is_bound and form.is_valid():
        try:
            preview = files.look(wanted, form.cleaned_data["file"].read(), actor_of(request))
        except SheetError as unfit:
            form.add_error("file", unfit.message.in_language(get_language()))
    confirm = ConfirmForm(initial={"rows": preview.signed}) if preview and preview.signed else None
    context = {"form": form, "preview": preview, "confirm": confirm, "columns": files.columns(wanted)}
    return page(request, wanted, "desk/lists/bring.html", context, 422 if form.errors else 200)


@require_http_methods(["POST"])
def take_over(request: HttpRequest, kind: str) -> HttpResponse:
    """The rows that were looked at become the list's, all or none."""
    wanted = the_kind(kind, request)
    confirm, preview = ConfirmForm(request.POST), None
    if confirm.is_valid():
        said = confirm.cleaned_data
        try:
            preview = files.take_over(wanted, said["rows"], actor_of(request), said["why"])
        except signing.BadSignature:
            messages.error(request, _("These rows are no longer as you looked at them. Bring the file again."))
            return HttpResponseRedirect(reverse("admin:lists_bring", args=[wanted.slug]))
        if not preview.counts[files.WRONG]:
            messages.success(request, _("The list has been changed."))
            return HttpResponseRedirect(reverse("admin:lists_show", args=[wanted.slug]))
        confirm = None  # type: ignore[assignment]
    context = {"form": FileForm(), "preview": preview, "confirm": confirm, "columns": files.columns(wanted)}
    return page(request, wanted, "desk/lists/bring.html", context, 422)


def _file(lines: Iterator[list[str]], name: str, ending: str) -> HttpResponseBase:
    if ending == "xlsx":
        return FileResponse(as_xlsx(lines), as_attachment=True, filename=f"{name}.xlsx")
    answer = StreamingHttpResponse(as_csv(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
