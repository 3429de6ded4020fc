"""What the case page shows, gathered once: the filing, what the law says of it, and everything that has happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.cases import chain, changes, handling, questions, registry, summary, turns, withdrawals, words
from portal.cases.models import Attachment, Case, Deadline, Event, Message, Question, Submission
from portal.cases.reasons import Reason
from portal.law.findings import Finding
from portal.parties.actors import Actor

from .acts import ACTS, ActForm, open_question, open_withdrawal
from .places import place_label
from .signatures import signatures


@dataclass(frozen=True)
class Happening:
    """An event as a person reads it."""

    event: Event
    headline: str
    reasons: tuple[tuple[str, Reason], ...]  # (where, reason)


def facts(case: Case, actor: Actor) -> dict[str, Any]:
    """Everything on the page that is not a form; a fixed number of queries, whatever has happened on the case."""
    filed = list(Submission.objects.filter(case=case).select_related("by", "case").order_by("-number")[:2])
    latest = filed[0] if filed else None
    happened = happenings(case)
    changed = changes.between(filed[1], latest) if latest and len(filed) == 2 else []
    return {
        "case": case,
        "procedure": registry.procedure(case.procedure),
        "state": turns.state_of(case),
        "what_to_do": words.what_to_do(case),
        "today": timezone.localdate(),
        "submission": latest,
        "sections": summary.of_submission(latest, get_language() or "th") if latest else [],
        "changes": changed,
        "changed_fields": {(change.step, change.field) for change in changed},
        "findings": checklist(case, latest),
        "files": Attachment.objects.filter(case=case, removed_at=None).select_related("uploaded_by"),
        "questions": Question.objects.filter(case=case).select_related("asked_by", "answered_by"),
        "messages_of_case": Message.objects.filter(case=case).select_related("author"),
        "deadlines": Deadline.objects.filter(case=case),
        "happenings": happened,
        "signatures": signatures(case, [one.event for one in happened]),
        "breaks": list(chain.breaks(one.event for one in reversed(happened))),
        "panels": [(panel, dict(panel.context(case, actor))) for panel in registry.panels_of(case)],
    }


def checklist(case: Case, submission: Submission | None) -> list[Finding]:
    """What the law's own check says of the answers filed: the same that the exporter could see before filing."""
    if submission is None:
        return []
    return list(registry.procedure(case.procedure).checklist(submission.answers, case))


def happenings(case: Case) -> list[Happening]:
    """The case's events, the latest first."""
    return [
        Happening(
            event,
            headline(case, event),
            tuple(
                (place_label(case.procedure, said.step, said.field) if said.step else "", said)
                for said in (Reason.from_dict(reason) for reason in event.reasons)
            ),
        )
        for event in _events(case)
    ]


def _events(case: Case) -> "QuerySet[Event]":
    return Event.objects.filter(case=case).select_related("actor").order_by("-number")


def headline(case: Case, event: Event) -> str:
    """What happened, in a few words; who has the case in hand is told to officers only."""
    in_hand = {
        "take": _("Taken in hand"),
        "give_back": _("Given back: the case is free"),
        "assign": _("Given to an officer"),
    }
    return in_hand.get(event.verb) or words.headline_of(case, event)


def offered_acts(case: Case, actor: Actor, bound: Mapping[str, ActForm]) -> dict[str, Any]:
    """The acts beside the moves: those that are possible with their form, and why the others are not."""
    question, withdrawal = open_question(case), open_withdrawal(case)
    closed = case.closed_at is not None
    not_takeable = [] if closed else handling.against_taking(case, actor)
    deciding = withdrawal is not None and withdrawals.may_decide(case, actor)
    may_pass_on = not closed and handling.may_assign(case, actor)
    possible = {
        "take": not closed and not not_takeable,
        "give-back": may_pass_on and case.handler_id is not None,
        "assign": may_pass_on,
        "ask": not closed and not questions.against_asking(case, actor),
        "cancel-question": question is not None and actor.person_id in (question.asked_by_id, case.handler_id),
        "message": True,
        "accept-withdrawal": deciding,
        "decline-withdrawal": deciding,
    }
    return {
        "acts": {
            slug.replace("-", "_"): bound.get(slug) or ACTS[slug].form(prefix=slug, case=case)
            for slug, may in possible.items()
            if may or slug in bound
        },
        "against_taking": not_takeable,
        "against_asking": [] if closed else questions.against_asking(case, actor),
        "open_question": question,
        "open_withdrawal": withdrawal,
    }
