"""Whether a paper's file is still the one that was issued, and who hears of it when it is not."""

import hashlib
import logging
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from portal.cases import notices, registry
from portal.cases.models import Notice
from portal.parties.actors import Duty
from portal.parties.models import Person

from . import kinds
from .models import Document

log = logging.getLogger(__name__)

DAMAGED = "paper-damaged"  # the kind of notice
AGAIN = timedelta(days=1)  # after which administrators are told once more


def whole(document: Document) -> bytes | None:
    """The file's bytes; None where they are not those that were issued (SHA-256), or are gone."""
    try:
        with document.file.open() as file:
            kept: bytes = file.read()
    except OSError:
        return None
    return kept if hashlib.sha256(kept).hexdigest() == document.sha256 else None


def tell_of_damage(document: Document, now: datetime) -> None:
    """Logs it, and tells the administrators of the case's agency, at most once a day for a document."""
    log.error("the file of document %s is not the one that was issued", document.pk)
    case = document.case
    path = f"{registry.officers_page(case)}?document={document.pk}" if registry.officers_page(case) else ""
    if Notice.objects.filter(case=case, kind=DAMAGED, path=path, at__gt=now - AGAIN).exists():
        return
    keepers = Person.objects.filter(
        is_active=True, officer__agency=case.agency, officer__duties__duty=Duty.ADMINISTRATOR
    )
    notices.tell(keepers, lambda: _words(document), kind=DAMAGED, at=now, case=case, path=path)


def _words(document: Document) -> tuple[str, str]:
    about = {"title": kinds.kind(document.kind).title, "reference": document.case.reference, "sha256": document.sha256}
    subject = _("The file of %(title)s of %(reference)s is damaged") % about
    text = _(
        "Its content is not what was issued, so nobody is given it. Restore the file from the backup: its SHA-256 "
        "has to be %(sha256)s."
    )
    return subject, text % about
