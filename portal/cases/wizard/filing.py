"""Filing: the security code, the one submission, and the receipt."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.cases import answers, drafts, registry, securitycode, submissions
from portal.cases.models import SecurityCode
from portal.cases.refusals import MoveRefused
from portal.cases.registry import Procedure
from portal.law.findings import Finding

from . import check, doors
from .doors import Opened


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, procedure: Procedure, draft_id: UUID) -> HttpResponse:
    """GET asks for the security code; POST files, or says why not. A draft already filed shows its receipt."""
    if away := doors.signed_out(request):
        return away
    opened = doors.draft_of(request, procedure, draft_id)
    if opened.draft.submitted_at:
        return redirect(opened.url("receipt"))
    if not opened.draft.is_open:
        return redirect(opened.url("draft"))
    if answers.problems(opened.draft):
        return redirect(opened.url("check"))
    if request.method != "POST":
        return _ask(request, opened)
    return _letter(request, opened) if "letter" in request.POST else _file(request, opened)


def _file(request: HttpRequest, opened: Opened) -> HttpResponse:
    at = timezone.now()
    if not submissions.may_submit(opened.actor, opened.draft):
        return _ask(request, opened, status=403)
    refused = securitycode.check(opened.draft, opened.actor, request.POST.get("code", "")[:100], at)
    if refused:
        opened.draft.refresh_from_db()
        if opened.draft.submitted_at:  # the other press of the same button was first
            return redirect(opened.url("receipt"))
        return _ask(request, opened, code_refused=refused, status=422)
    try:
        submissions.submit(opened.draft, opened.actor, at)
    except submissions.SubmissionRefused as found:
        problems = check.linked(opened, found.problems)
        return _ask(request, opened, problems=problems, findings=found.findings, status=422)
    except MoveRefused as found:
        return _ask(request, opened, findings=found.findings, status=409)
    except drafts.DraftClosed:
        return redirect(opened.url("draft"))
    return redirect(opened.url("receipt"))


def _letter(request: HttpRequest, opened: Opened) -> HttpResponse:
    try:
        securitycode.send(opened.draft, opened.actor, timezone.now())
    except securitycode.TooMany:
        messages.error(request, _("You have asked for many codes. Wait an hour, or use the picture or the sound."))
    else:
        email = getattr(opened.actor.person, "email", "")
        messages.success(request, _("A code is on its way to %(email)s. Type it below.") % {"email": email})
    return redirect(opened.url("submit"))


def _ask(
    request: HttpRequest,
    opened: Opened,
    *,
    code_refused: Finding | None = None,
    problems: list[Any] | None = None,
    findings: list[Finding] | None = None,
    status: int = 200,
) -> HttpResponse:
    try:
        picture = securitycode.picture(securitycode.new(opened.draft, opened.actor, timezone.now()))
    except securitycode.TooMany:
        picture = ""
    context = {
        "opened": opened,
        "picture": picture,
        "code_refused": code_refused,
        "problems": problems or [],
        "findings": findings or [],
        "may_submit": submissions.may_submit(opened.actor, opened.draft),
        "email": getattr(opened.actor.person, "email", ""),
    }
    return render(request, "cases/wizard/submit.html", context, status=status)


@never_cache
@require_safe
def sound(request: HttpRequest, procedure: Procedure, draft_id: UUID) -> HttpResponse:
    """A code of its own, spoken: five English digits (REX-7)."""
    if away := doors.signed_out(request):
        return away
    opened = doors.draft_of(request, procedure, draft_id)
    try:
        text = securitycode.new(opened.draft, opened.actor, timezone.now(), SecurityCode.Kind.SOUND)
    except securitycode.TooMany:
        return HttpResponse(status=429)
    return HttpResponse(securitycode.spoken(text), content_type="audio/wav")


@never_cache
@require_safe
def receipt(request: HttpRequest, procedure: Procedure, draft_id: UUID) -> HttpResponse:
    """What was filed, when, under which number, and what comes next. Only a filed draft has one."""
    if away := doors.signed_out(request):
        return away
    opened = doors.draft_of(request, procedure, draft_id)
    if not opened.draft.submitted_at:
        return redirect(opened.url("draft"))
    submission = opened.draft.submission
    case = submission.case
    panels = [
        (panel, render_to_string(panel.template, {"case": case, **panel.context(case, opened.actor)}, request))
        for panel in registry.panels()
        if panel.slug == "documents"
    ]
    context = {
        "opened": opened,
        "submission": submission,
        "case": case,
        "state": procedure.state(case.state),
        "panels": panels,
    }
    return render(request, "cases/wizard/receipt.html", context)
