from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.cases import messages, moves, products, questions, registry, story, summary, turns, withdrawals, words
from portal.cases.forms import AnswerForm, MessageForm
from portal.cases.models import Case, Question, Withdrawal
from portal.parties.actors import Actor

from .doors import case_of_company

FILED_ELSEWHERE = frozenset({"submit", "resubmit", withdrawals.MOVE})  # these have pages of their own


@login_required
@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """One case as its own company sees it."""
    actor, found = case_of_company(request, reference)
    return page(request, actor, found)


def page(request: HttpRequest, actor: Actor, found: Case, status: int = 200, **said: Any) -> HttpResponse:
    """The page of a case; `said` holds a form that was refused, with everything typed in it."""
    happened = story.events(found)
    offers = moves.offered(found, actor, timezone.now())
    context = {
        "case": found,
        "procedure": registry.procedure(found.procedure),
        "state": turns.state_of(found),
        "what_to_do": words.what_to_do(found),
        "mine": found.waiting_for == "exporter",
        "today": timezone.localdate(),
        "offers": [offer for offer in offers if offer.move.verb not in FILED_ELSEWHERE],
        "may_mend": any(offer.move.verb == "resubmit" for offer in offers),
        "reasons": story.reasons_now(found, happened),
        "stages": story.progress(found, happened),
        "timeline": story.timeline(found, happened, officers=False),
        "answer_form": AnswerForm(prefix="answer"),
        "message_form": MessageForm(prefix="message"),
        "panels": [(panel, _shown(request, panel, found, actor)) for panel in registry.panels_of(found)],
    }
    context |= _conversation(found, actor) | _withdrawal(found, actor) | _filed(found, actor) | said
    return render(request, "cases/case.html", context, status=status)


def _conversation(found: Case, actor: Actor) -> dict[str, Any]:
    asked = list(Question.objects.filter(case=found).select_related("answered_by").prefetch_related("files"))
    return {
        "question": next((one for one in asked if one.is_open), None),
        "asked": [one for one in asked if one.answered_at],
        "may_answer": questions.may_answer(found, actor),
        "letters": found.messages.select_related("author").prefetch_related("files"),
        "may_write": messages.may_post(found, actor),
    }


def _withdrawal(found: Case, actor: Actor) -> dict[str, Any]:
    last = Withdrawal.objects.filter(case=found).order_by("-pk").first()
    is_open = last is not None and last.outcome == Withdrawal.Outcome.OPEN
    possible = withdrawals.possible(found, actor)
    return {"withdrawal": last, "withdrawal_is_open": is_open, "may_withdraw": possible}


def _filed(found: Case, actor: Actor) -> dict[str, Any]:
    last = found.submissions.select_related("case").order_by("-number").first()
    if last is None:
        return {"submission": None, "sections": []}
    pages = products.addresses(actor, found, last.answers)
    return {"submission": last, "sections": summary.of_submission(last, get_language() or "th", pages)}


def _shown(request: HttpRequest, panel: registry.Panel, found: Case, actor: Actor) -> str:
    return render_to_string(panel.template, {"case": found, **panel.context(found, actor)}, request)
