"""What officers decide, and what becomes of a result afterwards (WL-3, WL-4, WL-5, WL-8, WL-11)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.law.findings import Finding, error, info, warning

# What the annexed form of the result carries (WL-4).
RESULT_FIELDS = {
    "reference": ("เลขที่อ้างอิง", "reference number"),
    "certifying_company": ("บริษัทผู้ให้คำรับรอง", "certifying company"),
    "juristic_id": ("เลขทะเบียนนิติบุคคล", "juristic id"),
    "exporter_kind": ("ประเภทผู้ส่งออก", "exporter kind"),
    "name_th": ("ชื่อสินค้าภาษาไทย", "product name in Thai"),
    "name_en": ("ชื่อสินค้าภาษาอังกฤษ", "product name in English"),
    "destination": ("ประเทศปลายทาง", "destination"),
    "hs_code": ("พิกัดศุลกากร", "HS code"),
    "producer": ("ผู้ผลิตสินค้า", "producer"),
}


class Outcome(StrEnum):
    QUALIFIES = "qualifies"
    DOES_NOT_QUALIFY = "does-not-qualify"


class FalseEvidence(StrEnum):
    """What the Department may do with a result that rests on false evidence (WL-8)."""

    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Use:
    """A use of a result for one certificate: whether the exporter confirmed the production data of the shipment, and
    whether a change of them breaks qualification."""

    confirmed: bool
    changed: bool
    still_qualifies: bool


def judgement(officer: str, outcome: str, reasons: str, rules_of: str, destination: str) -> Iterator[Finding]:
    """An officer judges by the importing country's rules and says why; nothing is approved by itself (WL-3)."""
    if not officer.strip():  # WL-3
        yield error(
            "judged-by-nobody",
            "WL-3",
            th="เจ้าหน้าที่ต้องเป็นผู้พิจารณา ระบบอนุมัติเองไม่ได้",
            en="An officer judges. Nothing is approved by the system itself.",
            where="officer",
        )
    if outcome not in tuple(Outcome):  # WL-3
        yield error(
            "outcome-missing",
            "WL-3",
            th="โปรดระบุว่าสินค้าผ่านหรือไม่ผ่านกฎว่าด้วยถิ่นกำเนิดสินค้า",
            en="Say whether the goods qualify.",
            where="outcome",
        )
    if not reasons.strip():  # WL-3
        yield error(
            "reasons-missing",
            "WL-3",
            th="โปรดระบุเหตุผลของการพิจารณา",
            en="Give the reasons for the judgement.",
            where="reasons",
        )
    if rules_of != destination:  # WL-3
        yield error(
            "rules-of-another-country",
            "WL-3",
            th=f"ต้องพิจารณาตามกฎว่าด้วยถิ่นกำเนิดสินค้าของ {destination}",
            en=f"The goods are judged by the rules of origin of {destination}.",
            where="rules_of",
        )


def result_complete(said: Mapping[str, str]) -> Iterator[Finding]:
    """The result carries every field of its form; a model only where there is one (WL-4)."""
    for field, (th, en) in RESULT_FIELDS.items():
        if not said.get(field, "").strip():  # WL-4
            yield error("result-field-missing", "WL-4", th=f"ไม่มี{th}", en=f"The {en} is missing.", where=field)


def use_for_certificate(use: Use) -> Iterator[Finding]:
    """Each use confirms the production data of the shipment; a change that breaks qualification ends the result at
    once, one that keeps it needs no new application (WL-5)."""
    if not use.confirmed:  # WL-5
        yield error(
            "production-data-not-confirmed",
            "WL-5",
            th="โปรดยืนยันข้อมูลการผลิตของสินค้าที่จะส่งออกในครั้งนี้",
            en="Confirm the production data of this shipment.",
            where="confirmed",
        )
    if use.changed and not use.still_qualifies:  # WL-5
        yield error(
            "qualification-broken",
            "WL-5",
            th="ข้อมูลการผลิตเปลี่ยนจนสินค้าไม่ผ่านหลักเกณฑ์ ผลการตรวจสิ้นสุดทันที ขอหนังสือรับรองสำหรับสินค้านี้ไม่ได้",
            en="The change breaks qualification: the result ends at once, and no certificate is applied for.",
            where="still_qualifies",
        )
    elif use.changed:  # WL-5
        yield info(
            "qualification-kept",
            "WL-5",
            th="ข้อมูลการผลิตเปลี่ยนแต่ยังผ่านหลักเกณฑ์ ใช้ผลการตรวจเดิมได้ ไม่ต้องยื่นคำขอใหม่",
            en="The change keeps qualification: the result serves on, and no new application is needed.",
            where="changed",
        )


def ended_on(change_on: date | None, still_qualifies: bool, false_evidence: date | None) -> date | None:
    """The day on which a result ended: at once by a change that breaks it, or by the Department's act (WL-5, WL-8)."""
    ends = [day for day in (None if still_qualifies else change_on, false_evidence) if day is not None]
    return min(ends, default=None)  # WL-5, WL-8


def usable_despite(measure: str) -> Iterator[Finding]:
    """A result suspended, cancelled or withdrawn for false evidence serves no certificate (WL-8)."""
    for known in FalseEvidence:
        if measure == known:  # WL-8
            yield error(
                f"result-{known}",
                "WL-8",
                th="ผลการตรวจถูกระงับ ยกเลิก หรือเพิกถอน เพราะเอกสารหรือหลักฐานไม่ตรงความจริง",
                en=f"The result was {known} because evidence was not true.",
                where="measure",
            )


def verification_from_abroad(certificate_issued: bool, answered_with_evidence: bool) -> Iterator[Finding]:
    """A request about an issued certificate opens a case against the result; the exporter bears the proof (WL-11)."""
    if not certificate_issued:  # WL-11
        yield error(
            "no-such-certificate",
            "WL-11",
            th="ไม่พบหนังสือรับรองถิ่นกำเนิดสินค้าที่ถูกขอให้ตรวจสอบ",
            en="The request is about no certificate that was issued here.",
            where="certificate_issued",
        )
        return
    if not answered_with_evidence:  # WL-11
        yield warning(
            "proof-due",
            "WL-11",
            th="ประเทศปลายทางขอตรวจสอบย้อนหลัง โปรดส่งคำชี้แจงพร้อมหลักฐานถิ่นกำเนิด ท่านเป็นผู้รับภาระการพิสูจน์",
            en="The destination verifies the origin. Answer with evidence: the burden of proof is yours.",
            where="answered_with_evidence",
        )
