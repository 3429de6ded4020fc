"""Whether goods are of ASEAN origin, by which alternative, and how far from the others (FD-7 to FD-10).

Values in USD. A verdict keeps the numbers that it rests on; sentences and margins are made from them when asked for
(`explanation`), so that a whole catalogue is judged quickly.
"""

from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from typing import NamedTuple

from portal.law.countries import ASEAN, THAILAND

from .product_rules import ProductRule, ProductRules
from .rule_sets import RuleSet
from .terms import Term, TermKind, parse_term

# Sums and shares of amounts with 15 digits and 10 decimals stay exact.
EXACT = Context(prec=100)
_ZERO = Decimal(0)
_HUNDRED = Decimal(100)


class Material(NamedTuple):
    """A material of one unit of the good; `partial_percent`: the ASEAN share that its PC form certifies (FD-7)."""

    hs: str
    country: str
    originating: bool
    value: Decimal
    partial_percent: Decimal | None = None


class Costs(NamedTuple):
    """What the direct formula adds up (FD-9)."""

    asean_material: Decimal
    direct_labour: Decimal
    direct_overhead: Decimal
    other: Decimal
    profit: Decimal


class Goods(NamedTuple):
    """What is judged: HS digits, FOB value, materials."""

    hs: str
    fob: Decimal
    wholly_obtained: bool
    materials: Sequence[Material]
    processes: frozenset[str] = frozenset()
    costs: Costs | None = None


class Option(NamedTuple):
    """An alternative of the rule, whether it is met, and the materials (by number) that stand in its way or were
    let through as de minimis."""

    term: Term
    met: bool
    unshifted: tuple[int, ...] = ()
    unshifted_value: Decimal = _ZERO
    by_de_minimis: bool = False


class Verdict(NamedTuple):
    """The judgement with the numbers that it rests on."""

    goods: Goods
    rule_set: RuleSet
    rule: ProductRule | None
    source: str
    non_originating: Decimal
    options: tuple[Option, ...]
    originating: bool
    accumulation: bool
    partial: bool
    de_minimis_used: bool

    @property
    def indirect(self) -> Decimal:
        """(FOB − non-originating) / FOB in per cent, to 60 digits (FD-9)."""
        with localcontext(EXACT):
            return (self.goods.fob - self.non_originating) * 100 / self.goods.fob  # FD-9

    @property
    def direct(self) -> Decimal | None:
        """The sum of costs / FOB in per cent; None without costs (FD-9)."""
        if self.goods.costs is None:
            return None
        with localcontext(EXACT):
            return sum(self.goods.costs, _ZERO) * 100 / self.goods.fob  # FD-9

    @property
    def rvc(self) -> Decimal:
        """The one that counts by the rule set's setting (FD-9)."""
        direct = self.direct if self.rule_set.rvc_formula == "direct" else None
        return self.indirect if direct is None else direct

    @property
    def contradicts_wholly_obtained(self) -> bool:
        return self.goods.wholly_obtained and self.source != "wholly-obtained"


def judge(goods: Goods, rule_set: RuleSet, rules: ProductRules) -> Verdict:
    """The verdict on goods made in Thailand. Each article is judged by itself (FD-8)."""
    with localcontext(EXACT):
        non_originating, accumulation, foreign = _materials(goods.materials)
        if goods.wholly_obtained and not foreign:
            return _wholly_obtained(goods, rule_set, non_originating)
        rule = rules.find(rule_set, goods.hs)
        terms = _alternatives(rule_set, rule)
        value = _counted_value(goods, rule_set, non_originating)
        options = tuple([_option(term, goods, rule_set, value) for term in terms])
        originating = any([option.met for option in options])
        partial = not originating and _is_partial(goods.fob, value, rule_set)
        used = any([option.by_de_minimis for option in options])
        source = "general" if rule is None else "psr"
        return Verdict(
            goods, rule_set, rule, source, non_originating, options, originating, accumulation, partial, used
        )


def _materials(materials: Sequence[Material]) -> tuple[Decimal, bool, bool]:
    """The value that does not originate, whether another member's material is accumulated, and whether anything
    comes from outside Thailand."""
    total, accumulation, foreign = _ZERO, False, False
    for _hs, country, originating, value, partial_percent in materials:
        if originating and country in ASEAN:  # FD-22: only a member's material can originate
            if country != THAILAND:
                accumulation = foreign = True  # FD-11
            continue
        foreign = True
        total += value if partial_percent is None else value - value * partial_percent / _HUNDRED  # FD-7
    return total, accumulation, foreign


def _wholly_obtained(goods: Goods, rule_set: RuleSet, non_originating: Decimal) -> Verdict:
    options = (Option(parse_term("WO"), True),)
    return Verdict(goods, rule_set, None, "wholly-obtained", non_originating, options, True, False, False, False)


def _alternatives(rule_set: RuleSet, rule: ProductRule | None) -> tuple[Term, ...]:
    """A product-specific rule replaces the general one, or stands beside it, as the rule set says (FD-8)."""
    if rule is None:
        return general_terms(rule_set)
    if rule_set.psr == "replaces":
        return rule.terms  # FD-8
    return tuple(dict.fromkeys((*rule.terms, *general_terms(rule_set))))  # FD-8


def general_terms(rule_set: RuleSet) -> tuple[Term, ...]:
    """The alternatives of the general rule."""
    return tuple([parse_term(text) for text in rule_set.general])


def partial_bound(rule_set: RuleSet) -> Decimal:
    """The RVC from which goods originate: below it they may serve a partial cumulation (FD-7)."""
    return next(term.bound for term in general_terms(rule_set) if term.bound is not None)


def _counted_value(goods: Goods, rule_set: RuleSet, non_originating: Decimal) -> Decimal:
    """What counts towards the RVC, in USD, by the formula that the rule set chose (FD-9)."""
    if rule_set.rvc_formula == "direct" and goods.costs is not None:
        return sum(goods.costs, _ZERO)  # FD-9
    return goods.fob - non_originating  # FD-9


def _option(term: Term, goods: Goods, rule_set: RuleSet, value: Decimal) -> Option:
    if term.kind is TermKind.RVC:
        assert term.bound is not None
        return Option(term, value * _HUNDRED >= term.bound * goods.fob)  # FD-8, T-5: compared unrounded
    if term.kind is TermKind.CTC:
        return _change(term, goods, rule_set)
    return Option(term, term.text in goods.processes)  # FD-8: wholly obtained goods do not come here


def _change(term: Term, goods: Goods, rule_set: RuleSet) -> Option:
    """Every non-originating material must shift; those that do not may be de minimis (FD-8, FD-10)."""
    level, hs = term.level, goods.hs
    heading = hs[:level]
    still: list[int] = []
    for number, (code, country, originating, _value, _percent) in enumerate(goods.materials):
        if originating and country in ASEAN:
            continue
        if heading.startswith(code[:level]) or code.startswith(heading) or code.startswith(term.except_from):
            still.append(number)
    if not still:
        return Option(term, True)
    value = sum([goods.materials[number].value for number in still], _ZERO)
    percent = rule_set.de_minimis_percent
    saved = percent is not None and value * _HUNDRED <= percent * goods.fob  # FD-10
    return Option(term, saved, tuple(still), value, saved)


def _is_partial(fob: Decimal, value: Decimal, rule_set: RuleSet) -> bool:
    return rule_set.partial_from_percent * fob <= value * _HUNDRED < partial_bound(rule_set) * fob  # FD-7
