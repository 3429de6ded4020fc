"""What is said of a verdict on origin, beside its figures: contradictions, doubts, and why it is no (FD-7 to FD-10)."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from portal.law.countries import ASEAN
from portal.law.findings import Finding, error, info, warning
from portal.law.money import percent_floor
from portal.law.values import Values

from .margins import cents_down, margin
from .origin import Goods, Verdict, partial_bound
from .product_rules import ProductRules
from .rule_sets import RuleSet
from .terms import TermKind


def findings_of(verdict: Verdict, rules: ProductRules, values: Values) -> Iterator[Finding]:
    """Everything that is to be told of the verdict, in the order of the input."""
    yield from of_rule_set(verdict.rule_set)
    yield from _of_wholly_obtained(verdict)
    yield from _of_processes(verdict.goods, rules)
    yield from _of_materials(verdict)
    yield from _of_formulas(verdict)
    yield from _of_annex(verdict)
    yield from _of_outcome(verdict)
    yield from _of_margin(verdict, values)


def of_rule_set(rule_set: RuleSet) -> Iterator[Finding]:
    """A rule set that was not taken from the seeds says so with every answer (T-6)."""
    if not rule_set.from_seed:
        yield warning(  # T-6
            "rule-set-from-public-text",
            "T-6",
            th=f"ชุดกฎ {rule_set.slug} เรียบเรียงจากข้อความที่เผยแพร่ทั่วไปเฉพาะประเด็นที่แน่ชัด โปรดตรวจสอบกับประกาศฉบับจริง",
            en=f"Rule set {rule_set.slug} was written from public text, for the points that are sure. "
            "Check it with the notification.",
            where="rule_set",
        )


def _of_wholly_obtained(verdict: Verdict) -> Iterator[Finding]:
    if verdict.contradicts_wholly_obtained:  # FD-8
        yield error(
            "wholly-obtained-with-foreign-materials",
            "FD-8",
            th="สินค้าที่ได้มาทั้งหมดในประเทศต้องไม่มีวัตถุดิบจากต่างประเทศ โปรดแก้ข้อมูลข้อใดข้อหนึ่ง จึงพิจารณาตามเกณฑ์อื่นแทน",
            en="Wholly obtained goods contain no foreign material. Correct one of the two; "
            "they are judged by the other rules.",
            where="wholly_obtained",
        )


def _of_processes(goods: Goods, rules: ProductRules) -> Iterator[Finding]:
    for process in sorted(goods.processes):
        if not rules.knows_process(process):
            yield warning(
                "process-unknown",
                "FD-8",
                th=f"ไม่มีเกณฑ์ใดกล่าวถึงกระบวนการ “{process}”",
                en=f"No product-specific rule names the process “{process}”.",
                where="processes",
            )


def _of_materials(verdict: Verdict) -> Iterator[Finding]:
    levels = [option.term.level for option in verdict.options if option.term.kind is TermKind.CTC]
    deepest = max(levels, default=0)
    goods = verdict.goods
    for number, material in enumerate(goods.materials):
        if material.originating and material.country not in ASEAN:  # FD-22
            yield error(
                "originating-outside-asean",
                "FD-22",
                th=f"วัตถุดิบจาก {material.country} ไม่มีถิ่นกำเนิดในอาเซียน จึงนับเป็นวัตถุดิบที่ไม่ได้ถิ่นกำเนิด",
                en=f"Material from {material.country} cannot originate in ASEAN; it is counted as non-originating.",
                where=f"materials.{number}.country",
            )
        foreign = not (material.originating and material.country in ASEAN)
        short = min(len(material.hs), len(goods.hs)) < deepest
        if short and foreign and material.hs[:4] == goods.hs[:4]:  # FD-8
            yield warning(
                "code-too-short",
                "FD-8",
                th="พิกัดศุลกากร 4 หลักบอกไม่ได้ว่าเปลี่ยนประเภทย่อยหรือไม่ จึงถือว่าไม่เปลี่ยน โปรดกรอก 6 หลัก",
                en="4 digits cannot show a change of subheading, so it counts as none. Enter 6 digits.",
                where=f"materials.{number}.hs_code",
            )


def _of_formulas(verdict: Verdict) -> Iterator[Finding]:
    direct, costs = verdict.direct, verdict.goods.costs
    if direct is None or costs is None:
        return
    bound = partial_bound(verdict.rule_set)
    if (direct >= bound) != (verdict.indirect >= bound):  # FD-9
        yield warning(
            "formulas-disagree",
            "FD-9",
            th=f"สูตรทางตรงได้ {percent_floor(direct)} % แต่ทางอ้อมได้ {percent_floor(verdict.indirect)} % "
            f"อยู่คนละด้านของร้อยละ {bound} โปรดตรวจสอบต้นทุน",
            en=f"The direct formula gives {percent_floor(direct)} %, the indirect one "
            f"{percent_floor(verdict.indirect)} %: on different sides of {bound} %. Check the costs.",
            where="costs",
        )
    added = sum(map(Fraction, costs), Fraction()) + Fraction(verdict.non_originating)
    if added != Fraction(verdict.goods.fob):  # FD-9
        yield warning(
            "costs-do-not-add-up",
            "FD-9",
            th=f"ต้นทุนและกำไรรวมกับวัตถุดิบที่ไม่ได้ถิ่นกำเนิดเป็น {cents_down(added)} ไม่ตรงกับราคา FOB",
            en=f"Costs and profit with non-originating materials come to {cents_down(added)}, not to the FOB value.",
            where="costs",
        )


def _of_annex(verdict: Verdict) -> Iterator[Finding]:
    if verdict.source == "general" and not verdict.rule_set.psr_complete:  # FD-8
        yield warning(
            "psr-list-incomplete",
            "FD-8",
            th="บัญชีเกณฑ์เฉพาะรายสินค้าของชุดกฎนี้มีไม่ครบ จึงใช้เกณฑ์ทั่วไป โปรดตรวจสอบภาคผนวกว่ามีเกณฑ์เฉพาะของสินค้านี้หรือไม่",
            en="The list of product-specific rules of this rule set is not complete, so the general rule was applied. "
            "Check the annex for this product.",
            where="hs_code",
        )


def _of_outcome(verdict: Verdict) -> Iterator[Finding]:
    if verdict.originating:
        return
    met = ", ".join(option.term.text for option in verdict.options)
    if verdict.partial:  # FD-7
        yield warning(
            "partial-cumulation-only",
            "FD-7",
            th="สินค้าไม่ได้ถิ่นกำเนิดและไม่ได้สิทธิพิเศษด้วยตัวเอง ใช้ได้เพียงเพื่อสะสมในประเทศสมาชิกอื่น",
            en="The goods do not originate and carry no preference; the form only serves a later cumulation.",
            where="materials",
        )
    yield error(
        "not-originating",
        "FD-8",
        th=f"สินค้าไม่ผ่านเกณฑ์ถิ่นกำเนิดข้อใดเลย ({met}) โปรดดูว่าแต่ละเกณฑ์ขาดเท่าใด",
        en=f"The goods meet none of the alternatives ({met}). See how far each was missed.",
        where="hs_code",
    )


def _of_margin(verdict: Verdict, values: Values) -> Iterator[Finding]:
    """A yes that hangs on a thin RVC is worth a word (FD-9)."""
    by_rvc = any(option.met for option in verdict.options if option.term.kind is TermKind.RVC)
    others = any(option.met for option in verdict.options if option.term.kind is not TermKind.RVC)
    if not by_rvc or others:
        return
    room = margin(verdict)
    narrow = values.at("formd.rvc.narrow_points", on=verdict.rule_set.checked_on).decimal
    if room.points < Fraction(narrow):
        factor = room.exchange_rate_factor or Fraction(1)
        percent = percent_floor((factor - 1) * 100)
        yield info(
            "narrow-margin",
            "FD-9",
            th=f"เหลือเพียง {percent_floor(room.points)} จุดเหนือร้อยละ {room.bound} "
            f"วัตถุดิบนำเข้าแพงขึ้นได้อีก {cents_down(room.usd)} USD หรือร้อยละ {percent}",
            en=f"Only {percent_floor(room.points)} points above {room.bound} %: imported materials may cost "
            f"{cents_down(room.usd)} USD or {percent} % more.",
            where="fob",
        )


def percent_of(value: Decimal, fob: Decimal) -> str:
    """A share of FOB in per cent, rounded down."""
    return percent_floor(Fraction(value) * 100 / Fraction(fob))
