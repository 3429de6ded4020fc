"""The application for an inspection: the producer's letter and the sums of section 5 (WL-2.2, WL-6)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from portal.law.findings import Finding, error, warning
from portal.law.money import quantise
from portal.law.periods import period
from portal.law.quantities import plain
from portal.law.values import Values


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """A row of tables 1) and 2) of section 5.2: unit value (USD), quantity for one unit of product, and their total."""

    unit_value: Decimal
    quantity: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class Materials:
    domestic: Sequence[MaterialRow]
    imported: Sequence[MaterialRow]

    @property
    def imported_total(self) -> Fraction:
        return sum((Fraction(row.total) for row in self.imported), Fraction())

    @property
    def all_totals(self) -> Fraction:
        return sum((Fraction(row.total) for row in self.domestic), self.imported_total)


@dataclass(frozen=True, slots=True)
class Costs:
    """Table 3) of section 5.2, USD for one unit of product: lines (1) to (6)."""

    labour: Decimal
    materials: Decimal
    other: Decimal
    total: Decimal
    profit: Decimal
    ex_works: Decimal


def producer_letter(filed_on: date, is_producer: bool, letter_on: date | None, values: Values) -> Iterator[Finding]:
    """An exporter who is not the producer attaches the producer's letter, at most 3 months old (WL-2.2)."""
    if is_producer:
        return
    if letter_on is None:  # WL-2.2
        yield error(
            "producer-letter-missing",
            "WL-2.2",
            th="ผู้ส่งออกที่ไม่ได้เป็นผู้ผลิตต้องแนบหนังสือรับรองจากผู้ผลิต",
            en="An exporter who is not the producer attaches the producer's letter. Ask the producer for it.",
            where="producer_letter_on",
        )
        return
    if letter_on > filed_on:  # WL-2.2
        yield error(
            "producer-letter-after-filing",
            "WL-2.2",
            th="หนังสือรับรองลงวันที่หลังวันยื่นคำขอ โปรดตรวจสอบวันที่",
            en="The producer's letter is dated after the filing. Check both dates.",
            where="producer_letter_on",
        )
        return
    life = period(letter_on, months=values.at("watchlist.producer_letter.months", on=filed_on).whole)  # WL-2.2
    if life.has_passed(filed_on):
        yield error(
            "producer-letter-too-old",
            "WL-2.2",
            th=f"หนังสือรับรองจากผู้ผลิตใช้ยื่นได้ถึงวันที่ {life.legal.isoformat()} (3 เดือน) โปรดขอฉบับใหม่",
            en=f"The producer's letter could be filed until {life.legal.isoformat()}, 3 months. Ask for a new one.",
            where="producer_letter_on",
        )
    elif life.is_doubtful(filed_on):  # T-3
        yield warning(
            "producer-letter-in-doubtful-days",
            "WL-2.2",
            th=f"ยื่นหลังวันที่ {life.strict.isoformat()} แต่ยังไม่เกินวันครบกำหนดตามกฎหมาย {life.legal.isoformat()}",
            en=f"Filed after {life.strict.isoformat()}, yet within the legal limit of {life.legal.isoformat()}.",
            where="producer_letter_on",
        )


def sums(costs: Costs | None, materials: Materials | None) -> Iterator[Finding]:
    """Every sum of section 5.2 that is wrong, with its line and what it should be (WL-6)."""
    if materials:
        yield from _rows(materials.domestic, "domestic")
        yield from _rows(materials.imported, "imported")
    if costs and materials and materials.all_totals != Fraction(costs.materials):  # WL-6
        yield _wrong("costs.materials", "(2)", materials.all_totals, costs.materials, "materials-do-not-add-up")
    if costs:
        total = Fraction(costs.labour) + Fraction(costs.materials) + Fraction(costs.other)
        if total != Fraction(costs.total):  # WL-6
            yield _wrong("costs.total", "(4)", total, costs.total, "total-wrong")
        price = Fraction(costs.total) + Fraction(costs.profit)
        if price != Fraction(costs.ex_works):  # WL-6
            yield _wrong("costs.ex_works", "(6)", price, costs.ex_works, "ex-works-wrong")


def value_added(costs: Costs, materials: Materials) -> Fraction:
    """(ex-works − imported materials) / ex-works, in per cent, unrounded (WL-6). May be negative."""
    ex_works = Fraction(costs.ex_works)
    return (ex_works - materials.imported_total) * 100 / ex_works  # WL-6


def _rows(rows: Sequence[MaterialRow], kind: str) -> Iterator[Finding]:
    for number, row in enumerate(rows):
        due = quantise(Fraction(row.unit_value) * Fraction(row.quantity))  # T-5
        if due != row.total:  # WL-6
            line = f"{'1)' if kind == 'domestic' else '2)'} {number + 1}"
            yield _wrong(f"materials.{kind}.{number}.total", line, Fraction(due), row.total, "material-total-wrong")


def _wrong(where: str, line: str, due: Fraction, entered: Decimal, code: str) -> Finding:
    right = _amount(due)
    return error(
        code,
        "WL-6",
        th=f"ยอดของบรรทัด {line} ต้องเป็น {right} แต่กรอกเป็น {entered} โปรดแก้ไขให้ตรงกัน",
        en=f"Line {line} should be {right}, but {entered} was entered. Correct one of them.",
        where=where,
    )


def _amount(exact: Fraction) -> str:
    """Money with two decimals; finer where what was entered is finer."""
    rounded = quantise(exact)
    return f"{rounded if Fraction(rounded) == exact else Decimal(plain(exact)):,f}"
