"""Whether goods are of ASEAN origin, by which alternative, and how far from the others (FD-7 to FD-10).

Values in USD. A verdict keeps the numbers that it rests on; sentences and margins are made from them when asked for
(`explanation`), so that a whole catalogue is judged quickly.
"""

from collections.abc import Iterable, Sequence
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


class Alternative(NamedTuple):
    """A term of a plan, with the answers that need nothing else: met, and missed."""

    term: Term
    yes: Option
    no: Option


class Plan(NamedTuple):
    """What a rule asks of goods: made once for each rule. `level` and `excepted` are those of its first change of
    classification, which one walk over the materials judges beside their value."""

    rule_set: RuleSet
    rule: ProductRule | None
    source: str
    alternatives: tuple[Alternative, ...]
    level: int
    excepted: tuple[str, ...]
    bound: Decimal


def judge(goods: Goods, rule_set: RuleSet, rules: ProductRules) -> Verdict:
    """The verdict on goods made in Thailand. Each article is judged by itself (FD-8)."""
    return judge_all((goods,), rule_set, rules)[0]


def judge_all(catalogue: Iterable[Goods], rule_set: RuleSet, rules: ProductRules) -> list[Verdict]:
    """The verdict on every product of a catalogue."""
    find = rules.finder(rule_set)
    general = _plan(None, rule_set)
    plans = {rule.hs: _plan(rule, rule_set) for rule in rules.of(rule_set)}
    verdicts = []
    with localcontext(EXACT):
        for goods in catalogue:
            rule = find(goods.hs)
            verdicts.append(_judge(goods, general if rule is None else plans[rule.hs]))
    return verdicts


def _plan(rule: ProductRule | None, rule_set: RuleSet) -> Plan:
    """A product-specific rule replaces the general one, or stands beside it, as the rule set says (FD-8)."""
    terms = general_terms(rule_set)
    if rule is not None:
        terms = rule.terms if rule_set.psr == "replaces" else tuple(dict.fromkeys((*rule.terms, *terms)))  # FD-8
    first = next((term for term in terms if term.kind is TermKind.CTC), None)
    level, excepted = (first.level, first.except_from) if first else (0, ())
    return Plan(
        rule_set=rule_set,
        rule=rule,
        source="general" if rule is None else "psr",
        alternatives=tuple([Alternative(term, Option(term, True), Option(term, False)) for term in terms]),
        level=level,
        excepted=excepted,
        bound=partial_bound(rule_set),
    )


def general_terms(rule_set: RuleSet) -> tuple[Term, ...]:
    """The alternatives of the general rule."""
    return tuple([parse_term(text) for text in rule_set.general])


def partial_bound(rule_set: RuleSet) -> Decimal:
    """The RVC from which goods originate: below it they may serve a partial cumulation (FD-7)."""
    return next(term.bound for term in general_terms(rule_set) if term.bound is not None)


def _judge(goods: Goods, plan: Plan) -> Verdict:
    """One walk over the materials: their value, whether they shift as the first change of classification asks, whether
    another member's material is accumulated (FD-8, FD-9, FD-11, FD-22)."""
    total, accumulation, foreign = _ZERO, False, False
    still: list[int] = []
    excepted = plan.excepted
    heading = goods.hs[: plan.level]
    width = len(heading)
    for number, (code, country, originating, value, partial_percent) in enumerate(goods.materials):
        if originating and country in ASEAN:  # FD-22: only a member's material can originate
            if country != THAILAND:
                accumulation = foreign = True  # FD-11
            continue
        foreign = True
        total += value if partial_percent is None else value - value * partial_percent / _HUNDRED  # FD-7
        if code[:width] == heading or (excepted and code.startswith(excepted)) or _is_short(code, heading):
            still.append(number)  # FD-8
    if goods.wholly_obtained and not foreign:
        return Verdict(goods, plan.rule_set, None, "wholly-obtained", total, _WHOLLY, True, False, False, False)
    return _verdict(goods, plan, total, still, accumulation)


def _verdict(goods: Goods, plan: Plan, total: Decimal, still: list[int], accumulation: bool) -> Verdict:
    fob, value = goods.fob, _counted_value(goods, plan.rule_set, total)
    options, met, used = [], False, False
    for term, yes, no in plan.alternatives:
        if term.bound is not None:
            option = yes if value * _HUNDRED >= term.bound * fob else no  # FD-8, T-5: compared unrounded
        elif term.level:
            option = _change(term, yes, goods, plan, still)
            used = used or option.by_de_minimis
        else:
            option = yes if term.kind is TermKind.PROCESS and term.text in goods.processes else no  # FD-8
        options.append(option)
        met = met or option.met
    least = plan.rule_set.partial_from_percent
    partial = not met and least * fob <= value * _HUNDRED < plan.bound * fob  # FD-7
    return Verdict(
        goods, plan.rule_set, plan.rule, plan.source, total, tuple(options), met, accumulation, partial, used
    )


_WHOLLY = (Option(parse_term("WO"), True),)


def _is_short(code: str, heading: str) -> bool:
    """A code too short to show a change, of the same heading as far as it goes: it counts as none (FD-8)."""
    return len(code) < len(heading) and heading.startswith(code)  # FD-8


def _counted_value(goods: Goods, rule_set: RuleSet, non_originating: Decimal) -> Decimal:
    """What counts towards the RVC, in USD, by the formula that the rule set chose (FD-9)."""
    if goods.costs is not None and rule_set.rvc_formula == "direct":
        return sum(goods.costs, _ZERO)  # FD-9
    return goods.fob - non_originating  # FD-9


def _change(term: Term, yes: Option, goods: Goods, plan: Plan, still: list[int]) -> Option:
    """Every non-originating material must shift; those that do not may be de minimis (FD-8, FD-10)."""
    if (term.level, term.except_from) != (plan.level, plan.excepted):
        still = _unshifted(term, goods)
    if not still:
        return yes  # FD-8
    value = sum([goods.materials[number].value for number in still], _ZERO)
    percent = plan.rule_set.de_minimis_percent
    saved = percent is not None and value * _HUNDRED <= percent * goods.fob  # FD-10
    return Option(term, saved, tuple(still), value, saved)


def _unshifted(term: Term, goods: Goods) -> list[int]:
    """The non-originating materials that do not shift at the term's level, or come from what it excepts (FD-8)."""
    heading = goods.hs[: term.level]
    return [
        number
        for number, (code, country, originating, _value, _percent) in enumerate(goods.materials)
        if not (originating and country in ASEAN)
        and (code.startswith(heading) or code.startswith(term.except_from) or _is_short(code, heading))
    ]
