"""The public tools of duty drawback: what unused material costs, and an estimate from three spreadsheets."""

import csv
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.parties.sheets import Sheet, SheetError, harmless, read_sheet
from portal.parties.templatetags.page import amount
from portal.tools import models as shared
from portal.tools.page import ToolPage, Verdict
from portal.tools.registry import tool_of

from .forms import EstimateForm, UnusedForm
from .services.estimate import COLUMNS, Problem, estimate, read_ledger
from .services.templates import template_of

SLUG = "drawback"
SHOWN = 200
AT_ONCE = 5  # findings of one kind
MOST_AN_HOUR = 60


class UnusedPage(ToolPage):
    """What is paid for material under guarantee that was not used (G-1)."""

    slug = "unused"
    evaluator = "drawback-unused"
    form = UnusedForm
    template = "drawback/tools/unused.html"
    example = "imported_on=15/01/2024&duty=100000.00&paid_on=10/02/2025"

    def begin_with(self) -> Mapping[str, Any]:
        return {"paid_on": timezone.localdate()}

    def as_input(self, said: Mapping[str, Any], rows: Mapping[str, list[Mapping[str, Any]]]) -> dict[str, Any]:
        days = {name: said[name].isoformat() for name in ("imported_on", "paid_on")}
        return {**days, "duty": said["duty"]}

    def verdict(self, answer: Mapping[str, Any], given: Mapping[str, Any]) -> Verdict:
        late = any(finding["code"] == "paid-late" for finding in answer["findings"])
        total = _("%(total)s THB are to be paid.") % {"total": amount(answer["total"])}
        return Verdict("bad" if late else "plain", total)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def estimate_page(request: HttpRequest) -> HttpResponse:
    """Takes three spreadsheets and leads to the result; or says what is wrong in which row of which."""
    sent = request.method == "POST"
    form = EstimateForm(request.POST, request.FILES) if sent else EstimateForm()
    context: dict[str, Any] = {"tool": tool_of(SLUG), "form": form, "columns": COLUMNS}
    if not sent:
        return render(request, "drawback/tools/estimate.html", context)
    if not _is_allowed(request):
        return render(request, "429.html", status=429)
    sheets = _sheets(form) if form.is_valid() else {}
    facts, problems = read_ledger(sheets) if len(sheets) == len(COLUMNS) else ({}, [])
    if form.errors or problems:
        context |= {"problems": problems, "by_file": _by_file(problems)}
        return render(request, "drawback/tools/estimate.html", context, status=422)
    kept = shared.keep(SLUG, estimate(facts), timezone.now())
    return redirect("tools:drawback-result", code=kept.code)


def _is_allowed(request: HttpRequest) -> bool:
    """An hour's measure for each address: reading spreadsheets is work."""
    key = f"tools-drawback-{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, 3600)
    return cache.incr(key) <= MOST_AN_HOUR


def _sheets(form: EstimateForm) -> dict[str, Sheet]:
    sheets = {}
    for name in COLUMNS:
        try:
            sheets[name] = read_sheet(form.cleaned_data[name].read())
        except SheetError as unfit:
            form.add_error(name, unfit.message.in_language(get_language()))
    return sheets


def _by_file(problems: list[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.file, []).append(problem)
    return found


@require_safe
@never_cache
def result(request: HttpRequest, code: str) -> HttpResponse:
    """A result that was kept: for whoever has its address, until it is deleted or its time is over."""
    kept = _kept(code)
    answer = kept.answer
    totals = answer["totals"]
    context = {
        "tool": tool_of(SLUG),
        "kept": kept,
        "answer": answer,
        "totals": totals[:SHOWN],
        "more_totals": max(0, len(totals) - SHOWN),
        "cuts": answer["cuts"][:SHOWN],
        "more_cuts": max(0, len(answer["cuts"]) - SHOWN),
        "balances": answer["balances"][:SHOWN],
        "more_balances": max(0, len(answer["balances"]) - SHOWN),
        "findings": _by_kind(answer["findings"]),
        "address": request.build_absolute_uri(),
    }
    response = render(request, "drawback/tools/result.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _by_kind(findings: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A hundred findings of one kind would bury the tables: the first of each are shown, others are folded."""
    kinds: dict[str, list[Mapping[str, Any]]] = {}
    for finding in findings:
        kinds.setdefault(finding["code"], []).append(finding)
    return [
        {"first": alike[:AT_ONCE], "folded": alike[AT_ONCE:SHOWN], "more": max(0, len(alike) - SHOWN)}
        for alike in kinds.values()
    ]


@require_safe
@never_cache
def result_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The cuts of a result as a CSV file that spreadsheets open in Thai."""
    answer = _kept(code).answer
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="cuts.csv"'
    response.write("\ufeff")
    names = ("export", "lot", "material", "quantity", "refund")
    rows = ([harmless(cut[name]) for name in names] for cut in answer["cuts"])
    csv.writer(response, lineterminator="\r\n").writerows(chain([names], rows))
    return response


@require_POST
def forget(request: HttpRequest, code: str) -> HttpResponse:
    """Deletes a result at once."""
    _kept(code).delete()
    messages.success(request, _("The result is deleted."))
    return redirect("tools:drawback")


@require_safe
def template(request: HttpRequest, name: str) -> HttpResponse:
    """A spreadsheet to fill in."""
    if name not in COLUMNS:
        raise Http404
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(template_of(name), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _kept(code: str) -> shared.SharedResult:
    found = shared.kept(SLUG, code, timezone.now())
    if found is None:
        raise Http404
    return found
