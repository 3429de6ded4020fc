"""Formulas: what is asked for, when it is answered, how long one holds (F-1 to F-3)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum

from portal.law.findings import Finding, error
from portal.law.periods import legal_end
from portal.law.reference import Reference
from portal.law.values import Values

from .ledger import Formula


class FormulaRequest(StrEnum):
    """What form 96 asks for (F-1)."""

    NEW = "new"
    SHARED = "shared"
    MATERIALS_ADDED = "materials-added"
    PRODUCT_NAMES_ADDED = "product-names-added"


def requested(kind: FormulaRequest, filed_on: date, first_export_on: date | None, other: str) -> Iterator[Finding]:
    """Filed before the export; all but a new one name an approved formula (F-1)."""
    if first_export_on is not None and filed_on > first_export_on:  # F-1
        yield error(
            "formula-filed-after-export",
            "F-1",
            th="ต้องยื่นสูตรการผลิตก่อนการส่งออก",
            en="A formula is filed before the export.",
            where="filed_on",
        )
    if kind is not FormulaRequest.NEW and not other.strip():  # F-1
        yield error(
            "formula-to-build-on-missing",
            "F-1",
            th="โปรดระบุเลขที่สูตรการผลิตที่อนุมัติแล้ว",
            en="Enter the number of the approved formula.",
            where="other",
        )


def sound(formula: Formula) -> Iterator[Finding]:
    """Every material once, with something used; a unit-per-unit formula counts whole pieces (F-1, DB-3)."""
    if not formula.materials:  # F-1
        yield error(
            "formula-without-materials",
            "F-1",
            th="สูตรต้องมีวัตถุดิบอย่างน้อยหนึ่งรายการ",
            en="A formula has at least one material.",
            where="materials",
        )
    seen: set[str] = set()
    for number, line in enumerate(formula.materials):
        if line.material in seen:  # F-1
            yield error(
                "material-twice",
                "F-1",
                th=f"วัตถุดิบ {line.material} ซ้ำกับรายการก่อนหน้า โปรดรวมเป็นรายการเดียว",
                en=f"Material {line.material} is there already. Put both in one line.",
                where=f"materials.{number}.material",
            )
        seen.add(line.material)
        if not line.net:  # DB-3
            yield error(
                "net-quantity-missing",
                "DB-3",
                th="ปริมาณสุทธิต่อหน่วยต้องมากกว่าศูนย์",
                en="The net quantity for a unit of product is above zero.",
                where=f"materials.{number}.net",
            )
        elif formula.whole_pieces and line.net != int(line.net):  # F-1
            yield error(
                "net-not-whole",
                "F-1",
                th="สูตรแบบนับชิ้นต้องมีปริมาณสุทธิเป็นจำนวนเต็ม",
                en="A formula that counts pieces has whole net quantities.",
                where=f"materials.{number}.net",
            )


def answer_due(complete: date, reference: Reference) -> date:
    """The last day for the answer to a new formula: 30 working days of a complete file (F-2, T-4)."""
    days = reference.values.at("service.drawback.formula.working_days", on=complete).whole
    return reference.calendar.add_working_days(complete, days)  # F-2


def holds_until(used_from: date, renewals: int, standard: bool, values: Values) -> date | None:
    """The last day of a formula: 3 years from the day of use for account cutting, 3 more for each renewal; a published
    standard formula has none (F-3, T-1)."""
    if standard:
        return None  # F-3
    years = values.at("drawback.formula.years", on=used_from).whole
    return legal_end(used_from, years=years * (1 + renewals))  # F-3


def renewable(used_from: date, renewals: int, asked_on: date, values: Values) -> Iterator[Finding]:
    """A formula is renewed while it still holds (F-3)."""
    until = holds_until(used_from, renewals, False, values)
    if until is not None and asked_on > until:  # F-3
        yield error(
            "formula-expired",
            "F-3",
            th=f"สูตรหมดอายุเมื่อวันที่ {until.isoformat()} โปรดยื่นสูตรใหม่",
            en=f"The formula held until {until.isoformat()}. File a new one.",
            where="asked_on",
        )


def loss_is_plausible(loss_percent: Decimal) -> Iterator[Finding]:
    """A loss of the whole material or more is a slip of the pen (DB-3)."""
    if loss_percent >= 100:  # DB-3
        yield error(
            "loss-implausible",
            "DB-3",
            th="ร้อยละการสูญเสียต้องน้อยกว่า 100 โปรดตรวจสอบ",
            en="A loss is below 100 per cent. Check the figure.",
            where="loss_percent",
        )
