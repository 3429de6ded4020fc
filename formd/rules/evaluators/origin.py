"""The evaluator `origin`: by which alternative goods originate, how far from the others they are (FD-7 to FD-10)."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from portal.law.countries import ASEAN, THAILAND
from portal.law.evaluators import Record, evaluator
from portal.law.evaluators.registry import Answer
from portal.law.evaluators.schemas import (
    AMOUNT,
    COUNTRY,
    FLAG,
    HS,
    TEXT,
    giving,
    having,
    nullable,
    one_of,
    rows,
    taking,
)
from portal.law.findings import Message
from portal.law.hs import HSCode
from portal.law.money import percent_floor
from portal.law.reference import Reference

from ..box_8 import box_8, box_13, notes
from ..margins import Margin, cents_down, cents_up, margin
from ..origin import Costs, Goods, Material, Option, Verdict, judge, partial_bound
from ..origin_findings import findings_of, percent_of
from ..product_rules import ProductRules
from ..rule_sets import RuleSet, RuleSets
from ..terms import TermKind

MATERIAL = taking(hs_code=HS, country=COUNTRY, originating=FLAG, value=AMOUNT)
COSTS = taking(asean_material=AMOUNT, direct_labour=AMOUNT, direct_overhead=AMOUNT, other=AMOUNT, profit=AMOUNT)
PARTIAL = taking(material={"type": "integer", "minimum": 0}, percent=AMOUNT)
MOST_MATERIALS = 10_000


@evaluator(
    "origin",
    title=Message("ถิ่นกำเนิดสินค้าตาม Form D และเหตุผลของแต่ละเกณฑ์", "Origin for Form D, alternative by alternative"),
    clauses=("FD-7", "FD-8", "FD-9", "FD-10", "FD-11", "FD-22"),
    takes=taking(
        rule_set=TEXT,
        hs_code=HS,
        fob=AMOUNT,
        wholly_obtained=FLAG,
        processes=rows(TEXT),
        materials=rows(MATERIAL),
        costs=nullable(COSTS),
        cumulation=rows(PARTIAL),
    ),
    gives=giving(
        originating=FLAG,
        box_8=rows(TEXT),
        rvc=having(indirect=TEXT, direct=nullable(TEXT)),
        options=rows(having(term=TEXT, met=FLAG, clause=TEXT)),
        de_minimis_used=FLAG,
        box_13=rows(TEXT),
        notes=rows(TEXT),
        rule=having(hs=nullable(TEXT), source=one_of("psr", "general", "wholly-obtained")),
    ),
    example={
        "rule_set": "TH-61/2551",
        "hs_code": "1101.00",
        "fob": "1000.00",
        "wholly_obtained": False,
        "processes": [],
        "materials": [{"hs_code": "1001.10", "country": "AU", "originating": False, "value": "300.00"}],
        "costs": None,
        "cumulation": [],
    },
    example_answer={
        "originating": True,
        "box_8": ["CC", "70%"],
        "rvc": {"indirect": "70.00", "direct": None},
        "options": [
            {"term": "RVC40", "met": True, "clause": "FD-9"},
            {"term": "CC", "met": True, "clause": "FD-8"},
        ],
        "de_minimis_used": False,
        "box_13": [],
        "notes": [],
        "rule": {"hs": "1101.00", "source": "psr"},
        "hs_edition": "2002",
        "explanation": [
            {"term": "RVC40", "margin_points": "30.00", "margin_usd": "300.00"},
            {"term": "CC", "unshifted": [], "unshifted_percent": "0.00", "de_minimis": False},
        ],
        "margin": {
            "bound": "40",
            "points": "30.00",
            "usd": "300.00",
            "fob_at_bound": "500.00",
            "added_cost": "300.00",
            "exchange_rate_factor": "2.00",
            "prices": [{"where": "materials.0", "value_at_bound": "600.00"}],
        },
        "findings": [],
    },
)
def judge_origin(given: Record, reference: Reference) -> Answer:
    """The verdict with every alternative, how far it was met or missed, and what box 8 and box 13 may carry."""
    rule_set = read_rule_set(given, reference)
    goods = _goods(given, rule_set)
    rules = reference.of(ProductRules)
    verdict = judge(goods, rule_set, rules)
    return {**as_answer(verdict), "findings": list(findings_of(verdict, rules, reference.values))}


def as_answer(verdict: Verdict) -> Answer:
    """The verdict's figures as JSON."""
    direct = verdict.direct
    return {
        "originating": verdict.originating,
        "box_8": box_8(verdict),
        "rvc": {
            "indirect": percent_floor(verdict.indirect),
            "direct": None if direct is None else percent_floor(direct),
        },
        "options": [_option(option) for option in verdict.options],
        "de_minimis_used": verdict.de_minimis_used,
        "box_13": box_13(verdict),
        "notes": notes(verdict),
        "rule": {
            "hs": HSCode(verdict.rule.hs).dotted if verdict.rule else None,
            "source": verdict.source,
        },
        "hs_edition": verdict.rule_set.hs_edition,
        "explanation": [_explained(option, verdict) for option in verdict.options],
        "margin": _margin(margin(verdict)),
    }


