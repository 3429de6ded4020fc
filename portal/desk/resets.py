"""An officer who has lost their second factor gets to set up a new one, by an administrator of their agency."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from portal.cases import kept
from portal.cases.kept import By
from portal.cases.models import KeptChange
from portal.cases.refusals import MoveRefused, not_yours
from portal.law.findings import Finding, error
from portal.parties import letters
from portal.parties.actors import Actor, Duty
from portal.parties.models import Letter, Officer

TABLE = "second-factor"


def officers_of(actor: Actor) -> QuerySet[Officer]:
    """The officers of the actor's agency, for its administrators; nobody for anybody else."""
    if not actor.is_officer or not actor.serves(actor.agency, Duty.ADMINISTRATOR):
        return Officer.objects.none()
    return Officer.objects.filter(agency=actor.agency).select_related("person")


def against(officer: Officer, actor: Actor) -> list[Finding]:
    """Everything that stands against the reset; empty where it may be made."""
    if not officers_of(actor).filter(pk=officer.pk).exists():
        return not_yours().findings
    found = []
    if officer.person_id == actor.person_id:
        found.append(
            error(
                "own-factor",
                "",
                th="ผู้ดูแลล้างการยืนยันสองชั้นของตนเองไม่ได้ โปรดให้ผู้ดูแลอีกคนของหน่วยงานดำเนินการ",
                en="Nobody resets their own second factor. Ask another administrator of the agency.",
            )
        )
    if not Authenticator.objects.filter(user=officer.person).exists():
        found.append(
            error(
                "no-factor",
                "",
                th="เจ้าหน้าที่คนนี้ยังไม่ได้ตั้งค่าการยืนยันสองชั้น จึงไม่มีสิ่งใดให้ล้าง",
                en="This officer has no second factor set up: there is nothing to reset.",
            )
        )
    return found


def reset_second_factor(officer: Officer, by: By) -> None:
    """Removes the factor with its recovery codes, tells the officer by letter, and writes it into the history.

    Raises MoveRefused with every reason against it.
    """
    with transaction.atomic():
        locked = Officer.objects.select_for_update(of=("self",)).select_related("person").get(pk=officer.pk)
        if found := against(locked, by.actor):
            raise MoveRefused(found)
        Authenticator.objects.filter(user=locked.person).delete()
        kept.note(by, TABLE, locked.person.email, KeptChange.Verb.RESET)
        letters.post([_letter(locked, by)])


def history(officer: Officer) -> QuerySet[KeptChange]:
    """The resets of this officer, the latest first."""
    return KeptChange.objects.filter(table=TABLE, what=officer.person.email).select_related("by")


def _letter(officer: Officer, by: By) -> Letter:
    person, administrator = officer.person, by.actor.someone
    about = {
        "name_th": person.name_in("th"),
        "name_en": person.name_in("en"),
        "by_th": administrator.name_in("th"),
        "by_en": administrator.name_in("en"),
        "why": by.why,
        "link": f"{settings.BASE_URL}{reverse('mfa_activate_totp')}",
    }
    text = render_to_string("desk/letters/second_factor_reset.txt", about)
    subject, _gap, body = text.partition("\n\n")
    return Letter(to=person.email, subject=subject.strip(), body=body.strip(), at=by.at)
