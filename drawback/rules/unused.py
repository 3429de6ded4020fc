"""Material under guarantee that was not used within the year: the duty, and 1 % of it for every month (G-1)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from portal.law.findings import Finding, error, info
from portal.law.money import quantise
from portal.law.periods import Period, legal_end, period
from portal.law.reference import Reference


@dataclass(frozen=True, slots=True)
class Unused:
    """What is paid with form 112 (THB), until when, and for how many months or parts of one."""

    due: Period
    months: int
    surcharge: Decimal
    total: Decimal
    findings: tuple[Finding, ...]


def pay_unused(imported_on: date, duty: Decimal, paid_on: date, reference: Reference) -> Unused:
    """What the importer owes who pays on the day. ValueError for a payment before the import (G-1)."""
    if paid_on < imported_on:
        raise ValueError("nothing is owed before the import")
    at = reference.values.at
    within = at("drawback.unused.within_months", on=imported_on).whole
    percent = at("drawback.unused.surcharge_percent", on=imported_on).decimal
    due = period(imported_on, months=within, filing=True, calendar=reference.calendar)  # G-1, T-2
    months = _months(imported_on, paid_on, reference)
    surcharge = min(quantise(Fraction(duty) * Fraction(percent) * months / 100), quantise(duty))  # G-1: never more
    total = quantise(Fraction(duty) + Fraction(surcharge))
    return Unused(due, months, surcharge, total, tuple(_findings(imported_on, paid_on, due, reference)))


def _months(imported_on: date, paid_on: date, reference: Reference) -> int:
    """Months or parts of one since the import, the last day of each as payment deadlines have it (G-1, T-1, T-2)."""
    months = 0 if paid_on == imported_on else max(1, _whole_months(imported_on, paid_on) - 1)
    while months and paid_on > legal_end(imported_on, months=months, filing=True, calendar=reference.calendar):
        months += 1  # G-1: a part counts as a month
    return months


def _whole_months(imported_on: date, paid_on: date) -> int:
    return 12 * (paid_on.year - imported_on.year) + paid_on.month - imported_on.month


def _findings(imported_on: date, paid_on: date, due: Period, reference: Reference) -> list[Finding]:
    years = reference.values.at("drawback.export.within_years", on=imported_on).whole
    if due.has_passed(paid_on):  # G-1
        return [
            error(
                "paid-late",
                "G-1",
                th=f"ต้องชำระภายในวันที่ {due.legal.isoformat()} (เดือนที่ 13 นับแต่วันนำเข้า) โปรดติดต่อส่วนคืนและชดเชยอากร",
                en=f"Payment was due by {due.legal.isoformat()}, within month 13. Contact the drawback section.",
                where="paid_on",
            )
        ]
    if paid_on <= legal_end(imported_on, years=years):  # DB-5
        return [
            info(
                "paid-within-the-year",
                "G-1",
                th="ยังอยู่ในกำหนด 1 ปีที่ส่งออกได้ ยังไม่ต้องชำระ เว้นแต่จะไม่ใช้วัตถุดิบนี้ผลิตเพื่อส่งออกแล้ว",
                en="The year for exporting is not over: nothing is owed yet unless the material will not be used.",
                where="paid_on",
            )
        ]
    return []
