"""The code copied before filing (REX-7): shown as a picture, spoken, or sent by e-mail."""

import base64
import secrets
import unicodedata
from datetime import datetime, timedelta

from captcha.audio import AudioCaptcha
from captcha.image import ImageCaptcha
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare, salted_hmac

from portal.law.findings import Finding, error
from portal.parties import letters
from portal.parties.actors import Actor
from portal.parties.models import Letter

from . import registry
from .models import Draft, SecurityCode

LETTERS = "ACDEFHJKMNPRTUVWXY347"  # nothing that looks like something else in a bent picture
DIGITS = "0123456789"
LENGTH = 5
LIFE = timedelta(minutes=15)
MOST_ATTEMPTS = 5  # on one code
MOST_AN_HOUR = {SecurityCode.Kind.PICTURE: 60, SecurityCode.Kind.SOUND: 60, SecurityCode.Kind.LETTER: 6}


class TooMany(Exception):
    """The person has asked for more codes than anybody needs; in an hour there are new ones."""


def new(draft: Draft, actor: Actor, at: datetime, kind: str = SecurityCode.Kind.PICTURE) -> str:
    """The text of a new code for this person and draft; only its hash is kept. Raises TooMany.

    Earlier codes stay good until they are used or expire: a picture and a letter may be on their way at once.
    """
    kind = SecurityCode.Kind(kind)
    lately = SecurityCode.objects.filter(person=actor.person, kind=kind, made_at__gt=at - timedelta(hours=1))
    if lately.count() >= MOST_AN_HOUR[kind]:
        raise TooMany
    signs = DIGITS if kind == SecurityCode.Kind.SOUND else LETTERS  # digits are easier to follow by ear
    text = drawn(signs)
    code = SecurityCode(draft=draft, person=actor.someone, kind=kind, made_at=at, expires_at=at + LIFE)
    code.hash = _hash(code, text)
    code.save(force_insert=True)
    return text


def drawn(signs: str) -> str:
    return "".join(secrets.choice(signs) for _place in range(LENGTH))


def picture(text: str) -> str:
    """The code as a picture to be shown in a page, as a data address."""
    image = ImageCaptcha(width=220, height=80).generate(text, format="png").getvalue()
    return f"data:image/png;base64,{base64.b64encode(image).decode()}"


def spoken(text: str) -> bytes:
    """The code as a sound (WAV): English digits, one after the other."""
    return bytes(AudioCaptcha().generate(text))


def send(draft: Draft, actor: Actor, at: datetime) -> None:
    """Puts a code to the person's own address in the outbox, in both languages. Raises TooMany."""
    assert actor.person is not None
    about = {"code": new(draft, actor, at, SecurityCode.Kind.LETTER), "minutes": int(LIFE.total_seconds() // 60)}
    text = render_to_string("cases/wizard/letters/security_code.txt", about)
    subject, _gap, body = text.partition("\n\n")
    letters.post([Letter(to=actor.person.email, subject=subject.strip(), body=body, at=at, good_until=at + LIFE)])


def check(draft: Draft, actor: Actor, typed: str, at: datetime) -> Finding | None:
    """None when `typed` is a live code of this person and draft, which is thereby used up; else why not."""
    clause = registry.procedure(draft.procedure).code_clause
    with transaction.atomic():
        live = list(
            SecurityCode.objects.select_for_update().filter(
                draft=draft,
                person=actor.person,
                used_at__isnull=True,
                expires_at__gt=at,
                attempts__lt=MOST_ATTEMPTS,
            )
        )
        if not typed.strip():
            return _missing(clause)
        if not live:
            return _expired(clause)
        right = [code for code in live if constant_time_compare(code.hash, _hash(code, typed))]
        if right and SecurityCode.objects.filter(pk=right[0].pk, used_at__isnull=True).update(used_at=at):
            return None
        SecurityCode.objects.filter(pk__in=[code.pk for code in live]).update(attempts=F("attempts") + 1)
    return _wrong(clause)


def sweep(now: datetime) -> int:
    """Deletes codes that expired more than an hour ago: until then they count against the hour's limit."""
    return SecurityCode.objects.filter(expires_at__lt=now - timedelta(hours=1)).delete()[0]


def _hash(code: SecurityCode, text: str) -> str:
    said = "".join(unicodedata.normalize("NFKC", text).upper().split())
    said = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in said)  # Thai digits are digits
    return salted_hmac("portal.cases.securitycode", f"{code.pk}:{said}", algorithm="sha256").hexdigest()


def _missing(clause: str) -> Finding:
    return error(
        "code-missing",
        clause,
        th="โปรดพิมพ์รหัสความปลอดภัยที่เห็นหรือได้ยิน",
        en="Type the security code that you see or hear.",
        where="code",
    )


def _wrong(clause: str) -> Finding:
    return error(
        "code-wrong",
        clause,
        th="รหัสความปลอดภัยไม่ตรง ยังไม่ได้ยื่นคำขอ และข้อมูลที่กรอกไว้ยังอยู่ครบ โปรดพิมพ์รหัสใหม่",
        en="The security code does not match. Nothing was filed and nothing is lost. Type the new code.",
        where="code",
    )


def _expired(clause: str) -> Finding:
    return error(
        "code-expired",
        clause,
        th="รหัสความปลอดภัยหมดอายุหรือลองผิดหลายครั้งเกินไป ยังไม่ได้ยื่นคำขอ และข้อมูลที่กรอกไว้ยังอยู่ครบ โปรดใช้รหัสใหม่",
        en="The code has expired or was tried too often. Nothing was filed and nothing is lost. Use the new code.",
        where="code",
    )
