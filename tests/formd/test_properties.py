"""What holds for every good and every form: against the text of the law, and never a crash (FD-7 to FD-12)."""

import random
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from formd.rules.box_8 import box_8, box_13
from formd.rules.origin import Goods, Material, Verdict, judge
from formd.rules.product_rules import ProductRule, ProductRules
from formd.rules.rule_sets import RuleSets
from formd.rules.terms import parse_terms
from portal.law.evaluators import evaluate
from tests import lists
from tests.many import many

MEMBERS = {"BN", "KH", "ID", "LA", "MY", "MM", "PH", "SG", "TH", "VN"}
CODES = ("1101.00", "1102.20", "1001.10", "0901.11", "0901.12", "1509.10", "1509.90", "8481.80", "8481.90", "0405.10")

values = st.integers(0, 60_000).map(lambda cents: Decimal(cents) / 100)
materials = st.builds(
    Material,
    hs=st.sampled_from([code.replace(".", "") for code in CODES] + ["1101", "0901", "84819010"]),
    country=st.sampled_from(("TH", "MY", "CN", "JP")),
    originating=st.booleans(),
    value=values,
    partial_percent=st.none(),
)
goods = st.builds(
    Goods,
    hs=st.sampled_from([code.replace(".", "") for code in CODES]),
    fob=st.integers(1, 100_000).map(lambda cents: Decimal(cents) / 100),
    wholly_obtained=st.booleans(),
    materials=st.lists(materials, max_size=5).map(tuple),
    processes=st.sets(st.sampled_from(("refining", "painting"))).map(frozenset),
    costs=st.none(),
)
sets = st.sampled_from(("TH-14/2551", "TH-61/2551", "ATIGA-2021"))


def verdict_on(good: Goods, slug: str) -> Verdict:
    reference = lists.reference()
    return judge(good, reference.of(RuleSets)[slug], lists.product_rules())


def slowly(good: Goods, slug: str) -> bool:
    """Straight from RULES FD-7 to FD-10, with the alternatives written out by hand."""
    own = {
        "110100": ["RVC", 2],
        "090111": ["RVC", 2],
        "090112": ["RVC", 6],
        "040510": ["RVC", 6],
        "150910": ["RVC", 2, "refining"],
        "100110": ["WO"],
    }
    alternatives = own.get(good.hs, ["RVC", 4]) if slug == "TH-61/2551" else ["RVC", 4]
    if slug == "TH-14/2551":
        alternatives = ["RVC"]
    foreign = [each for each in good.materials if not (each.originating and each.country in MEMBERS)]
    if good.wholly_obtained and all(each.country == "TH" and each.originating for each in good.materials):
        return True
    value = 1 - sum((Fraction(each.value) for each in foreign), Fraction()) / Fraction(good.fob)
    for wanted in alternatives:
        if wanted == "RVC" and value >= Fraction(2, 5):
            return True
        if wanted == "refining" and wanted in good.processes:
            return True
        if isinstance(wanted, int):
            still = [each for each in foreign if each.hs[:wanted] == good.hs[: min(wanted, len(each.hs))]]
            if sum((Fraction(each.value) for each in still), Fraction()) <= Fraction(good.fob) / 10:
                return True
    return False


@many
@given(goods, sets)
def test_the_verdict_is_that_of_the_text(good: Goods, slug: str) -> None:
    assert verdict_on(good, slug).originating == slowly(good, slug)


TERMS = (
    "CC",
    "CTH",
    "CTSH",
    "CTH except from 10.01, 1102",
    "CTSH except from 15.09",
    "RVC40",
    "RVC60",
    "refining",
    "WO",
)


def meets(good: Goods, term: str) -> bool:
    """One alternative straight from FD-8 to FD-10, for a rule set of 10 per cent de minimis."""
    foreign = [each for each in good.materials if not (each.originating and each.country in MEMBERS)]
    if term in ("refining", "WO"):
        return term == "refining" and term in good.processes
    if term.startswith("RVC"):
        return 1 - sum((Fraction(m.value) for m in foreign), Fraction()) / Fraction(good.fob) >= Fraction(
            int(term[3:]), 100
        )
    change, _, exceptions = term.partition(" except from ")
    wanted = {"CC": 2, "CTH": 4, "CTSH": 6}[change]
    barred = tuple(code.replace(".", "") for code in exceptions.split(", ") if code)
    still = [m for m in foreign if good.hs[:wanted].startswith(m.hs[:wanted]) or (barred and m.hs.startswith(barred))]
    return sum((Fraction(m.value) for m in still), Fraction()) <= Fraction(good.fob) / 10


