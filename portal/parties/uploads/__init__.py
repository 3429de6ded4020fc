"""Files that people hand in: looked into before anything keeps them, named safely, measured and hashed."""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

import puremagic
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile
from django.http import FileResponse
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from . import pdfs, pictures
from .contents import Contents

TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}
HEADS = {"application/pdf": b"%PDF-", "image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
LONGEST_NAME = 150
ORPHANED = timedelta(days=1)  # by then no transaction is open that could still write the row


class FileRefused(ValidationError):
    """The file is not kept; the message says why and what to do, in the active language."""


@dataclass(frozen=True)
class LookedInto:
    """A file that may be kept."""

    name: str
    content_type: str
    size: int  # bytes
    sha256: str


def look_into(file: UploadedFile, types: Iterable[str] = ("pdf", "jpg", "jpeg", "png")) -> LookedInto:
    """What the file is. Raises FileRefused for anything but a PDF, JPEG or PNG (or fewer: `types`, as endings) that
    is what its name says."""
    name = clean_name(file.name or "")
    content_type = _type_of(name, frozenset(types))
    size, sha256 = _measured(file)
    _see_that_it_opens(file, content_type)
    return LookedInto(name, content_type, size, sha256)


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


def _see_that_it_opens(file: UploadedFile, content_type: str) -> None:
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


def handed_out(file: FieldFile, name: str, content_type: str) -> FileResponse:
    """The answer that gives a kept file to a reader: to be saved by their browser, and never run in it."""
    response = FileResponse(file.open("rb"), content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"  # RFC 5987
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def sweep(folder: str, rows: QuerySet[Any], now: datetime) -> int:
    """Deletes files under `folder` that no row's `file` names, older than a day; answers how many."""
    swept = 0
    for part in _listed(folder)[0]:
        path = f"{folder}/{part}"
        old = [
            name for name in _listed(path)[1] if default_storage.get_modified_time(f"{path}/{name}") < now - ORPHANED
        ]
        known = set(rows.filter(file__startswith=f"{path}/").values_list("file", flat=True))
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
