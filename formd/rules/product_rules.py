"""Product-specific rules: for each rule set and HS prefix the alternatives that make a good originating (FD-8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .rule_sets import RuleSet
from .terms import Term


@dataclass(frozen=True, slots=True)
class ProductRule:
    """One line of a rule set's annex; `hs` are digits of the set's HS edition."""

    rule_set: str
    hs: str
    terms: tuple[Term, ...]
    valid_from: date
    valid_until: date | None
    source: str
    name_th: str = ""
    name_en: str = ""


class ProductRules:
    """All annexes, looked up by the longest prefix."""

    def __init__(self, rules: Iterable[ProductRule]) -> None:
        self._by_prefix: dict[tuple[str, str], ProductRule] = {}
        self._processes: set[str] = set()
        for rule in rules:
            self._by_prefix[rule.rule_set, rule.hs] = rule
            self._processes |= {term.text for term in rule.terms if term.kind == "process"}

    def find(self, rule_set: RuleSet, digits: str) -> ProductRule | None:
        """The rule of the longest prefix of `digits` in the set's annex, if there is one (FD-8)."""
        for length in range(len(digits), 1, -2):
            if rule := self._by_prefix.get((rule_set.slug, digits[:length])):  # FD-8: longest prefix
                return rule
        return None

    def knows_process(self, process: str) -> bool:
        """Whether any annex names this process."""
        return process in self._processes
