"""What happens to a paper that could not be made: tried again with growing pauses, then shown, never silent."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.cases import notices, registry

from . import kinds
from .models import Document

FIRST_PAUSE = timedelta(seconds=15)


def try_later(document: Document, error: Exception, *, last: bool) -> None:
    """Puts the paper back after a pause that doubles each time, or gives up after the last attempt."""
    said = f"{type(error).__name__}: {error}"
    if last:
        give_up(document, Document.Failure.RENDERING, said)
        return
    pause = FIRST_PAUSE * 2 ** (document.attempts - 1)
    _mine(document).update(state=Document.State.QUEUED, next_try_at=timezone.now() + pause, error=said)


def give_up(document: Document, failure: Document.Failure, said: str) -> None:
    """Shows the paper as failed, with the reason for people and `said` for officers, and tells both sides."""
    with transaction.atomic():
        if _mine(document).update(state=Document.State.FAILED, failure=failure, error=said):
            document.failure = failure
            _tell(document)


def _mine(document: Document) -> QuerySet[Document]:
    return Document.objects.filter(pk=document.pk, claim=document.claim, state=Document.State.RENDERING)


def _tell(document: Document) -> None:
    kind, case, now = kinds.kind(document.kind), document.case, timezone.now()
    if "exporter" in kind.shown_to:
        path = reverse("cases:case", args=[case.reference])
        people = notices.company_people(case)
        notices.tell(people, lambda: _words(document), kind="paper-failed", at=now, case=case, path=path)
    if "officers" in kind.shown_to and case.handler is not None:
        path = registry.officers_page(case)
        notices.tell([case.handler], lambda: _words(document), kind="paper-failed", at=now, case=case, path=path)


def _words(document: Document) -> tuple[str, str]:
    """The subject and the text in the language that is active."""
    about = {"title": kinds.kind(document.kind).title, "reference": document.case.reference}
    subject = _("%(title)s of %(reference)s could not be made") % about
    what_to_do = _("Nothing that was filed is lost. Open the case and choose “Try again” beside the document.")
    return subject, f"{Document.Failure(document.failure).label} {what_to_do}"
