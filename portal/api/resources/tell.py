"""Rows of the portal as the API tells them: plain values only, dates in ISO, sentences in the reader's language."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.cases import moves, questions, registry, story, withdrawals, words
from portal.cases.models import Attachment, Case, Deadline, Message, Question, Withdrawal
from portal.cases.reasons import Reason
from portal.papers import kinds
from portal.papers.models import Document
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person

FILED_ELSEWHERE = frozenset({"submit", "resubmit", withdrawals.MOVE})  # by drafts, and with a reason
KEEP = "cancel_withdrawal"


def company(exporter: Exporter, actor: Actor) -> dict[str, Any]:
    return {
        "id": exporter.pk,
        "juristic_id": exporter.juristic_id,
        "name": {"th": exporter.name_th, "en": exporter.name_en},
        "kind": exporter.kind,
        "address": {
            "th": {"street": exporter.street_th, "city": exporter.city_th},
            "en": {"street": exporter.street_en, "city": exporter.city_en},
            "postcode": exporter.postcode,
            "country": str(exporter.country),
        },
        "phone": exporter.phone,
        "email": exporter.email,
        "roles": sorted(actor.roles.get(exporter.pk, ())),
        "agent_for": {
            procedure: sorted(held[exporter.pk]) for procedure, held in actor.powers.items() if exporter.pk in held
        },
    }


def rows(cases: Iterable[Case]) -> list[dict[str, Any]]:
    """The cases of a list; each state's label is looked up once."""
    labels: dict[tuple[str, str], str] = {}
    told = []
    for case in cases:
        key = (case.procedure, case.state)
        if key not in labels:
            labels[key] = str(registry.procedure(case.procedure).state(case.state).label)
        told.append(_row(case, labels[key]))
    return told


def _row(case: Case, label: str) -> dict[str, Any]:
    return {
        "reference": case.reference,
        "procedure": case.procedure,
        "company": case.exporter_id,
        "state": case.state,
        "state_label": label,
        "waiting_for": case.waiting_for,
        "submitted_at": case.submitted_at.isoformat(),
        "received_on": case.received_on and case.received_on.isoformat(),
        "due_on": case.due_on and case.due_on.isoformat(),
        "closed_at": case.closed_at and case.closed_at.isoformat(),
        "version": case.version,
    }


def case(found: Case, actor: Actor) -> dict[str, Any]:
    """One case with everything that a program needs to go on with it."""
    last = found.submissions.order_by("-number").first()
    return {
        **rows([found])[0],
        "what_to_do": words.what_to_do(found),
        "moves": _moves(found, actor),
        "questions": [question(one) for one in _questions(found)],
        "may_answer": questions.may_answer(found, actor),
        "deadlines": [_deadline(one) for one in Deadline.objects.filter(case=found)],
        "reasons": [_reason(one) for one in story.reasons_now(found, story.events(found))],
        "findings": list(last.findings) if last else [],
    }


def _moves(found: Case, actor: Actor) -> list[dict[str, Any]]:
    """What the actor may do now, each with what stands against it. A returned case is mended in a draft."""
    offers = moves.offered(found, actor, timezone.now())
    told = [
        _move(offer.move.verb, offer.move.label, [one.as_dict() for one in offer.refusals])
        for offer in offers
        if offer.move.verb not in FILED_ELSEWHERE
    ]
    procedure = registry.procedure(found.procedure)
    open_one = Withdrawal.objects.filter(case=found).open().exists()
    leaving = procedure.move(withdrawals.MOVE)
    if leaving and withdrawals.possible(found, actor):
        keep = _move(KEEP, _("Take the request back"), [])
        told.append(keep if open_one else _move(withdrawals.MOVE, leaving.label, []))
    return told


def _move(verb: str, label: Any, refusals: list[dict[str, Any]]) -> dict[str, Any]:
    return {"verb": verb, "label": str(label), "possible": not refusals, "refusals": refusals}


def _questions(found: Case) -> Iterable[Question]:
    return Question.objects.filter(case=found, cancelled_at=None).prefetch_related("files")


def question(one: Question) -> dict[str, Any]:
    return {
        "id": one.pk,
        "text": one.text,
        "step": one.step,
        "field": one.field,
        "asked_at": one.asked_at.isoformat(),
        "open": one.is_open,
        "answer": one.answer,
        "answered_at": one.answered_at and one.answered_at.isoformat(),
        "files": [file(each) for each in one.files.all()],
    }


def _deadline(one: Deadline) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "clause": one.clause,
        "waiting_for": one.waiting_for,
        "from_on": one.from_on.isoformat(),
        "strict_on": one.strict_on.isoformat(),
        "legal_on": one.legal_on.isoformat(),
        "paused": one.is_paused,
        "met_at": one.met_at and one.met_at.isoformat(),
    }


def _reason(one: Reason) -> dict[str, str]:
    return {
        "code": one.code,
        "step": one.step,
        "field": one.field,
        "clause": one.clause,
        "what_to_do": one.in_language(get_language()),
    }


def file(one: Attachment) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "step": one.step,
        "name": one.name,
        "content_type": one.content_type,
        "size": one.size,
        "sha256": one.sha256,
    }


def message(one: Message) -> dict[str, Any]:
    return {
        "id": one.pk,
        "from": "officers" if one.from_officers else "exporter",
        "author": _name(one.author),
        "at": one.at.isoformat(),
        "text": one.text,
        "files": [file(each) for each in one.files.all()],
    }


def document(one: Document) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "kind": one.kind,
        "title": str(kinds.kind(one.kind).title),
        "state": one.state,
        "standing": str(one.standing(timezone.localdate())),
        "number": one.number,
        "version": one.version,
        "issued_at": one.issued_at and one.issued_at.isoformat(),
        "valid_until": one.valid_until and one.valid_until.isoformat(),
        "sha256": one.sha256,
        "size": one.size,
    }


def _name(person: Person) -> str:
    return person.name_in("en" if (get_language() or "th").startswith("en") else "th")
