"""What a rule set may say though none of today's says it, and the figures beside a verdict (FD-7 to FD-10)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from formd.rules.margins import cents_down, cents_up, margin
from formd.rules.origin import Costs, Goods, Material, Verdict, judge, judge_all
from formd.rules.product_rules import ProductRules
from formd.rules.rule_sets import RuleSet, rule_sets
from formd.rules.terms import parse_term
from tests import lists

NONE = ProductRules([])


def the_set(**changes: Any) -> RuleSet:
    return replace(lists.the_rule_sets()["TH-61/2551"], **changes)


def rules_of(rule_set: RuleSet, **terms: tuple[str, ...]) -> ProductRules:
    """An annex of the set: for each code ("hs8481") its alternatives."""
    row = next(iter(lists.product_rules().of(rule_set)))
    return ProductRules(
        [replace(row, hs=code.removeprefix("hs"), terms=tuple(map(parse_term, texts))) for code, texts in terms.items()]
    )


def valve(imported: str, costs: Costs | None = None, code: str = "848190", country: str = "CN") -> Goods:
    """A valve of 100 USD with one imported part of its own heading, and of a member's if it says so."""
    return Goods("848180", Decimal(100), False, (Material(code, country, False, Decimal(imported)),), costs=costs)


def costs_of(sum_of: str) -> Costs:
    return Costs(Decimal(sum_of), Decimal(0), Decimal(0), Decimal(0), Decimal(0))


@pytest.mark.parametrize(
    ("formula", "costs", "counted", "met"),
    [
        ("direct", "40.00", "40", True),
        ("direct", "39.99", "39.99", False),
        ("direct", None, "30", False),  # without costs there is the other one only
        ("indirect", "40.00", "30", False),
    ],
)
def test_the_formula_that_the_set_chose_decides(formula: str, costs: str | None, counted: str, met: bool) -> None:
    goods = valve("70.00", costs_of(costs) if costs else None)

    verdict = judge(goods, the_set(rvc_formula=formula), NONE)

    assert verdict.rvc == Decimal(counted)
    assert verdict.indirect == 30
    assert verdict.originating is met


def test_an_annex_may_stand_beside_the_general_rule() -> None:
    beside, instead = the_set(psr="beside"), the_set(psr="replaces")
    annex = rules_of(beside, hs848180=("CC", "RVC40"))

    def terms(verdict: Verdict) -> list[tuple[str, bool]]:
        return [(option.term.text, option.met) for option in verdict.options]

    assert terms(judge(valve("50"), beside, annex)) == [("CC", False), ("RVC40", True), ("CTH", False)]
    assert terms(judge(valve("50"), instead, annex)) == [("CC", False), ("RVC40", True)]


def test_the_rule_of_the_longest_prefix_counts() -> None:
    rule_set = the_set()
    annex = rules_of(rule_set, hs84=("WO",), hs848180=("RVC35",), hs8481=("CC",))
    other = valve("10")._replace(hs="841330")

    found = [verdict.rule.hs for verdict in judge_all([valve("10"), other], rule_set, annex) if verdict.rule]

    assert found == ["848180", "84"]
    assert judge(valve("10")._replace(hs="848190"), rule_set, annex).rule == annex.finder(rule_set)("848190")


@pytest.mark.parametrize(
    ("originating", "country", "met"), [(True, "MY", True), (True, "CN", False), (False, "MY", False)]
)
def test_every_change_of_classification_of_a_rule_is_looked_at(originating: bool, country: str, met: bool) -> None:
    rule_set = the_set(psr="replaces")
    annex = rules_of(rule_set, hs848180=("CC", "CTH"))
    same_heading = Goods("848180", Decimal(100), False, (Material("848190", country, originating, Decimal(70)),))
    same_chapter = same_heading._replace(materials=(Material("841330", "CN", False, Decimal(70)),))

    assert [option.met for option in judge(same_heading, rule_set, annex).options] == [met, met]
    assert [option.met for option in judge(same_chapter, rule_set, annex).options] == [False, True]
    pumps_excepted = rules_of(rule_set, hs848180=("CC", "CTH except from 84.13"))
    assert [option.met for option in judge(same_chapter, rule_set, pumps_excepted).options] == [False, False]


def test_the_margin_is_to_the_bound_of_the_rule_that_was_applied() -> None:
    rule_set = the_set(psr="replaces")

    by_rule = margin(judge(valve("60"), rule_set, rules_of(rule_set, hs848180=("CTSH", "RVC35"))))
    without = margin(judge(valve("60"), rule_set, rules_of(rule_set, hs848180=("CC",))))

    assert (by_rule.bound, by_rule.points, by_rule.usd, by_rule.met) == (35, 5, 5, True)
    assert (without.bound, without.points, without.usd, without.met) == (40, 0, 0, True)
    assert not margin(judge(valve("60.01"), rule_set, NONE)).met


@pytest.mark.parametrize(
    ("amount", "down", "up"),
    [
        (Fraction(1, 3), "0.33", "0.34"),
        (Fraction(-1, 3), "-0.34", "-0.33"),
        (Fraction(0), "0.00", "0.00"),
        (Fraction(1, 1000), "0.00", "0.01"),
        (Fraction(-1, 1000), "-0.01", "0.00"),
        (Fraction(5), "5.00", "5.00"),
        (Fraction(-5), "-5.00", "-5.00"),
        (Fraction(1_234_567_891, 1000), "1234567.89", "1234567.90"),
    ],
)
def test_cents_are_rounded_to_the_safe_side(amount: Fraction, down: str, up: str) -> None:
    assert (cents_down(amount), cents_up(amount)) == (down, up)


def test_every_process_of_every_rule_is_known() -> None:
    rule_set = the_set()
    known = rules_of(rule_set, hs150910=("refining",), hs848180=("CTH", "casting"), hs110100=("CC",)).knows_process

    assert known("refining") and known("casting")
    assert not known("CTH") and not known("painting")


def test_rule_sets_are_read_as_they_are_written() -> None:
    old, new, later = rule_sets(lists.read("law/form_d_rule_sets.yaml"))

    assert [each.slug for each in (old, new, later)] == ["TH-14/2551", "TH-61/2551", "ATIGA-2021"]
    assert [each.from_seed for each in (old, new, later)] == [True, True, False]
    assert old.imports_until is not None and old.imports_until.isoformat() == "2008-12-31"
    assert new.imports_until is None
    assert (old.de_minimis_percent, new.de_minimis_percent) == (None, 10)
    assert [each.permit_number_on_form for each in (old, new)] == [False, True]
