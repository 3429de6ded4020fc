"""What an exporter does on the page of a case: each a POST to one service."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages as flash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.cases import messages, moves, questions, withdrawals
from portal.cases.forms import AnswerForm, MessageForm, NoteForm, SaysWhy, WithdrawalForm
from portal.cases.models import Question, Withdrawal
from portal.cases.refusals import MoveRefused

from .case import FILED_ELSEWHERE, page
from .doors import case_of_company


@login_required
@require_POST
def answer(request: HttpRequest, reference: str, question_id: int) -> HttpResponse:
    """Answers the officer's question; what was typed stays when the answer is refused."""
    actor, case = case_of_company(request, reference)
    question = get_object_or_404(Question, pk=question_id, case=case)
    form = AnswerForm(request.POST, request.FILES, prefix="answer")
    given = _given(form)
    if not _done(form, lambda: questions.answer(question, actor, timezone.now(), given["answer"], given["attached"])):
        case.refresh_from_db()
        return page(request, actor, case, 422, answer_form=form, refused=form)
    flash.success(request, _("Your answer has been sent. The officers go on with your application."))
    return redirect("cases:case", reference)


@login_required
@require_POST
def message(request: HttpRequest, reference: str) -> HttpResponse:
    """Writes to the officers."""
    actor, case = case_of_company(request, reference)
    form = MessageForm(request.POST, request.FILES, prefix="message")
    given = _given(form)
    if not _done(form, lambda: messages.post(case, actor, timezone.now(), given["text"], given["attached"])):
        return page(request, actor, case, 422, message_form=form, refused=form)
    flash.success(request, _("Your message has been sent."))
    return redirect("cases:case", reference)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Asks once more, with a reason, before an application is taken back."""
    actor, case = case_of_company(request, reference)
    if not withdrawals.possible(case, actor):
        raise Http404
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _done(
        form, lambda: withdrawals.request(case, actor, timezone.now(), _given(form)["reason"])
    ):
        closed = case.closed_at is not None
        flash.success(
            request,
            _("The application is withdrawn.")
            if closed
            else _("Your request has been sent. An officer decides on it."),
        )
        return redirect("cases:case", reference)
    context = {"case": case, "form": form, "at_once": withdrawals.at_once(case)}
    return render(request, "cases/withdraw.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def keep(request: HttpRequest, reference: str, withdrawal_id: int) -> HttpResponse:
    """Takes the request to withdraw back."""
    actor, case = case_of_company(request, reference)
    withdrawal = get_object_or_404(Withdrawal, pk=withdrawal_id, case=case)
    return _flashed(
        request,
        reference,
        lambda: withdrawals.cancel(withdrawal, actor, timezone.now()),
        _("Your request was taken back. The application goes on."),
    )


@login_required
@require_POST
def move(request: HttpRequest, reference: str, verb: str) -> HttpResponse:
    """Makes a move that was offered to the exporter as a button."""
    actor, case = case_of_company(request, reference)
    if verb in FILED_ELSEWHERE:
        raise Http404
    seen, note = request.POST.get("version", ""), _given(NoteForm(request.POST)).get("note", "")
    version = int(seen) if seen.isdecimal() and len(seen) < 10 else None
    return _flashed(
        request,
        reference,
        lambda: moves.perform(case, verb, actor, timezone.now(), note=note, expected_version=version),
        _("Done."),
    )


def _given(form: SaysWhy) -> dict[str, Any]:
    form.is_valid()
    return form.cleaned_data


def _done(form: SaysWhy, act: Callable[[], object]) -> bool:
    """Whether the service did it; if not, the form says why, in the page's language."""
    if form.errors:
        return False
    try:
        act()
    except MoveRefused as refusal:
        form.take(refusal.findings, get_language() or "th")
    except ValidationError as refusal:  # a file that cannot be kept
        form.add_error("attached", refusal)
    return not form.errors


def _flashed(request: HttpRequest, reference: str, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
    except MoveRefused as refusal:
        for finding in refusal.findings:
            flash.error(request, finding.message.in_language(get_language()))
    else:
        flash.success(request, done)
    return redirect("cases:case", reference)
