"""What has to be shown with the form, by the way the goods came and were sold (FD-13, FD-15 to FD-20)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from portal.law.findings import Finding, error, info, warning
from portal.law.periods import legal_end, period
from portal.law.quantities import plain
from portal.law.reference import Reference
from portal.law.values import Values

from .arrival import Arrival, BulkLiquid, DeferredClaim, FirstMemberForm, Route, ShownForm
from .rule_sets import RuleSet


def is_small(fob: Fraction | Decimal, on: date, values: Values) -> bool:
    """Up to 200 USD of FOB the exporter's own certification serves instead of a form (FD-13)."""
    return fob <= values.at("formd.small_consignment.usd", on=on).decimal  # FD-13


def keep_until(import_date: date, values: Values) -> date:
    """The last day on which the papers must still be kept: 5 years from import (FD-19, T-1)."""
    return legal_end(import_date, years=values.at("formd.records.keep_years", on=import_date).whole)  # FD-19


def without_form(arrival: Arrival, values: Values) -> Iterator[Finding]:
    """Without a form: small, and certified by the exporter; a value that nobody told is not small (FD-13)."""
    fob = arrival.fob_total
    if fob is None or not is_small(fob, arrival.import_date, values):  # FD-13
        yield error(
            "form-missing",
            "FD-13",
            th="ราคา FOB เกิน 200 ดอลลาร์สหรัฐ ต้องแสดง Form D ต้นฉบับ",
            en="Above 200 USD of FOB the original Form D is shown.",
            where="form",
        )
    elif not arrival.exporter_certification:  # FD-13
        yield error(
            "exporter-certification-missing",
            "FD-13",
            th="ราคา FOB ไม่เกิน 200 ดอลลาร์สหรัฐ ให้แสดงเอกสารรับรองของผู้ส่งออกว่าของมีถิ่นกำเนิดในประเทศสมาชิก",
            en="Up to 200 USD of FOB the exporter's own certification of origin is shown instead of a form.",
            where="exporter_certification",
        )


def original(arrival: Arrival, form: ShownForm, rule_set: RuleSet) -> Iterator[Finding]:
    """The original, with the import permit's number at the top right (FD-13)."""
    if not form.original_shown and arrival.bulk_liquid is None:  # FD-13
        yield error(
            "original-not-shown",
            "FD-13",
            th="ต้องแสดง Form D ต้นฉบับ",
            en="The original of the form is shown.",
            where="form.original_shown",
        )
    if not form.permit_number_written and rule_set.permit_number_on_form:  # FD-13
        yield error(
            "permit-number-missing",
            "FD-13",
            th="โปรดเขียนหรือประทับตราเลขที่ใบอนุญาตนำเข้าไว้ที่มุมบนด้านขวาของ Form D",
            en="Write or stamp the import permit's number at the top right of the form.",
            where="form.permit_number_written",
        )


def transit(route: Route) -> Iterator[Finding]:
    """Through a country outside ASEAN: through bill of lading, invoice, and proof of mere transit (FD-15)."""
    if not route.through_non_member:
        return
    shown = (
        ("through_bill_of_lading", route.through_bill_of_lading, "ใบตราส่งสินค้าชนิดส่งผ่าน", "the through bill of lading"),
        ("invoice", route.invoice, "บัญชีราคาสินค้า", "the invoice"),
        ("transit_evidence", route.transit_evidence, "หลักฐานว่าส่งผ่านตามความจำเป็นเท่านั้น", "proof of mere transit"),
    )
    for field, there, th, en in shown:
        if not there:  # FD-15
            yield error(
                f"transit-{field.replace('_', '-')}-missing",
                "FD-15",
                th=f"ส่งผ่านประเทศที่มิใช่สมาชิก ต้องยื่น{th}",
                en=f"Goods through a non-member need {en}.",
                where=f"route.{field}",
            )


def sale(arrival: Arrival, form: ShownForm) -> Iterator[Finding]:
    """Sold through a third country: the sale invoice is filed (FD-16)."""
    if form.third_country_invoice is not None and not arrival.sale_invoice:  # FD-16
        yield error(
            "sale-invoice-missing",
            "FD-16",
            th="ซื้อขายผ่านประเทศที่สาม ต้องยื่นบัญชีราคาสินค้า (Sale invoice)",
            en="Goods sold through a third country need the sale invoice.",
            where="sale_invoice",
        )


def first_member(form: ShownForm, first: FirstMemberForm | None) -> Iterator[Finding]:
    """A back-to-back form comes with the first member's form, and never above its quantity (FD-17)."""
    if "back-to-back" in form.ticks and first is None:  # FD-17
        yield error(
            "first-member-form-missing",
            "FD-17",
            th="ต้องยื่น Form D ที่ออกโดยประเทศสมาชิกผู้ส่งออกประเทศแรกด้วย",
            en="The form of the first exporting member is filed, too.",
            where="first_member_form",
        )
    if first is None or first.original_quantity is None or first.quantity is None:
        return
    total = Fraction(first.already_used_quantity or 0) + Fraction(first.quantity)
    if total > first.original_quantity:  # FD-17
        yield error(
            "back-to-back-above-original",
            "FD-17",
            th=f"ปริมาณรวม {plain(total)} เกินกว่า {plain(first.original_quantity)} ใน Form D ฉบับแรก",
            en=f"Together {plain(total)}, above the {plain(first.original_quantity)} of the first member's form.",
            where="first_member_form.quantity",
        )


