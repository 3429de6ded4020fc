"""`origin` with its explanation over a catalogue, against a loop that only computes the verdicts."""

import random
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from formd.rules.origin import Goods, Material, Verdict, judge_all
from formd.rules.product_rules import ProductRules
from formd.rules.rule_sets import RuleSet, RuleSets
from portal.cases.reference import current_reference
from portal.law.evaluators import evaluate

from .measure import Contest

PRODUCTS, MATERIALS = 10_000, 10
MEMBERS = frozenset({"BN", "KH", "ID", "LA", "MY", "MM", "PH", "SG", "TH", "VN"})
LIMIT, TENTH, HUNDRED = Decimal("0.4"), Decimal("0.1"), Decimal(100)


def catalogue() -> list[Goods]:
    """Machines of ten parts each, some from the neighbours, some of the same heading, some of wheat for the annex."""
    chance = random.Random(7)  # noqa: S311 — a repeatable sample
    made = []
    for number in range(PRODUCTS):
        hs = "110100" if number % 50 == 0 else f"84{chance.randrange(10, 90)}{chance.randrange(10, 90)}"
        parts = tuple(
            Material(
                hs[:4] + "99" if chance.random() < 0.05 else f"{chance.randrange(10, 76)}{chance.randrange(10, 90)}10",
                chance.choice(("TH", "MY", "CN", "JP", "US")),
                chance.random() < 0.3,
                Decimal(chance.randrange(100, 20_000)) / 100,
            )
            for _ in range(MATERIALS)
        )
        made.append(Goods(hs, Decimal(chance.randrange(50_000, 200_000)) / 100, False, parts))
    return made


def verdicts(goods: list[Goods]) -> list[bool]:
    """By hand, and nothing but yes or no: value, or change of heading with a tenth let through; chapter for flour."""
    answers = []
    for good in goods:
        foreign = still = Decimal(0)
        level = 2 if good.hs == "110100" else 4
        prefix = good.hs[:level]
        for material in good.materials:
            if material.originating and material.country in MEMBERS:
                continue
            foreign += material.value
            if material.hs[:level] == prefix:
                still += material.value
        answers.append(good.fob - foreign >= good.fob * LIMIT or still <= good.fob * TENTH)
    return answers


def slowly(good: Goods) -> bool:
    """The same from the text of the law, in fractions: what both ways have to agree with."""
    foreign = [each for each in good.materials if not (each.originating and each.country in MEMBERS)]
    value = 1 - sum(Fraction(each.value) for each in foreign) / Fraction(good.fob)
    digits = 2 if good.hs.startswith("1101") else 4
    still = sum((Fraction(each.value) for each in foreign if each.hs[:digits] == good.hs[:digits]), Fraction())
    return value >= Fraction(2, 5) or still / Fraction(good.fob) <= Fraction(1, 10)


def contests() -> Iterator[Contest]:
    """From facts to the explained verdict; and from JSON to JSON, as the command line and the API answer."""
    reference = current_reference()
    rule_set, rules = reference.of(RuleSets)["TH-61/2551"], reference.of(ProductRules)
    goods = catalogue()
    assert verdicts(goods) == [slowly(good) for good in goods]
    yield Contest(
        f"origin explained, {PRODUCTS:,} × {MATERIALS}",
        "verdicts by hand",
        lambda: verdicts(goods),
        lambda: _judged(goods, rule_set, rules),
        _agree,
        7,
        1,
        aim=3,
    )
    some = goods[:1_000]
    asked = [_as_json(good) for good in some]
    yield Contest(
        "origin, JSON to JSON with sentences, 1,000",
        "verdicts by hand, from facts",
        lambda: verdicts(some),
        lambda: [evaluate("origin", each, reference) for each in asked],
        lambda base, ours: None,
        5,
        1,
    )


def _judged(goods: list[Goods], rule_set: RuleSet, rules: ProductRules) -> list[Verdict]:
    return judge_all(goods, rule_set, rules)


def _agree(base: object, ours: object) -> None:
    assert isinstance(base, list) and isinstance(ours, list)
    assert base == [verdict.originating for verdict in ours]


def _as_json(good: Goods) -> dict[str, Any]:
    materials = [
        {"hs_code": m.hs, "country": m.country, "originating": m.originating, "value": str(m.value)}
        for m in good.materials
    ]
    return {
        "rule_set": "TH-61/2551",
        "hs_code": good.hs,
        "fob": str(good.fob),
        "wholly_obtained": False,
        "processes": [],
        "materials": materials,
        "costs": None,
        "cumulation": [],
    }
