"""Asking for papers, trying again, taking them back. The worker does the making (see making.py)."""

import logging
from datetime import datetime
from typing import Any

import orjson
from django.db import IntegrityError, transaction
from django.utils.translation import override

from portal.cases import happenings
from portal.cases.models import Case, Submission
from portal.parties.actors import Actor
from portal.parties.models import Agency

from . import kinds
from .models import Document

log = logging.getLogger(__name__)


class CannotRetry(Exception):
    """The document is not waiting for somebody to try again, or not for this somebody."""


def request(case: Case, kind: str, *, submission: Submission | None = None, at: datetime) -> Document:
    """Asks for a paper of `kind`. Asked twice for the same case and submission, it is one paper."""
    known = _newest(case, kind, submission)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            document = _queue(case, kind, submission, at, replaces=_of_earlier_filing(case, kind, submission))
    except IntegrityError:  # somebody asked in the same moment
        known = _newest(case, kind, submission)
        if known is None:
            raise
        return known
    return document


def replace(document: Document, actor: Actor, *, at: datetime, reason: str) -> Document:
    """Asks for a new version with the facts of today; the old one stays in force until the new one is issued."""
    with transaction.atomic():
        case = happenings.lock(document.case)
        old = Document.objects.select_for_update().get(pk=document.pk)
        newer = Document.objects.filter(replaces=old).first()
        if newer is None:
            newer = _queue(old.case, old.kind, old.submission, at, replaces=old)
            happenings.record(case, "replace_document", actor, at, note=reason, given=_named(old))
    return newer


def retry(document: Document, actor: Actor, *, at: datetime) -> None:
    """Puts a failed paper back in the queue. Raises CannotRetry where there is nothing to try again."""
    if not visible_to(actor).filter(pk=document.pk).exists():
        raise CannotRetry
    again = Document.objects.filter(pk=document.pk, state=Document.State.FAILED).update(
        state=Document.State.QUEUED, attempts=0, next_try_at=at, failure="", claim=None, claimed_at=None
    )
    if not again:
        raise CannotRetry
    document.refresh_from_db()
    transaction.on_commit(wake)


def revoke(document: Document, actor: Actor, *, at: datetime, reason: str) -> None:
    """Takes the paper back for the future: whoever verifies it sees since when; why is for the company and officers."""
    with transaction.atomic():
        case = happenings.lock(document.case)
        if Document.objects.filter(pk=document.pk, revoked_at=None).update(revoked_at=at, revoked_reason=reason):
            happenings.record(case, "revoke_document", actor, at, note=reason, given=_named(document))
    document.refresh_from_db()


def visible_to(actor: Actor) -> Any:
    """The documents that `actor` may see: those of visible cases, of kinds shown to that side."""
    side = "officers" if actor.is_officer else "exporter"
    shown = [kind.slug for kind in kinds.kinds() if side in kind.shown_to]
    return Document.objects.filter(case__in=Case.objects.visible_to(actor), kind__in=shown)


def _named(document: Document) -> dict[str, Any]:
    """What the case's own history says of the document: enough to find it by, whatever becomes of its row."""
    return {"document": document.pk, "kind": document.kind, "number": document.number, "sha256": document.sha256}


def _newest(case: Case, kind: str, submission: Submission | None) -> Document | None:
    return Document.objects.filter(case=case, kind=kind, submission=submission).order_by("-version").first()


def _of_earlier_filing(case: Case, kind: str, submission: Submission | None) -> Document | None:
    """The paper whose place the new one takes: somebody who lodges last month's print lodges the wrong one."""
    if submission is None or not kinds.kind(kind).of_last_filing:
        return None
    earlier = Document.objects.filter(case=case, kind=kind, submission__number__lt=submission.number)
    return earlier.filter(replaced_by=None).order_by("-submission__number", "-version").first()


def _queue(
    case: Case, slug: str, submission: Submission | None, at: datetime, *, replaces: Document | None = None
) -> Document:
    kind = kinds.kind(slug)
    facts = {"head": _head(case, kind), "body": kind.facts(case, submission)}
    document = Document.objects.create(
        case=case,
        submission=submission,
        kind=slug,
        # What JSON makes of the values is what the paper will say, today and when made again.
        facts=orjson.loads(orjson.dumps(facts, default=str)),
        version=replaces.version + 1 if replaces else 1,
        replaces=replaces,
        requested_at=at,
        next_try_at=at,
        valid_until=kind.valid_until(case, submission) if kind.valid_until else None,
    )
    transaction.on_commit(wake)
    return document


def _head(case: Case, kind: kinds.DocumentKind) -> dict[str, Any]:
    agency = Agency(case.agency)
    return {"reference": case.reference, "title": _both(kind.title), "agency": _both(agency.label)}


def _both(text: Any) -> dict[str, str]:
    said = {}
    for language in ("th", "en"):
        with override(language):
            said[language] = str(text)
    return said


def wake() -> None:
    """Calls the worker. A broker that cannot be reached costs one beat, not the request: the scan comes anyway."""
    from .tasks import render_queued

    try:
        render_queued.delay()
    except Exception:
        log.warning("the worker could not be called; the next scan will find the paper", exc_info=True)