@many
@given(goods, st.lists(st.sampled_from(TERMS), min_size=2, max_size=5, unique=True))
def test_every_alternative_of_a_rule_is_judged_by_itself(good: Goods, terms: list[str]) -> None:
    """Also several changes of classification in one rule, at different levels and with exceptions."""
    rule = ProductRule("TH-61/2551", good.hs[:4], parse_terms(" or ".join(terms)), date(2008, 8, 1), None, "a test")
    good = good._replace(wholly_obtained=False)

    verdict = judge(good, lists.reference().of(RuleSets)["TH-61/2551"], ProductRules([rule]))

    assert [(option.term.text, option.met) for option in verdict.options] == [(t, meets(good, t)) for t in terms]


@many
@given(goods, sets, st.randoms(use_true_random=False))
def test_the_order_of_the_materials_does_not_matter(good: Goods, slug: str, chance: random.Random) -> None:
    shuffled = good._replace(materials=tuple(chance.sample(good.materials, len(good.materials))))

    before, after = verdict_on(good, slug), verdict_on(shuffled, slug)

    assert (before.originating, before.indirect, box_8(before), box_13(before)) == (
        after.originating,
        after.indirect,
        box_8(after),
        box_13(after),
    )


@many
@given(goods, sets)
def test_goods_are_originating_or_partly_cumulated_or_neither(good: Goods, slug: str) -> None:
    verdict = verdict_on(good, slug)

    assert not (verdict.originating and verdict.partial)
    assert bool(box_8(verdict)) == (verdict.originating or verdict.partial)
    assert verdict.originating == any(option.met for option in verdict.options)


@many
@given(goods, st.integers(1, 50_000))
def test_a_dearer_foreign_material_never_raises_the_value_content(good: Goods, more: int) -> None:
    dearer = good._replace(materials=(*good.materials, Material("850110", "CN", False, Decimal(more) / 100)))

    assert verdict_on(dearer, "TH-61/2551").indirect < verdict_on(good, "TH-61/2551").indirect


@many
@given(goods, sets)
def test_the_whole_answer_is_made_for_every_good(good: Goods, slug: str) -> None:
    given_ = {
        "rule_set": slug,
        "hs_code": good.hs,
        "fob": str(good.fob),
        "wholly_obtained": good.wholly_obtained,
        "processes": sorted(good.processes),
        "materials": [
            {"hs_code": m.hs, "country": m.country, "originating": m.originating, "value": str(m.value)}
            for m in good.materials
        ],
        "costs": None,
        "cumulation": [],
    }

    answer = evaluate("origin", given_, lists.reference())

    assert answer["originating"] == slowly(good, slug)
    assert len(answer["explanation"]) == len(answer["options"])
    assert bool([told for told in answer["findings"] if told["code"] == "not-originating"]) != answer["originating"]


TICKS = [
    *("third-country-invoicing", "accumulation", "back-to-back", "partial-cumulation"),
    *("exhibition", "de-minimis", "issued-retroactively"),
]
days = st.dates(min_value=date(2008, 1, 1), max_value=date(2012, 12, 31))


@st.composite
def forms_to_issue(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(("original", "true-copy", "back-to-back")))
    original = draw(days).isoformat()
    chain = {
        "original_issued_on": original,
        "original_quantity": str(draw(st.integers(0, 100))),
        "already_issued_quantity": str(draw(st.integers(0, 100))),
        "quantity": str(draw(st.integers(0, 100))),
    }
    item = st.fixed_dictionaries(
        {
            "criterion": st.sampled_from(("WO", "X", "CC", "CTH", "ST", "SP", "40%", "PC 25%", "25%", "")),
            "hs_code": st.sampled_from(("8481", "8481.80", "8481.80.10")),
            "fob": st.sampled_from(("0.01", "1000.00", None)),
        }
    )
    return {
        "rule_set": draw(sets),
        "shipped_on": draw(days).isoformat(),
        "issued_on": draw(days).isoformat(),
        "kind": kind,
        "ticks": draw(st.lists(st.sampled_from(TICKS), max_size=4)),
        "original_issued_on": original,
        "reason": draw(st.sampled_from(("lost", "stolen", "destroyed"))),
        "items": draw(st.lists(item, max_size=3)),
        "third_country_invoice": draw(st.sampled_from((None, {"company": "A", "country": ""}))),
        "exhibition": draw(st.sampled_from((None, {"name": "", "address": "B"}))),
        "back_to_back": chain if kind == "back-to-back" else None,
    }


@many
@given(forms_to_issue(), st.randoms(use_true_random=False))
def test_a_form_is_accepted_exactly_when_nothing_is_wrong(form: dict[str, Any], chance: random.Random) -> None:
    answer = evaluate("form-d-issue", form, lists.reference())
    other = {**form, "ticks": chance.sample(form["ticks"], len(form["ticks"])), "items": form["items"][::-1]}

    assert answer["accepted"] == (not [told for told in answer["findings"] if told["severity"] == "error"])
    assert evaluate("form-d-issue", other, lists.reference())["required_ticks"] == answer["required_ticks"]
    missing = set(answer["required_ticks"]) - set(form["ticks"])
    assert bool(missing) == ("tick-missing" in [told["code"] for told in answer["findings"]])
