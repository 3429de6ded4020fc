"""Form D when it is issued: time of issue, true copies, back-to-back forms, boxes 7, 8, 9 and 13 (FD-2, FD-5, FD-6,
FD-11, FD-12, FD-16, FD-17)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from portal.law.findings import Finding, error, warning
from portal.law.periods import period
from portal.law.values import Values

from .copies import BackToBack, back_to_back, true_copy
from .criteria import Criterion, CriterionKind, of_criterion, read_criterion
from .rule_sets import RuleSet
from .ticks import RETROACTIVE, compare, in_order


class Kind(StrEnum):
    ORIGINAL = "original"
    TRUE_COPY = "true-copy"
    BACK_TO_BACK = "back-to-back"


@dataclass(frozen=True, slots=True)
class FormItem:
    """An item of the form. `accumulation` and `de_minimis`: None where nobody said (FD-11)."""

    criterion: str
    hs: str
    fob: Decimal | None
    accumulation: bool | None = None
    de_minimis: bool | None = None


@dataclass(frozen=True, slots=True)
class ThirdCountryInvoice:
    company: str
    country: str


@dataclass(frozen=True, slots=True)
class Exhibition:
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class FormToIssue:
    shipped_on: date
    issued_on: date
    kind: Kind
    ticks: frozenset[str]
    items: tuple[FormItem, ...]
    original_issued_on: date | None = None
    reason: str | None = None
    third_country_invoice: ThirdCountryInvoice | None = None
    exhibition: Exhibition | None = None
    back_to_back: BackToBack | None = None


def first_issue(form: FormToIssue) -> date:
    """The day that counts for validity and time of issue: a true copy's is the original's (FD-6)."""
    return form.original_issued_on or form.issued_on if form.kind is Kind.TRUE_COPY else form.issued_on  # FD-6


def is_retroactive(shipped_on: date, issued_on: date, rule_set: RuleSet) -> bool:
    """Whether it is issued more than the set's days after shipment (FD-5)."""
    return issued_on > shipped_on + timedelta(days=rule_set.retroactive_after_days)  # FD-5


def required_ticks(form: FormToIssue, rule_set: RuleSet) -> list[str]:
    """The ticks that the facts call for, in the form's order (FD-11)."""
    criteria = _criteria(form, rule_set)
    facts = {
        "third-country-invoicing": form.third_country_invoice is not None,  # FD-16
        "accumulation": any(item.accumulation for item in form.items),  # FD-11
        "back-to-back": form.kind is Kind.BACK_TO_BACK,  # FD-17
        "partial-cumulation": any(each.kind is CriterionKind.PARTIAL for each in criteria),  # FD-7
        "exhibition": form.exhibition is not None,  # FD-11
        "de-minimis": any(item.de_minimis for item in form.items),  # FD-10
        RETROACTIVE: is_retroactive(form.shipped_on, first_issue(form), rule_set),  # FD-5
    }
    return in_order(rule_set, {slug for slug, holds in facts.items() if holds})


def _possible(form: FormToIssue, rule_set: RuleSet) -> set[str]:
    """Facts that the form alone cannot tell, and that may hold: nobody said they do not (FD-11)."""
    found = set()
    for item in form.items:
        criterion = read_criterion(item.criterion, rule_set)
        if criterion is None or criterion.kind is CriterionKind.WHOLLY_OBTAINED:
            continue
        if item.accumulation is None:
            found.add("accumulation")
        if item.de_minimis is None and criterion.kind is CriterionKind.CTC:
            found.add("de-minimis")
    return found


def _criteria(form: FormToIssue, rule_set: RuleSet) -> list[Criterion]:
    return [found for item in form.items if (found := read_criterion(item.criterion, rule_set))]


def box_12_text(form: FormToIssue) -> str:
    """What box 12 carries beside place, date, signature and stamp (FD-6)."""
    if form.kind is not Kind.TRUE_COPY or form.original_issued_on is None:
        return ""
    return f"CERTIFIED TRUE COPY (ORIGINAL ISSUED ON {form.original_issued_on.isoformat()})"  # FD-6


def findings_of(form: FormToIssue, rule_set: RuleSet, values: Values) -> Iterator[Finding]:
    """Everything that stands in the way of issuing the form, or is to be looked at."""
    yield from time_of_issue(form.shipped_on, first_issue(form), rule_set)
    if form.kind is Kind.TRUE_COPY:
        yield from true_copy(form.original_issued_on, form.issued_on, form.reason, rule_set, values)
    if form.kind is Kind.BACK_TO_BACK and form.back_to_back:
        yield from back_to_back(form.back_to_back, form.issued_on, values)
    yield from third_country(form.third_country_invoice)
    yield from exhibition(form.exhibition)
    yield from of_items(form.items, rule_set)
    required, possible = required_ticks(form, rule_set), _possible(form, rule_set)
    yield from compare(rule_set, required, possible, form.ticks, "ticks")


