"""Forms made from another form, true copies and back-to-back, and how long one is valid (FD-2, FD-6, FD-17)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from portal.law.findings import Finding, error, warning
from portal.law.periods import Period, period
from portal.law.quantities import plain
from portal.law.values import Values

from .rule_sets import RuleSet


@dataclass(frozen=True, slots=True)
class BackToBack:
    """The first member's form, and what was and is now taken of its quantity."""

    original_issued_on: date
    original_quantity: Decimal
    already_issued_quantity: Decimal
    quantity: Decimal


def validity(issued_on: date, values: Values) -> Period:
    """1 year from issue, a validity that never moves (FD-2, T-1, T-2)."""
    return period(issued_on, years=values.at("formd.validity.years", on=issued_on).whole)  # FD-2


def true_copy(
    original_on: date | None, issued_on: date, reason: str | None, rule_set: RuleSet, values: Values
) -> Iterator[Finding]:
    """For a lost original (and, by the newer sets, a stolen or destroyed one), within a year of its issue (FD-6)."""
    if reason not in rule_set.true_copy_reasons:  # FD-6
        yield error(
            "true-copy-reason-unknown",
            "FD-6",
            th=f"ชุดกฎ {rule_set.slug} ออกใบแทนได้เฉพาะกรณี {', '.join(rule_set.true_copy_reasons)}",
            en=f"By {rule_set.slug} a true copy is issued for an original that was "
            f"{' or '.join(rule_set.true_copy_reasons)} only.",
            where="reason",
        )
    if original_on is None:
        return
    limit = period(original_on, years=values.at("formd.true_copy.within_years", on=original_on).whole)  # FD-6
    if issued_on < original_on:  # FD-6
        yield error(
            "true-copy-before-original",
            "FD-6",
            th="ใบแทนลงวันที่ก่อนวันที่ออกต้นฉบับ โปรดตรวจสอบวันที่",
            en="The true copy is dated before the original. Check both dates.",
            where="original_issued_on",
        )
    elif limit.has_passed(issued_on):  # FD-6
        yield error(
            "true-copy-too-late",
            "FD-6",
            th=f"ออกใบแทนได้ไม่เกิน 1 ปีนับแต่วันที่ออกต้นฉบับ คือถึงวันที่ {limit.legal.isoformat()}",
            en=f"A true copy is issued within 1 year of the original's issue, until {limit.legal.isoformat()}.",
            where="issued_on",
        )


def back_to_back(taken: BackToBack, issued_on: date, values: Values) -> Iterator[Finding]:
    """The total of back-to-back forms is never above the original (FD-17)."""
    total = Fraction(taken.already_issued_quantity) + Fraction(taken.quantity)
    if total > taken.original_quantity:  # FD-17
        left = max(Fraction(0), Fraction(taken.original_quantity) - Fraction(taken.already_issued_quantity))
        yield error(
            "back-to-back-above-original",
            "FD-17",
            th=f"ปริมาณรวมเกินกว่าที่ระบุใน Form D ฉบับแรก ออกได้อีกไม่เกิน {plain(left)}",
            en=f"The quantities add up to more than the first member's form. At most {plain(left)} is left.",
            where="back_to_back.quantity",
        )
    if issued_on < taken.original_issued_on:  # FD-17
        yield error(
            "back-to-back-before-original",
            "FD-17",
            th="Form D แบบ Back-to-Back ลงวันที่ก่อน Form D ฉบับแรก โปรดตรวจสอบวันที่",
            en="The back-to-back form is dated before the first member's form. Check both dates.",
            where="back_to_back.original_issued_on",
        )
    elif validity(taken.original_issued_on, values).has_passed(issued_on):  # FD-2
        yield warning(
            "back-to-back-original-expired",
            "FD-2",
            th="Form D ฉบับแรกหมดอายุแล้ว โปรดตรวจสอบก่อนออก Form D แบบ Back-to-Back",
            en="The first member's form has expired. Check before issuing the back-to-back form.",
            where="back_to_back.original_issued_on",
        )
