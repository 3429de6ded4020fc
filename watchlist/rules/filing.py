"""What an application is about and how it is filed: goods, ways, declarations (WL-1, WL-2, WL-7)."""

from collections.abc import Collection, Iterator
from enum import StrEnum

from portal.law.findings import Finding, error


class Certificate(StrEnum):
    """Certificates of origin: only the non-preferential Form CO passes the gate of the watch-list (WL-1)."""

    FORM_CO = "form-co"
    PREFERENTIAL = "preferential"


class Way(StrEnum):
    """The ways to file an application (WL-2)."""

    IN_PERSON = "in-person"
    POST = "post"
    E_MAIL = "e-mail"
    ONLINE = "online"


# Sections 6.1 to 6.3 and 7 of the form, all of them declared by who signs it (WL-7).
DECLARATIONS = {
    "6.1": (
        "ข้อมูลและเอกสารถูกต้องและเป็นความจริง พร้อมให้ตรวจสถานประกอบการ",
        "The particulars are true and visits are welcome",
    ),
    "6.2": (
        "ผู้ขอรับภาระการพิสูจน์เมื่อมีการตรวจสอบย้อนหลัง",
        "The burden of proof in a verification from abroad is accepted",
    ),
    "6.3": ("ยินยอมให้ดำเนินคดีหากคำรับรองเป็นความเท็จ", "Prosecution for false declarations is accepted"),
    "7": ("จะไม่เรียกร้องค่าเสียหายต่อกรมการค้าต่างประเทศ", "No claim is made against the Department"),
}


def passes_the_gate(certificate: Certificate, listed: bool) -> bool:
    """Whether a certificate needs a result of the inspection: Form CO for goods on the list (WL-1)."""
    return certificate is Certificate.FORM_CO and listed  # WL-1


def way_in(way: str) -> Iterator[Finding]:
    """In person, by post, by e-mail or online (WL-2)."""
    if way not in tuple(Way):  # WL-2
        yield error(
            "way-unknown",
            "WL-2",
            th="ยื่นคำขอได้ด้วยตนเอง ทางไปรษณีย์ ทางอีเมล หรือออนไลน์",
            en="An application is filed in person, by post, by e-mail or online.",
            where="way",
        )


def declared(accepted: Collection[str]) -> Iterator[Finding]:
    """Every declaration of sections 6 and 7 is made (WL-7)."""
    for section, (th, en) in DECLARATIONS.items():
        if section not in accepted:  # WL-7
            yield error(
                "declaration-missing",
                "WL-7",
                th=f"โปรดรับรองข้อ {section}: {th}",
                en=f"Declare section {section}: {en}.",
                where=f"declarations.{section}",
            )
