"""Files handed in: looked into before they are kept, named safely, hashed, and removable until they are filed."""

import hashlib
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import PurePosixPath

import puremagic
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from portal.parties.actors import Actor

from . import drafts, pdfs, pictures
from .contents import Contents
from .models import Attachment, Case, Draft, Message, Question

TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}
HEADS = {"application/pdf": b"%PDF-", "image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
LONGEST_NAME = 150
MOST_FILES = 40  # of one draft
FOLDER = "attachments"  # each file in a folder by the first two signs of its id
ORPHANED = timedelta(days=1)  # by then no transaction is open that could still write the row


class FileRefused(ValidationError):
    """The file is not kept; the message says why and what to do, in the active language."""


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
    name = clean_name(file.name or "")
    content_type = _type_of(name, frozenset(types))
    size, sha256 = _measured(file)
    _look_into(file, content_type)
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
            name=name,
            content_type=content_type,
            size=size,
            sha256=sha256,
            uploaded_by=actor.person,
            uploaded_at=at,
        )
        file.seek(0)
        attachment.file.save(name, file, save=False)
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
    swept = 0
    for folder in _listed(FOLDER)[0]:
        path = f"{FOLDER}/{folder}"
        old = [
            name for name in _listed(path)[1] if default_storage.get_modified_time(f"{path}/{name}") < now - ORPHANED
        ]
        known = set(Attachment.objects.filter(file__startswith=f"{path}/").values_list("file", flat=True))
        for name in old:
            if f"{path}/{name}" not in known:
                default_storage.delete(f"{path}/{name}")
                swept += 1
    return swept


def _listed(path: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(path)
    except FileNotFoundError:
        return [], []


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


def clean_name(name: str) -> str:
    """A name that shows what it is: no folders, no hidden or direction-changing signs, of bearable length."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    plain = " ".join(plain.split()).strip(". ")
    stem, ending = PurePosixPath(plain).stem, PurePosixPath(plain).suffix
    if plain.startswith(".") or not stem or not ending:
        raise FileRefused(_("The file has no proper name. Give it a name ending in .pdf, .jpg or .png."))
    return stem[: LONGEST_NAME - len(ending)] + ending


def _type_of(name: str, allowed: frozenset[str]) -> str:
    ending = PurePosixPath(name).suffix.lstrip(".").lower()
    if ending not in allowed or ending not in TYPES:
        kinds = ", ".join(sorted({kind.upper().replace("JPEG", "JPG") for kind in allowed}))
        raise FileRefused(
            _("“%(name)s” is of a kind that is not taken. Send %(kinds)s.") % {"name": name, "kinds": kinds}
        )
    return TYPES[ending]


def _measured(file: UploadedFile) -> tuple[int, str]:
    """Size and SHA-256, read in pieces; refuses the empty and the too large."""
    size, digest = 0, hashlib.sha256()
    file.seek(0)
    for piece in file.chunks():
        size += len(piece)
        if size > settings.ATTACHMENT_MAX_BYTES:
            most = filesizeformat(settings.ATTACHMENT_MAX_BYTES)
            raise FileRefused(
                _("The file is too large. Send at most %(most)s; scan in black and white or split it.") % {"most": most}
            )
        digest.update(piece)
    if size == 0:
        raise FileRefused(
            _("The file is empty. Open it, check that it shows what you mean to send, and choose it again.")
        )
    return size, digest.hexdigest()


def _look_into(file: UploadedFile, content_type: str) -> None:
    """Refuses a file that is not what its name says, that nobody could open, or that does more than be shown."""
    file.seek(0)
    content = file.read()
    if not content.startswith(HEADS[content_type]) or not _known_as(content[:2048], content_type):
        raise FileRefused(
            _("The file is not what its name says. Save it again as PDF, JPG or PNG and choose the new file.")
        )
    found = pdfs.look(content) if content_type == "application/pdf" else pictures.look(content)
    if found is not Contents.SOUND:
        raise FileRefused(_sentence(found))


def _sentence(found: Contents) -> str:
    if found is Contents.ACTIVE:
        return _(
            "The PDF is more than paper: it holds scripts, commands, a form that sends itself, or other files. "
            "Print it into a new PDF and choose that one."
        )
    if found is Contents.TWOFOLD:
        return _(
            "The file holds something else besides what its name says. "
            "Open it, save it anew as PDF, JPG or PNG, and choose the new file."
        )
    if found is Contents.SWOLLEN:
        return _(
            "The file unfolds into more than a reader can show. "
            "Scan it in black and white or in a lower resolution, and choose the new file."
        )
    return _(
        "The file cannot be opened: it is damaged, incomplete or protected by a password. "
        "Save it anew and choose it again."
    )


def _known_as(head: bytes, content_type: str) -> bool:
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return False
    return any(TYPES.get(one.extension.lstrip(".").lower()) == content_type for one in found)
