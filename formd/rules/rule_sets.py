"""The rule sets of Form D: which agreement judges a form, and what it says where the agreements differ (T-6)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


class RuleSetError(ValueError):
    """A rule set that is not known, or that is not written as it should be."""


@dataclass(frozen=True)
class Notation:
    """How a criterion is written in box 8 (FD-7); `ctc` may hold {term}, the percentages {whole}."""

    wholly_obtained: str
    ctc: str
    process: str
    percent: str
    partial: str
    partial_note: str


@dataclass(frozen=True)
class RuleSet:
    """One agreement's points; its source and the day on which somebody last read it stand beside them."""

    slug: str
    title_th: str
    title_en: str
    source: str
    from_seed: bool
    checked_on: date
    imports_from: date
    imports_until: date | None
    form: str
    papers: tuple[str, ...]
    hs_edition: str
    general: tuple[str, ...]
    psr: str
    psr_complete: bool
    rvc_formula: str
    de_minimis_percent: Decimal | None
    partial_from_percent: Decimal
    notation: Notation
    box_13: tuple[str, ...]
    retroactive_mark: str
    issue: str
    retroactive_after_days: int
    retroactive_within_years: int
    true_copy_reasons: tuple[str, ...]
    new_form_corrects: bool
    notified_signatories_only: bool
    permit_number_on_form: bool
    deferred_claim: bool
    fob: str

    def takes_imports_on(self, on: date) -> bool:
        """Whether a form of this set is accepted for an import of that day (FD-1)."""
        return self.imports_from <= on and (self.imports_until is None or on <= self.imports_until)  # FD-1

    def title_in(self, language: str) -> str:
        return self.title_th if language == "th" else self.title_en


class RuleSets:
    """All of them, oldest first."""

    def __init__(self, sets: Iterable[RuleSet]) -> None:
        self._by_slug = {each.slug: each for each in sets}

    def __iter__(self) -> Iterator[RuleSet]:
        return iter(self._by_slug.values())

    def __contains__(self, slug: object) -> bool:
        return slug in self._by_slug

    def __getitem__(self, slug: str) -> RuleSet:
        """The set of that name; RuleSetError when there is none."""
        try:
            return self._by_slug[slug]
        except KeyError:
            raise RuleSetError(f"there is no rule set {slug}") from None

    def of_form(self, form: str, import_date: date) -> RuleSet | None:
        """The latest set that takes this form ("old", "new") for an import of that day, if one does (T-6, FD-1)."""
        fitting = [each for each in self if each.form == form and each.takes_imports_on(import_date)]  # T-6
        return fitting[-1] if fitting else None


def rule_sets(written: Sequence[Mapping[str, Any]]) -> RuleSets:
    """The rule sets as fixtures/law/form_d_rule_sets.yaml writes them; RuleSetError when one lacks something."""
    return RuleSets(_rule_set(said) for said in written)


def _rule_set(said: Mapping[str, Any]) -> RuleSet:
    try:
        return RuleSet(**{name: _READ.get(name, str)(said[name]) for name in RuleSet.__dataclass_fields__})
    except (KeyError, ValueError, TypeError, ArithmeticError) as unfit:
        raise RuleSetError(f"{said.get('slug', 'a rule set')} does not fit: {unfit!r}") from unfit


def _flag(text: str) -> bool:
    return {"true": True, "false": False}[text]


def _or_none(read: Any) -> Any:
    return lambda text: read(text) if text else None


_READ: Mapping[str, Any] = {
    "from_seed": _flag,
    "checked_on": date.fromisoformat,
    "imports_from": date.fromisoformat,
    "imports_until": _or_none(date.fromisoformat),
    "papers": tuple,
    "general": tuple,
    "psr_complete": _flag,
    "de_minimis_percent": _or_none(Decimal),
    "partial_from_percent": Decimal,
    "notation": lambda said: Notation(**said),
    "box_13": tuple,
    "retroactive_after_days": int,
    "retroactive_within_years": int,
    "true_copy_reasons": tuple,
    "new_form_corrects": _flag,
    "notified_signatories_only": _flag,
    "permit_number_on_form": _flag,
    "deferred_claim": _flag,
}
