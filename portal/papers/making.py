"""How a queued paper becomes an issued one, so that a worker killed at any line loses and doubles nothing.

claim (one conditional UPDATE) → number (own transaction, kept on the row) → render and sign (no transaction)
→ file under a name of this claim → hash, file and state in one UPDATE that only the claim's holder can make.
A file without its UPDATE is an orphan in the document's own folder: the next claim sweeps it.
"""

import hashlib
import logging
import uuid
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from portal.cases import announcements, numbers

from . import failing, kinds, render, sign
from .models import Document, folder_of

log = logging.getLogger(__name__)

STALE = timedelta(minutes=5)  # a claim older than this belongs to a worker that is gone
MAX_ATTEMPTS = 5


class ClaimLost(Exception):
    """Another worker took the paper over meanwhile: what this one made must not count."""


def make_due() -> int:
    """Makes papers until none is due; answers how many were issued."""
    issued = 0
    while (document := claim(timezone.now())) is not None:
        issued += make(document)
    return issued


def due(now: datetime) -> Q:
    queued = Q(state=Document.State.QUEUED, next_try_at__lte=now)
    abandoned = Q(state=Document.State.RENDERING, claimed_at__lt=now - STALE)
    return queued | abandoned


def claim(now: datetime) -> Document | None:
    """Takes the paper that has waited longest; None where nothing is due."""
    waiting = Document.objects.filter(due(now)).order_by("next_try_at")
    for pk, held_by in waiting.values_list("pk", "claim")[:50]:
        token = uuid.uuid4()
        # The claim seen is part of the condition: of two workers that saw it one wins, on any database.
        won = Document.objects.filter(due(now), pk=pk, claim=held_by).update(
            state=Document.State.RENDERING, claim=token, claimed_at=now, attempts=F("attempts") + 1
        )
        if won:
            return Document.objects.select_related("case").get(pk=pk)
    return None


def make(document: Document) -> bool:
    """Makes a claimed paper and issues it; False where it failed or was taken over."""
    if document.attempts > MAX_ATTEMPTS:  # workers died over it without a word
        failing.give_up(document, Document.Failure.RENDERING, "the worker was lost at every attempt")
        return False
    try:
        _begin(document)
        pdf = render.pdf(document)
        if kinds.kind(document.kind).signed:
            pdf = sign.signed(pdf)
        _issue(document, pdf)
    except ClaimLost:
        log.warning("document %s was taken over by another worker", document.pk)
        return False
    except sign.KeyUnusable as error:
        failing.give_up(document, Document.Failure.SIGNING_KEY, str(error))
        return False
    except Exception as error:
        log.exception("document %s could not be made", document.pk)
        failing.try_later(document, error, last=document.attempts >= MAX_ATTEMPTS)
        return False
    return True


def _begin(document: Document) -> None:
    """Under the row's lock, and only for the claim's holder: clears what a killed worker left, takes the number."""
    kind = kinds.kind(document.kind)
    with transaction.atomic():
        row = Document.objects.select_for_update().get(pk=document.pk)
        if row.claim != document.claim or row.state != Document.State.RENDERING:
            raise ClaimLost
        _sweep(row)
        if kind.series is not None and row.number is None:
            series, pattern = kind.series(row)
            row.series, row.number = series, pattern.format(n=numbers.take(series))
            row.save(update_fields=["series", "number"])
    document.series, document.number = row.series, row.number


def _issue(document: Document, pdf: bytes) -> None:
    name = default_storage.save(f"{folder_of(document)}/{document.claim}.pdf", ContentFile(pdf))
    with transaction.atomic():
        issued = Document.objects.filter(pk=document.pk, claim=document.claim, state=Document.State.RENDERING).update(
            state=Document.State.ISSUED,
            file=name,
            size=len(pdf),
            sha256=hashlib.sha256(pdf).hexdigest(),
            issued_at=timezone.now(),
            failure="",
            error="",
        )
        if issued:
            document.refresh_from_db()
            _announce(document)
    if not issued:
        default_storage.delete(name)
        raise ClaimLost


def _announce(document: Document) -> None:
    """Programs of the company hear of what its people may see."""
    if "exporter" not in kinds.kind(document.kind).shown_to or document.issued_at is None:
        return
    said = {
        "id": str(document.pk),
        "kind": document.kind,
        "number": document.number,
        "version": document.version,
        "sha256": document.sha256,
        "replaces": str(document.replaces_id) if document.replaces_id else None,
    }
    announcements.announce(
        announcements.Announcement("document.issued", document.case, document.issued_at, {"document": said})
    )


def _sweep(document: Document) -> None:
    """Empties the document's folder: before the issue nothing there is referenced."""
    folder = folder_of(document)
    try:
        _folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        default_storage.delete(f"{folder}/{name}")