def bulk(liquid: BulkLiquid | None, reference: Reference) -> Iterator[Finding]:
    """Bulk liquid: a copy at clearance, the original within 5 working days of leaving custody (FD-18, T-4)."""
    if liquid is None:
        return
    if not liquid.copy_shown:  # FD-18
        yield error(
            "bulk-copy-missing",
            "FD-18",
            th="ต้องยื่นสำเนาภาพถ่าย Form D ขณะผ่านพิธีการ",
            en="A photocopy of the form is shown at clearance.",
            where="bulk_liquid.copy_shown",
        )
    days = reference.values.at("formd.bulk_liquid.working_days", on=liquid.left_custody_on).whole
    due = reference.calendar.add_working_days(liquid.left_custody_on, days)  # FD-18, T-4
    if liquid.original_shown_on is None:
        yield warning(
            "bulk-original-due",
            "FD-18",
            th=f"ต้องยื่น Form D ต้นฉบับภายในวันที่ {due.isoformat()}",
            en=f"The original is due by {due.isoformat()}.",
            where="bulk_liquid.original_shown_on",
        )
    elif liquid.original_shown_on > due:  # FD-18
        yield error(
            "bulk-original-late",
            "FD-18",
            th=f"ต้องยื่น Form D ต้นฉบับภายในวันที่ {due.isoformat()} (5 วันทำการหลังพ้นอารักขาของศุลกากร)",
            en=f"The original was due by {due.isoformat()}, 5 working days after leaving Customs' custody.",
            where="bulk_liquid.original_shown_on",
        )


def deferred(claim: DeferredClaim | None, rule_set: RuleSet, reference: Reference) -> Iterator[Finding]:
    """Preference later: the right reserved at import, the refund within 12 months of paying (FD-20, T-2)."""
    if claim is None:
        return
    if not rule_set.deferred_claim:  # FD-20
        yield error(
            "deferred-claim-unknown",
            "FD-20",
            th=f"ชุดกฎ {rule_set.slug} ไม่มีการขอใช้สิทธิภายหลังการนำเข้า",
            en=f"By {rule_set.slug} preference cannot be claimed after the import.",
            where="deferred_claim",
        )
    if not claim.remark:  # FD-20
        yield error(
            "right-not-reserved",
            "FD-20",
            th="ไม่ได้สงวนสิทธิไว้ในช่องบันทึกอื่น ๆ (Remark) ของใบขนสินค้าขาเข้า",
            en="The right was not reserved in the remark of the import declaration.",
            where="deferred_claim.remark",
        )
    yield from _refund(claim, reference)


def _refund(claim: DeferredClaim, reference: Reference) -> Iterator[Finding]:
    months = reference.values.at("formd.deferred_claim.within_months", on=claim.duty_paid_on).whole
    window = period(claim.duty_paid_on, months=months, filing=True, calendar=reference.calendar)  # FD-20, T-2
    filed, at = claim.refund_filed_on, "deferred_claim.refund_filed_on"
    if filed is None:
        yield info(
            "refund-due",
            "FD-20",
            th=f"ต้องขอคืนอากรภายในวันที่ {window.legal.isoformat()}",
            en=f"The refund is claimed by {window.legal.isoformat()}.",
            where=at,
        )
    elif filed < claim.duty_paid_on:  # FD-20
        yield error(
            "refund-before-payment",
            "FD-20",
            th="ขอคืนก่อนวันที่ชำระอากร โปรดตรวจสอบวันที่",
            en="The refund is claimed before the duty was paid. Check both dates.",
            where=at,
        )
    elif window.has_passed(filed):  # FD-20
        yield error(
            "refund-late",
            "FD-20",
            th=f"ต้องขอคืนอากรภายใน 12 เดือนนับแต่วันที่ชำระ คือภายในวันที่ {window.legal.isoformat()}",
            en=f"The refund was due within 12 months of paying, by {window.legal.isoformat()}.",
            where=at,
        )
    elif window.is_doubtful(filed):  # T-3
        yield warning(
            "refund-in-doubtful-days",
            "FD-20",
            th=f"ขอคืนหลังวันที่ {window.strict.isoformat()} แต่ยังไม่เกินวันครบกำหนดตามกฎหมาย {window.legal.isoformat()}",
            en=f"Claimed after {window.strict.isoformat()}, yet within the legal limit of {window.legal.isoformat()}.",
            where=at,
        )
