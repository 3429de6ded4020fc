"""Consent to publication (box 6), and what the public may therefore see."""

from collections.abc import Iterator

from portal.law.findings import Finding, error, info

from .application import Application

ALWAYS_PUBLIC = ("number", "registered_on", "valid_from", "revoked_on", "countries")  # REX-6
PUBLIC_WITH_CONSENT = ("name", "address", "contacts", "goods")  # REX-6


def consent(application: Application) -> Iterator[Finding]:
    """Whether the exporter has answered and signed. A refusal is an answer like the other (REX-6)."""
    if application.consent is None:
        yield error(  # REX-6
            "consent-unanswered",
            "REX-6",
            th="โปรดเลือกว่ายินยอมหรือไม่ยินยอมให้เผยแพร่ข้อมูล",
            en="Say whether you consent to publication, yes or no.",
            where="consent.consent",
        )
        return
    if not application.consent_signed.complete:
        yield error(  # REX-6
            "consent-not-signed",
            "REX-6",
            th="คำตอบเรื่องความยินยอมลงนามแยกต่างหาก โปรดระบุสถานที่ วันที่ ชื่อผู้ลงนาม และตำแหน่ง",
            en="The answer on consent is signed on its own: enter place, date, name and job title.",
            where="consent.place",
        )
    elif application.consent:
        yield info(
            "consent-given",
            "REX-6",
            th="ยินยอมให้เผยแพร่ชื่อ ที่อยู่ ผู้ติดต่อ และสินค้า",
            en="Publication of name, address, contacts and goods is consented to.",
            where="consent",
        )
    else:
        yield info(  # REX-6
            "consent-refused",
            "REX-6",
            th="ไม่ยินยอมให้เผยแพร่ข้อมูล ซึ่งไม่เป็นเหตุให้ปฏิเสธการขึ้นทะเบียน",
            en="Publication is not consented to. That is no ground to refuse registration.",
            where="consent",
        )


def published(consented: bool) -> tuple[str, ...]:
    """What the public register shows of a registration (REX-6)."""
    return ALWAYS_PUBLIC + PUBLIC_WITH_CONSENT if consented else ALWAYS_PUBLIC  # REX-6
