"""What happens to a paper that could not be made: tried again with growing pauses, then shown, never silent."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

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
    """Shows the paper as failed, with the reason for people and `said` for officers."""
    _mine(document).update(state=Document.State.FAILED, failure=failure, error=said)


def _mine(document: Document) -> QuerySet[Document]:
    return Document.objects.filter(pk=document.pk, claim=document.claim, state=Document.State.RENDERING)
