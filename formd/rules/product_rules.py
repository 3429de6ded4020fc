"""Product-specific rules: for each rule set and HS prefix the alternatives that make a good originating (FD-8)."""

from collections.abc import Callable, Iterable
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
        self._annexes: dict[str, dict[str, ProductRule]] = {}
        self._processes: set[str] = set()
        for rule in rules:
            self._annexes.setdefault(rule.rule_set, {})[rule.hs] = rule
            self._processes |= {term.text for term in rule.terms if term.kind == "process"}

    def of(self, rule_set: RuleSet) -> list[ProductRule]:
        """Every rule of the set's annex."""
        return list(self._annexes.get(rule_set.slug, {}).values())

    def finder(self, rule_set: RuleSet) -> Callable[[str], ProductRule | None]:
        """Finds the rule of the longest prefix of a code in the set's annex, if there is one (FD-8)."""
        annex = self._annexes.get(rule_set.slug, {})
        lengths = sorted({len(hs) for hs in annex}, reverse=True)

        def find(digits: str) -> ProductRule | None:
            for length in lengths:
                if rule := annex.get(digits[:length]):  # FD-8: longest prefix
                    return rule
            return None

        return find

    def knows_process(self, process: str) -> bool:
        """Whether any annex names this process."""
        return process in self._processes
