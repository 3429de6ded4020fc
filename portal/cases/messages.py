"""Messages between the exporter and the officers: words that move nothing and answer no question."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse

from portal.parties.actors import Actor, RoleKind

from . import announcements, attachments, happenings, notices, registry, turns, words
from .models import Case, Message
from .refusals import not_yours

MAY_WRITE = (RoleKind.OWNER, RoleKind.SIGNATORY, RoleKind.PREPARER)


def may_post(case: Case, actor: Actor) -> bool:
    return actor.serves(case.agency) or actor.acts_in(case, *MAY_WRITE)


def post(case: Case, actor: Actor, at: datetime, text: str, files: Sequence[UploadedFile] = ()) -> Message:
    """Writes to the other side, with files if need be; an open question stays open."""
    text = happenings.said(text)
    if not may_post(case, actor):
        raise not_yours()
    with transaction.atomic():
        message = Message.objects.create(
            case=case, author=actor.someone, from_officers=actor.is_officer, at=at, text=text
        )
        for file in files:
            attachments.add(file, actor=actor, at=at, case=case, message=message)
        announcements.announce(announcements.of_message(case, message))
        _tell(case, message)
    return message


def _tell(case: Case, message: Message) -> None:
    to_company = message.from_officers
    notices.tell(
        notices.company_people(case) if to_company else turns.handler_or_next(case),
        lambda: words.of_message(case, message),
        kind="message",
        at=message.at,
        case=case,
        path=reverse("cases:case", args=[case.reference]) if to_company else registry.officers_page(case),
    )
