"""A person's companies: the list, registering one, looking at one, changing one."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import invitations, selectors, services
from ..actors import Actor
from ..forms.company import CompanyForm, NewCompanyForm, numbers_formset
from ..models import Exporter, Person, RoleKind


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    actor, now = Actor.of(request.user), timezone.now()
    shown = {
        "companies": list(selectors.companies_of(actor)),
        "powers": list(selectors.powers_held(actor, timezone.localdate(now))),
        "invitations": list(invitations.to(actor.someone, now)),
        "several": len(actor.acts_for_ids) > 1,
    }
    return render(request, "parties/mine.html", shown)


@login_required
def company(request: HttpRequest, pk: int) -> HttpResponse:
    actor = Actor.of(request.user)
    exporter = get_object_or_404(selectors.companies_of(actor), pk=pk)
    owns = actor.holds(exporter.pk, RoleKind.OWNER)
    shown = {
        "exporter": exporter,
        "numbers": exporter.numbers.order_by("id"),
        "roles": selectors.roles_in(exporter, actor),
        "owns": owns,
        "invited": list(selectors.open_invitations(exporter, timezone.now())) if owns else [],
        "powers": list(selectors.powers_given(exporter)) if owns else [],
    }
    return render(request, "parties/company.html", shown)


@login_required
def register(request: HttpRequest) -> HttpResponse:
    form = NewCompanyForm(request.POST or None)
    numbers = _numbers(request, Exporter())
    if _adds_row(request) or request.method != "POST" or not (form.is_valid() & numbers.is_valid()):
        return _form_page(request, "parties/register.html", form, numbers)
    try:
        with transaction.atomic():
            exporter = services.register_company(cast(Person, request.user), form.cleaned_data)
            numbers.instance = exporter
            numbers.save()
    except services.AlreadyRegistered:
        form.add_error(
            "juristic_id",
            _("This company is registered here already. Ask the person at your company who owns it to add you."),
        )
        return _form_page(request, "parties/register.html", form, numbers)
    messages.success(request, _("The company is registered, and you are its owner."))
    return redirect("parties:company", exporter.pk)


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    actor = Actor.of(request.user)
    exporter = get_object_or_404(selectors.companies_of(actor), pk=pk)
    form = CompanyForm(request.POST or None, instance=exporter)
    numbers = _numbers(request, exporter)
    if _adds_row(request) or request.method != "POST" or not (form.is_valid() & numbers.is_valid()):
        return _form_page(request, "parties/change.html", form, numbers)

    def write() -> None:
        form.save()
        numbers.save()

    services.change_company(exporter, actor, write, timezone.now())
    messages.success(request, _("The changes are saved."))
    return redirect("parties:company", exporter.pk)


def _adds_row(request: HttpRequest) -> bool:
    return "add" in request.POST


def _numbers(request: HttpRequest, exporter: Exporter) -> BaseInlineFormSet:
    """The rows of numbers as typed; asked for one more, with one empty row at the end."""
    if request.method != "POST":
        return numbers_formset(extra=1)(instance=exporter, prefix="numbers")
    typed = request.POST.copy()
    if _adds_row(request):
        rows = typed.get("numbers-TOTAL_FORMS", "0")
        typed["numbers-TOTAL_FORMS"] = str(int(rows) + 1) if rows.isdecimal() and len(rows) < 5 else "1"
    return numbers_formset(extra=1)(typed, instance=exporter, prefix="numbers")


def _form_page(request: HttpRequest, template: str, form: CompanyForm, numbers: BaseInlineFormSet) -> HttpResponse:
    """The page with what was typed; a request for another row is no time to speak of errors."""
    if _adds_row(request):
        for part in (form, *numbers.forms):
            part.errors.clear()
        numbers.non_form_errors().clear()
    refused = request.method == "POST" and not _adds_row(request)
    shown = {"form": form, "numbers": numbers, "exporter": form.instance}
    return render(request, template, shown, status=422 if refused else 200)
