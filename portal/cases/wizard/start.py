"""Starting an application: for which company, afresh or from an earlier one, or going on with what is there."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.cases import drafts
from portal.cases.models import Case, Draft
from portal.cases.registry import Procedure
from portal.parties import switching
from portal.parties.actors import Actor
from portal.parties.models import Exporter

OFFERED = 20  # earlier applications to start from


class StartForm(forms.Form):
    """Which company, and from what; what is not the person's own is not offered and not accepted."""

    exporter = forms.ChoiceField(
        label=_("For which company?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the company that you are applying for.")},
    )
    copy_of = forms.ChoiceField(
        label=_("What do you want to start from?"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("From an earlier application everything is copied but undertakings, consent and files."),
    )

    def __init__(
        self, exporters: list[Exporter], earlier: list[Case], chosen: int | None, *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        language = get_language() or "th"
        companies = self.fields["exporter"]
        companies.choices = [(one.pk, one.name_in(language)) for one in exporters]  # type: ignore[attr-defined]
        companies.initial = exporters[0].pk if len(exporters) == 1 else chosen
        copies = [(one.reference, f"{one.reference} · {one.exporter_name_in(language)}") for one in earlier]
        source = self.fields["copy_of"]
        source.choices = [("new", _("An empty form")), *copies]  # type: ignore[attr-defined]
        source.initial = "new"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, procedure: Procedure) -> HttpResponse:
    """GET shows what is there already and offers a start; POST starts. Without a company: the way to one."""
    actor = Actor.of(request.user)
    exporters = _exporters(actor, procedure)
    if not exporters:
        return render(request, "cases/wizard/no_company.html", {"procedure": procedure}, status=200)
    earlier = list(Case.objects.filter(procedure=procedure.slug, exporter__in=exporters)[:OFFERED])
    form = StartForm(exporters, earlier, switching.chosen(request), request.POST or None)
    if form.is_valid():
        exporter = next(one for one in exporters if str(one.pk) == form.cleaned_data["exporter"])
        copied = next((one for one in earlier if one.reference == form.cleaned_data["copy_of"]), None)
        if copied is None or copied.exporter_id == exporter.pk:
            draft = drafts.start(procedure.slug, exporter, actor, timezone.now(), copied)
            return redirect("wizard:draft", procedure, draft.pk)
        form.add_error("copy_of", _("This application is another company's. Choose one of the company's own."))
    context = {
        "procedure": procedure,
        "form": form,
        "open_drafts": _open_drafts(actor, procedure, exporters),
        "earlier": earlier,
    }
    return render(request, "cases/wizard/start.html", context, status=422 if form.is_bound else 200)


def _exporters(actor: Actor, procedure: Procedure) -> list[Exporter]:
    ids = [pk for pk in actor.acts_for_ids if actor.acts_for(pk, procedure.slug, *procedure.who_may_start)]
    return list(Exporter.objects.filter(pk__in=ids).order_by("name_en"))


def _open_drafts(actor: Actor, procedure: Procedure, exporters: list[Exporter]) -> QuerySet[Draft]:
    found = Draft.objects.visible_to(actor).open().filter(procedure=procedure.slug, exporter__in=exporters)
    return found.select_related("exporter", "case", "started_by")[:OFFERED]


@login_required
@require_POST
def reopen(request: HttpRequest, procedure: Procedure, reference: str) -> HttpResponse:
    """Opens the draft in which a returned case is mended, at the answer that a reason speaks of."""
    actor = Actor.of(request.user)
    own = Case.objects.filter(actor.reach(), procedure=procedure.slug)
    case = get_object_or_404(own, reference=reference)
    try:
        draft = drafts.reopen(case, actor, timezone.now())
    except drafts.NotYours:
        raise PermissionDenied from None
    except drafts.DraftClosed:
        return redirect("cases:case", case.reference)
    step, field = request.POST.get("step", ""), request.POST.get("field", "")
    if procedure.step(step) is None:
        return redirect("wizard:draft", procedure, draft.pk)
    place = reverse("wizard:step", args=[procedure, draft.pk, step])
    return redirect(f"{place}#id_{field}" if field.isidentifier() else place)
