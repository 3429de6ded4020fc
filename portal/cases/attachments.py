"""Files handed in: looked into before they are kept, named safely, hashed, and removable until they are filed."""

from collections.abc import Iterable
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.parties import uploads
from portal.parties.actors import Actor
from portal.parties.uploads import FileRefused

from . import drafts
from .models import Attachment, Case, Draft, Message, Question

MOST_FILES = 40  # of one draft
FOLDER = "attachments"  # each file in a folder by the first two signs of its id


def add(
    file: UploadedFile,
    *,
    actor: Actor,
    at: datetime,
    draft: Draft | None = None,
    case: Case | None = None,
    question: Question | None = None,
    message: Message | None = None,
    step: str = "",
    types: Iterable[str] = ("pdf", "jpg", "jpeg", "png"),
) -> Attachment:
    """Keeps a file for a draft or for a case (with its question or message). Raises FileRefused.

    Allowed are PDF, JPEG and PNG (or fewer: `types`, as endings) that are what their names say.
    """
    looked = uploads.look_into(file, types)
    owner = draft or case
    if owner is None:
        raise ValueError("a file belongs to a draft or to a case")
    with transaction.atomic():
        if draft:
            _room_in(draft, actor)
        attachment = Attachment(
            exporter_id_at_upload=owner.exporter_id,
            draft=draft,
            case=case,
            question=question,
            message=message,
            step=step,
            name=looked.name,
            content_type=looked.content_type,
            size=looked.size,
            sha256=looked.sha256,
            uploaded_by=actor.person,
            uploaded_at=at,
        )
        file.seek(0)
        attachment.file.save(looked.name, file, save=False)
        attachment.save(force_insert=True)
    return attachment


def of_draft(draft: Draft, step: str | None = None) -> QuerySet[Attachment]:
    """The files that go with the draft (of one step), the oldest first."""
    found = Attachment.objects.filter(draft=draft, removed_at__isnull=True)
    return (found if step is None else found.filter(step=step)).order_by("uploaded_at", "pk")


def remove(attachment: Attachment, actor: Actor, at: datetime) -> None:
    """Takes a file out of its open draft; `undo_remove` brings it back until the draft is filed."""
    _set_removed(attachment, actor, at)


def undo_remove(attachment: Attachment, actor: Actor) -> None:
    _set_removed(attachment, actor, None)


def sweep(now: datetime) -> int:
    """Deletes files of no row, older than a day: what an upload left whose transaction was rolled back."""
    return uploads.sweep(FOLDER, Attachment.objects.all(), now)


def _set_removed(attachment: Attachment, actor: Actor, at: datetime | None) -> None:
    if attachment.draft is None:
        raise drafts.DraftClosed
    with transaction.atomic():
        drafts.hold(attachment.draft, actor)
        Attachment.objects.filter(pk=attachment.pk).update(removed_at=at)
    attachment.removed_at = at


def _room_in(draft: Draft, actor: Actor) -> None:
    drafts.hold(draft, actor)
    if Attachment.objects.filter(draft=draft, removed_at__isnull=True).count() >= MOST_FILES:
        raise FileRefused(_("There are %(n)s files already. Remove one before adding another.") % {"n": MOST_FILES})
