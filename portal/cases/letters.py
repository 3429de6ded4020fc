"""The notices' e-mails: Thai first, then English, each with the address to go on at."""

from django.conf import settings

from portal.parties.models import Letter

from .models import Notice

RULE = "-" * 40


def letter_of(notice: Notice) -> Letter:
    """The letter that a notice is, to be put in the outbox."""
    link = f"{settings.BASE_URL}{notice.path}" if notice.path else ""
    body = "\n\n".join(
        part
        for part in (
            notice.text_th,
            link,
            "อีเมลฉบับนี้ส่งจากระบบโดยอัตโนมัติ โปรดอย่าตอบกลับ",
            RULE,
            notice.text_en,
            link,
            "This e-mail was sent by the portal. Please do not reply to it.",
        )
        if part
    )
    subject = f"{notice.subject_th} / {notice.subject_en}"
    return Letter(to=notice.person.email, subject=subject, body=body, at=notice.at)
