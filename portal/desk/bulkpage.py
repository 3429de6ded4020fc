"""The pages of one act on many cases: the check of each case, the one button, and what became of it."""

from uuid import UUID, uuid4

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from portal.cases import registry
from portal.cases.models import Case
from portal.parties.actors import Actor
from portal.parties.models import Person

from . import bulk
from .bulk import Choice
from .models import BulkItem, BulkRun
from .moveforms import move_form_of
from .people import actor_of
from .site import site


class ColleagueForm(forms.Form):
    """To whom the cases go."""

    officer = forms.ModelChoiceField(
        label=gettext_lazy("Officer"),
        queryset=Person.objects.none(),
        empty_label=gettext_lazy("Choose"),
        error_messages={"required": gettext_lazy("Choose the officer who takes the cases.")},
    )


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Each ticked case with what stands against the act; nothing is changed here."""
    actor = actor_of(request)
    return _page(request, actor, _wanted(actor, request.GET.get("do", "")), request.GET.getlist("case"))


@require_POST
def do(request: HttpRequest) -> HttpResponse:
    """Does it for the cases that the check let through, in the versions that it saw; the same page sent again does
    nothing again."""
    actor, token = actor_of(request), _token(request)
    run = BulkRun.objects.filter(token=token, person=actor.person).first()
    if run is None:
        wanted, seen = _wanted(actor, request.POST.get("do", "")), _seen(request.POST.getlist("seen"))
        form = _form(wanted, request)
        colleague = _colleague(request, actor, list(seen)) if wanted.slug == bulk.ASSIGN else None
        if not seen or not form.is_valid() or (colleague and not colleague.is_valid()):
            return _page(request, actor, wanted, [str(one) for one in seen], form=form, status=422)
        officer = colleague.cleaned_data["officer"] if colleague else None
        note = form.cleaned_data.get("note", "")
        run = bulk.begin(token, wanted, seen, actor, timezone.now(), officer=officer, note=note)
    if run.person_id != actor.person_id:
        raise Http404
    bulk.carry_out(run, actor, timezone.now())
    return HttpResponseRedirect(reverse("admin:cases_case_bulk_result", args=[run.token]))


@require_safe
def result(request: HttpRequest, token: UUID) -> HttpResponse:
    """What became of a run; it is there for the officer who made it."""
    actor = actor_of(request)
    run = get_object_or_404(BulkRun.objects.select_related("officer"), token=token, person=actor.person)
    items = list(run.items.filter(case__in=Case.objects.visible_to(actor)).select_related("case"))
    context = {
        **site.each_context(request),
        "title": _("What was done"),
        "run": run,
        "label": _label(run.choice),
        "done": [one for one in items if one.outcome == BulkItem.Outcome.DONE],
        "refused": [one for one in items if one.outcome == BulkItem.Outcome.REFUSED],
        "waiting": [one for one in items if one.outcome == BulkItem.Outcome.WAITING],
    }
    request.current_app = site.name
    return TemplateResponse(request, "desk/bulk_result.html", context)


def _token(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError as unreadable:
        raise Http404 from unreadable


def _wanted(actor: Actor, slug: str) -> Choice:
    wanted = bulk.choice(actor, slug)
    if wanted is None:
        raise Http404
    return wanted


def _label(slug: str) -> str:
    """What the run did, also for who has lost the duty since."""
    procedure, _dot, verb = slug.partition(".")
    if not verb:
        return {bulk.TAKE: _("Take the case"), bulk.ASSIGN: _("Hand over to a colleague")}[slug]
    move = registry.procedure(procedure).move(verb)
    return str(move.label) if move else verb


def _seen(typed: list[str]) -> dict[int, int]:
    """The number of each case with the version that the check showed; what cannot be read is no case of ours."""
    pairs = [bulk.numbers(one.split(".")) for one in typed[: bulk.MOST]]
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2 and pair[1] < 2**31}


def _form(wanted: Choice, request: HttpRequest | None = None) -> forms.Form:
    """The note of a move; handling asks for none."""
    if wanted.move is None:
        return forms.Form(request.POST if request else None)
    made = move_form_of(registry.procedure(wanted.procedure), wanted.move)
    return made(request.POST if request else None)


def _colleague(request: HttpRequest, actor: Actor, numbers: list[int]) -> ColleagueForm:
    given = request.POST if request.method == "POST" else request.GET
    form = ColleagueForm(given if "officer" in given else None)
    able = [person.pk for person in bulk.colleagues(bulk.ticked(actor, numbers), actor)]
    form.fields["officer"].queryset = Person.objects.filter(pk__in=able).order_by("name_th")  # type: ignore[attr-defined]
    return form


def _page(
    request: HttpRequest,
    actor: Actor,
    wanted: Choice,
    chosen: list[str],
    *,
    form: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    numbers = bulk.numbers(chosen)
    cases = bulk.ticked(actor, numbers)
    colleague = _colleague(request, actor, numbers) if wanted.slug == bulk.ASSIGN else None
    officer = colleague.cleaned_data["officer"] if colleague and colleague.is_valid() else None
    checked = bulk.check(cases, wanted, actor, timezone.now(), officer)
    context = {
        **site.each_context(request),
        "title": wanted.label,
        "wanted": wanted,
        "form": form or _form(wanted),
        "colleague": colleague,
        "officer": officer,
        "possible": [one for one in checked if not one.refusals],
        "refused": [one for one in checked if one.refusals],
        "cut_off": len(set(numbers)) > bulk.MOST,
        "most": bulk.MOST,
        "token": request.POST.get("token") or uuid4(),
        "is_fullwidth": "1",
    }
    request.current_app = site.name
    return TemplateResponse(request, "desk/bulk_check.html", context, status=status)
