"""The case page: shows a case to an officer of its agency, and passes what they do on to the services."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.cases import moves, withdrawals
from portal.cases.models import Case, Submission
from portal.cases.refusals import MoveRefused
from portal.parties.actors import Actor

from .acts import ACTS, ActForm
from .casefacts import checklist, facts, offered_acts
from .moveforms import OfferedMove, offered_move, one_more_row, sentence
from .people import actor_of
from .site import site

OUTDATED = frozenset({"changed-meanwhile", "wrong-state"})


def address(case: Case) -> str:
    """Where officers look at the case."""
    return reverse("admin:cases_case_change", args=[case.reference])


@require_safe
def show(request: HttpRequest, reference: str) -> HttpResponse:
    actor, case = _case(request, reference)
    return _page(request, actor, case)


@require_POST
def do(request: HttpRequest, reference: str, act: str) -> HttpResponse:
    """An act beside the moves; refused, the page comes back with everything typed and every reason why."""
    actor, case = _case(request, reference)
    wanted = ACTS.get(act)
    if wanted is None:
        raise Http404
    form = wanted.form(request.POST, request.FILES, prefix=act, case=case)
    if form.is_valid():
        try:
            wanted.run(case, actor, timezone.now(), form.cleaned_data)
        except MoveRefused as refused:
            case.refresh_from_db()
            _tell(form, refused)
        else:
            messages.success(request, str(wanted.done))
            return HttpResponseRedirect(address(case))
    return _page(request, actor, case, acts={act: form}, status=422)


@require_POST
def move(request: HttpRequest, reference: str, verb: str) -> HttpResponse:
    """A move of the case's table; refused, the page comes back with everything typed and every reason why."""
    actor, case = _case(request, reference)
    if "add_row" in request.POST:
        return _page(request, actor, case, typed={verb: one_more_row(request.POST, verb)})
    offer = next((one for one in moves.offered(case, actor, timezone.now()) if one.move.verb == verb), None)
    if offer is None:
        return _not_offered(request, actor, case, verb)
    wanted = offered_move(case, offer, request.POST)
    status = 422
    if wanted.is_valid():
        try:
            _perform(case, actor, wanted, request.POST.get("version", ""))
        except MoveRefused as refused:
            case.refresh_from_db()
            wanted.refuse(refused)
            status = 409 if OUTDATED & {finding.code for finding in refused.findings} else 422
        else:
            messages.success(request, _("Done: %(move)s.") % {"move": offer.move.label})
            return HttpResponseRedirect(address(case))
    return _page(request, actor, case, tried=wanted, status=status)


def _perform(case: Case, actor: Actor, wanted: OfferedMove, version: str) -> None:
    latest = Submission.objects.filter(case=case).order_by("-number").first()
    moves.perform(
        case,
        wanted.move.verb,
        actor,
        timezone.now(),
        given=wanted.given(),
        reasons=wanted.why(),
        note=wanted.note(),
        findings=checklist(case, latest),
        # A page without a version is not ours: it cannot say what its reader was looking at.
        expected_version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0,
    )


def _not_offered(request: HttpRequest, actor: Actor, case: Case, verb: str) -> HttpResponse:
    """The case has moved on, or the move was never this officer's; what they typed is shown for them to keep."""
    typed = [
        value
        for name, values in request.POST.lists()
        if name.startswith(f"{verb}-") and not name.endswith("_FORMS")
        for value in values
        if value.strip()
    ]
    return _page(request, actor, case, lost=typed, outdated=True, status=409)


def _case(request: HttpRequest, reference: str) -> tuple[Actor, Case]:
    """The actor and the case. Another agency's case is not there for them: 404."""
    actor = actor_of(request)
    visible = Case.objects.visible_to(actor).select_related("handler", "exporter")
    return actor, get_object_or_404(visible, reference=reference)


def _page(
    request: HttpRequest,
    actor: Actor,
    case: Case,
    *,
    acts: Mapping[str, ActForm] | None = None,
    typed: Mapping[str, Any] | None = None,
    tried: OfferedMove | None = None,
    lost: list[str] | None = None,
    outdated: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        **site.each_context(request),
        **facts(case, actor),
        **offered_acts(case, actor, acts or {}),
        "title": case.reference,
        "offered_moves": _offered(case, actor, tried, typed or {}),
        "tried": tried,
        "tried_act": next(iter((acts or {}).values()), None),
        "lost": lost or [],
        "outdated": outdated or status == 409,
        "is_fullwidth": "1",
    }
    request.current_app = site.name
    return TemplateResponse(request, "desk/case.html", context, status=status)


def _offered(case: Case, actor: Actor, tried: OfferedMove | None, typed: Mapping[str, Any]) -> list[OfferedMove]:
    """The moves with their forms, the one just tried as it was typed; a withdrawal has a place of its own."""
    offers = {one.move.verb: one for one in moves.offered(case, actor, timezone.now())}
    offers.pop(withdrawals.MOVE, None)
    shown = {verb: offered_move(case, offer, typed.get(verb)) for verb, offer in offers.items()}
    return list((shown | {tried.move.verb: tried}).values() if tried else shown.values())


def _tell(form: forms.Form, refused: MoveRefused) -> None:
    for finding in refused.findings:
        form.add_error(finding.where if finding.where in form.fields else None, sentence(finding))
