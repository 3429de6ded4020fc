"""The pages of the lists: everybody's look at them, the administrators' changes, and the history of those."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.cases import keepable, kept
from portal.cases.models import KeptChange
from portal.cases.reference import current_values
from portal.cases.refusals import MoveRefused
from portal.desk.moveforms import sentence
from portal.desk.people import actor_of
from portal.desk.site import site

from .kinds import HOLDS, KINDS, Kind

CHANGES_A_PAGE = 50


@require_safe
def show(request: HttpRequest, kind: str) -> HttpResponse:
    """The list as it stands."""
    wanted, today = the_kind(kind), timezone.localdate()
    actor = actor_of(request)
    rows = [
        (row, list(zip(wanted.headers, row.cells, strict=True)), row.pk is not None and kept.may_keep(actor, row.key))
        for row in wanted.rows(today)
    ]
    return page(request, wanted, "desk/lists/show.html", {"rows": rows, "holds": HOLDS})


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, kind: str) -> HttpResponse:
    """A new row; refused, the page comes back with everything typed."""
    wanted = the_kind(kind, request)
    form = wanted.add_form(request.POST) if request.method == "POST" else wanted.add_form()
    if form.is_bound and form.is_valid() and tried(form, lambda: form.save(actor_of(request))):
        messages.success(request, _("The list has been changed."))
        return HttpResponseRedirect(reverse("admin:lists_show", args=[wanted.slug]))
    context = {"form": form, "examples": _examples(wanted)}
    return page(request, wanted, "desk/lists/add.html", context, 422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, kind: str, row: int) -> HttpResponse:
    """The end of a row: it holds no longer, and stays in the history."""
    wanted = the_kind(kind, request)
    ended = get_object_or_404(wanted.standing(), pk=row)
    form = wanted.end_form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and tried(form, lambda: form.save(actor_of(request), ended)):  # type: ignore[arg-type]
        messages.success(request, _("The list has been changed."))
        return HttpResponseRedirect(reverse("admin:lists_show", args=[wanted.slug]))
    shown = next((one for one in wanted.rows(timezone.localdate()) if one.pk == row), None)
    return page(request, wanted, "desk/lists/end.html", {"form": form, "row": shown}, 422 if form.is_bound else 200)


@require_safe
def history(request: HttpRequest, kind: str) -> HttpResponse:
    """Every change of the list, the latest first."""
    wanted = the_kind(kind)
    changes = KeptChange.objects.filter(table=wanted.table).select_related("by")
    if wanted.table == kept.VALUES:
        changes = changes.filter(what__in=wanted.value_keys())
    older = request.GET.get("older", "")
    if older.isascii() and older.isdigit() and len(older) < 19:
        changes = changes.filter(number__lt=int(older))
    found = list(changes[: CHANGES_A_PAGE + 1])
    more, found = len(found) > CHANGES_A_PAGE, found[:CHANGES_A_PAGE]
    context = {"changes": [(one, _what(wanted, one)) for one in found], "older": found[-1].number if more else None}
    return page(request, wanted, "desk/lists/history.html", context)


def the_kind(slug: str, request: HttpRequest | None = None) -> Kind:
    """The list of that name, 404 where there is none; with a `request`, for whoever may change lists."""
    kind = KINDS.get(slug)
    if kind is None:
        raise Http404
    if request is not None and not kept.may_keep(actor_of(request)):
        raise PermissionDenied
    return kind


def tried(form: django_forms.Form, change: Callable[[], object]) -> bool:
    """Whether the change was made; what stands against it is told at its field."""
    try:
        change()
    except ValidationError as wrong:
        for name, errors in (wrong.message_dict if hasattr(wrong, "error_dict") else {"": wrong.messages}).items():
            for said in errors:
                form.add_error(name if name in form.fields else None, said)
        return False
    except MoveRefused as refused:
        for finding in refused.findings:
            form.add_error(None, sentence(finding))
        return False
    return True


def page(request: HttpRequest, kind: Kind, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": kind.title,
        "kind": kind,
        "may_change": kept.may_keep(actor_of(request)),
        "is_fullwidth": "1",
        **context,
    }
    request.current_app = site.name
    return TemplateResponse(request, template, context, status=status)


def _what(kind: Kind, change: KeptChange) -> str | date:
    return keepable.title_of(change.what) if kind.table == kept.VALUES else date.fromisoformat(change.what)


def _examples(kind: Kind) -> list[str]:
    """The first number that each pattern in force gives; a value that is no pattern gives none."""
    values, today = current_values(), timezone.localdate()
    found = [keepable.example_of(key, values.at(key, on=today).value) for key in kind.value_keys()]
    return [example for example in found if example]