def _option(option: Option) -> dict[str, Any]:
    clause = "FD-9" if option.term.kind is TermKind.RVC else "FD-8"
    return {"term": option.term.text, "met": option.met, "clause": clause}


def _explained(option: Option, verdict: Verdict) -> dict[str, Any]:
    """How far the alternative was met or missed."""
    said: dict[str, Any] = {"term": option.term.text}
    fob = verdict.goods.fob
    if option.term.bound is not None:
        points = Fraction(verdict.rvc) - Fraction(option.term.bound)
        usd = cents_down(points * Fraction(fob) / 100)
        return {**said, "margin_points": percent_floor(points), "margin_usd": usd}
    if option.term.kind is TermKind.CTC:
        materials = verdict.goods.materials
        return {
            **said,
            "unshifted": [_unshifted(number, materials[number], option, fob) for number in option.unshifted],
            "unshifted_percent": percent_of(option.unshifted_value, fob),
            "de_minimis": option.by_de_minimis,
        }
    return said


def _unshifted(number: int, material: Material, option: Option, fob: Decimal) -> dict[str, Any]:
    return {
        "where": f"materials.{number}",
        "hs": HSCode(material.hs).dotted,
        "level": option.term.level,
        "excepted": material.hs.startswith(option.term.except_from),
        "percent_of_fob": percent_of(material.value, fob),
    }


def _margin(room: Margin) -> dict[str, Any]:
    factor = room.exchange_rate_factor
    return {
        "bound": str(room.bound),
        "points": percent_floor(room.points),
        "usd": cents_down(room.usd),
        "fob_at_bound": cents_up(room.fob_at_bound),
        "added_cost": cents_down(room.added_cost),
        "exchange_rate_factor": None if factor is None else percent_floor(factor),
        "prices": [
            {"where": f"materials.{number}", "value_at_bound": cents_down(price)} for number, price in room.prices
        ],
    }


def read_rule_set(given: Record, reference: Reference, field: str = "rule_set") -> RuleSet:
    """The rule set that the field names; InputError for one that is not known."""
    sets = reference.of(RuleSets)
    return sets[given.choice(field, [each.slug for each in sets])]


def _goods(given: Record, rule_set: RuleSet) -> Goods:
    materials = [_material(row) for row in given.rows("materials", most=MOST_MATERIALS)]
    for row in given.rows("cumulation", most=MOST_MATERIALS):
        _partly_cumulate(row, materials, rule_set)
    goods = Goods(
        hs=given.hs("hs_code").digits,
        fob=given.decimal("fob", positive=True),
        wholly_obtained=given.flag("wholly_obtained"),
        materials=tuple(materials),
        processes=frozenset(given.texts("processes")),
        costs=given.maybe("costs", lambda field: _costs(given.record(field))),
    )
    given.done()
    return goods


def _material(row: Record) -> Material:
    material = Material(row.hs("hs_code").digits, row.country("country"), row.flag("originating"), row.decimal("value"))
    row.done()
    return material


def _costs(row: Record) -> Costs:
    costs = Costs(*(row.decimal(field) for field in Costs._fields))
    row.done()
    return costs


def _partly_cumulate(row: Record, materials: list[Material], rule_set: RuleSet) -> None:
    """A material that came with a PC form counts as originating by the share that the form certifies (FD-7)."""
    number = row.whole("material", most=MOST_MATERIALS)
    percent = row.decimal("percent")
    row.done()
    if number >= len(materials):
        raise row.unfit("material", "ไม่มีวัตถุดิบลำดับนี้", "There is no such material")
    material = materials[number]
    if material.originating or material.country not in ASEAN - {THAILAND}:
        raise row.unfit(
            "material",
            "วัตถุดิบที่สะสมบางส่วนต้องมาจากประเทศสมาชิกอื่นและยังไม่ได้ถิ่นกำเนิด",
            "A partly cumulated material comes from another member and does not originate by itself",
        )
    if material.partial_percent is not None:
        raise row.unfit("material", "ระบุวัตถุดิบนี้แล้ว", "This material was named already")
    least, below = rule_set.partial_from_percent, partial_bound(rule_set)
    if not least <= percent < below:  # FD-7
        raise row.unfit(
            "percent", f"ต้องไม่น้อยกว่า {least} และน้อยกว่า {below}", f"It is from {least} to below {below} per cent"
        )
    materials[number] = material._replace(partial_percent=percent)