def time_of_issue(shipped_on: date, issued_on: date, rule_set: RuleSet, where: str = "issued_on") -> Iterator[Finding]:
    """At shipment or soon after, in retrospect up to a year; later agreements also before it (FD-5)."""
    limit = period(shipped_on, years=rule_set.retroactive_within_years)  # FD-5
    if issued_on < shipped_on and rule_set.issue == "at-or-after-shipment":  # FD-5
        yield error(
            "issued-before-shipment",
            "FD-5",
            th="ออก Form D ก่อนวันรับบรรทุกไม่ได้ ให้ออกในเวลาที่ส่งออกหรือทันทีหลังจากนั้น",
            en="The form is issued at the time of export or soon after, not before the shipment.",
            where=where,
        )
    elif limit.has_passed(issued_on):  # FD-5
        yield error(
            "issued-too-late",
            "FD-5",
            th=f"ออกย้อนหลังได้ไม่เกิน 1 ปีนับแต่วันรับบรรทุก คือถึงวันที่ {limit.legal.isoformat()}",
            en=f"A form is issued in retrospect within 1 year of shipment, until {limit.legal.isoformat()}.",
            where=where,
        )
    elif limit.is_doubtful(issued_on):  # T-3
        yield warning(
            "issued-in-doubtful-days",
            "FD-5",
            th=f"ออกหลังวันที่ {limit.strict.isoformat()} แต่ยังไม่เกินวันครบกำหนดตามกฎหมาย {limit.legal.isoformat()}",
            en=f"Issued after {limit.strict.isoformat()}, yet within the legal limit of {limit.legal.isoformat()}.",
            where=where,
        )


def third_country(invoice: ThirdCountryInvoice | None, at: str = "third_country_invoice") -> Iterator[Finding]:
    """Box 7 names the company that issued the invoice, and its country (FD-11, FD-16)."""
    if invoice is None:
        return
    fields = (("company", invoice.company, "ชื่อบริษัท", "name"), ("country", invoice.country, "ประเทศ", "country"))
    for field, said, th, en in fields:
        if not said.strip():  # FD-16
            yield error(
                f"third-country-{field}-missing",
                "FD-16",
                th=f"โปรดระบุ{th}ที่ออกอินวอยซ์ในช่องที่ 7",
                en=f"Enter the {en} of the company that issued the invoice in box 7.",
                where=f"{at}.{field}",
            )


def exhibition(shown: Exhibition | None) -> Iterator[Finding]:
    """Box 2 names the exhibition and its address (FD-11)."""
    if shown is None:
        return
    for field, said, th, en in (("name", shown.name, "ชื่อ", "name"), ("address", shown.address, "สถานที่จัด", "address")):
        if not said.strip():  # FD-11
            yield error(
                f"exhibition-{field}-missing",
                "FD-11",
                th=f"โปรดระบุ{th}งานแสดงสินค้าในช่องที่ 2",
                en=f"Enter the {en} of the exhibition in box 2.",
                where=f"exhibition.{field}",
            )


def of_items(items: Sequence[FormItem], rule_set: RuleSet) -> Iterator[Finding]:
    """Each item by itself: criterion, code and FOB value (FD-7, FD-12)."""
    if not items:  # FD-12
        yield error(
            "items-missing",
            "FD-12",
            th="โปรดระบุสินค้าอย่างน้อยหนึ่งรายการ",
            en="Enter at least one item.",
            where="items",
        )
    for number, item in enumerate(items):
        where = f"items.{number}"
        yield from of_criterion(item.criterion, rule_set, f"{where}.criterion")
        yield from of_code(item.hs, where)
        yield from of_fob(item, rule_set, where)


def of_code(hs: str, where: str) -> Iterator[Finding]:
    """The code has 6 digits at least (FD-12)."""
    if len(hs) < 6:  # FD-12
        yield error(
            "hs-code-too-short",
            "FD-12",
            th="พิกัดศุลกากรในช่องที่ 7 ต้องมี 6 หลัก",
            en="Box 7 takes an HS code of 6 digits.",
            where=f"{where}.hs_code",
        )


def of_fob(item: FormItem, rule_set: RuleSet, where: str) -> Iterator[Finding]:
    """Box 9 has the FOB value of each item; by later agreements only where a percentage is claimed (FD-12)."""
    criterion = read_criterion(item.criterion, rule_set)
    by_rvc = criterion is not None and criterion.percent is not None
    if item.fob is None and (rule_set.fob == "always" or by_rvc):  # FD-12
        yield error(
            "fob-missing",
            "FD-12",
            th="โปรดระบุราคา FOB ของรายการนี้ในช่องที่ 9",
            en="Enter the FOB value of this item in box 9.",
            where=f"{where}.fob",
        )
